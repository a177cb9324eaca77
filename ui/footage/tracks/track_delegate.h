#pragma once

#include <QStyledItemDelegate>

namespace lineament::ui {

/// Paints one track in a list: best shot (framed by its state), name, when, similarity and state.
class TrackDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lineament::ui
