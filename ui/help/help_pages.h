#pragma once

#include <QList>
#include <QString>

namespace lineament::ui {

/// One page of help in one language.
struct HelpPage {
    QString id;        ///< that of the desk it is about; "terms", "match"
    QString title;     ///< its first heading
    QString markdown;  ///< all of it
};

/// All pages in the order they are listed, in a language ("en", "zh_CN"; another: English).
QList<HelpPage> helpPages(const QString& language);

/// A page that words were found on, and the words around them.
struct HelpHit {
    QString id, excerpt;
    int found = 0;
};
/// Pages on which every word of the query stands, best first: in the title, then by how often. An empty query
/// gives all pages in their order.
QList<HelpHit> findHelp(const QList<HelpPage>& pages, const QString& query);

}  // namespace lineament::ui
