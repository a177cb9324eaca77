#pragma once

#include <QHash>
#include <QString>
#include <vector>

#include "core/pipelines/people/check_people.h"
#include "core/store/gallery_book.h"

namespace lineament::ui {

/// What the health page shows of a gallery at one time.
struct HealthReport {
    PeopleCheck check;
    QString recogniser;                               ///< key of the one in use
    int withoutTemplates = 0;                         ///< samples in use that it has none of
    std::vector<GalleryBook::RecogniserCount> older;  ///< the other recognisers' templates
    std::vector<IdentityId> due;                      ///< retention ended or consent withdrawn
    int purgeEveryDays = 0;                           ///< schedule of deletions; 0: when asked
    QHash<qint64, QString> names;
};

/// Call it in a job. Throws as checkPeople().
HealthReport healthOf(const Workspace& workspace, JobContext& context);

}  // namespace lineament::ui
