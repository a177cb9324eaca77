#pragma once

#include <QStyledItemDelegate>

namespace lineament::ui {

/// Paints one photo of the enrolment sheet: the face, whether it can be enrolled (or what to change), and its
/// five measures.
class EnrolDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lineament::ui
