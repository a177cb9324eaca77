#pragma once

#include <QList>
#include <QPointer>
#include <QString>

#include "ui/widgets/desk.h"

namespace lineament::ui {

/// One line of the palette.
struct PaletteItem {
    enum class Kind { Action, Identity, Recording };
    Kind kind = Kind::Action;
    QString text;
    QString detail;            ///< key, number of samples, date
    QPointer<QAction> action;  ///< of Kind::Action
    DeskItem item;             ///< of the others
};

/// How well a query fits a text: 0 not at all, higher is better. Every word of the query must begin a word
/// of the text, or be in it; letters that only follow one another count least.
int fit(const QString& query, const QString& text);

/// The best `most` items for a query, best first, ties in their present order; an empty query gives the
/// first ones.
QList<PaletteItem> bestItems(const QList<PaletteItem>& items, const QString& query, int most);

}  // namespace lineament::ui
