#pragma once

#include <QAbstractListModel>
#include <vector>

#include "ui/footage/people_of_case/case_state.h"

namespace lineament::ui {

/// Every look at the people who are selected, as cards: crop, when, in which recording. Thread: GUI.
class LooksModel : public QAbstractListModel {
    Q_OBJECT
  public:
    explicit LooksModel(CaseState& state, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void setTracks(const QList<TrackId>& tracks);
    struct Look {
        TrackId track;
        int rank = 0;
        double ms = 0;
        float quality = 0;
    };
    const Look* look(const QModelIndex& index) const;

  private:
    CaseState& state_;
    QList<TrackId> tracks_;
    std::vector<Look> looks_;
};

}  // namespace lineament::ui
