#pragma once

#include <QStyledItemDelegate>

#include "ui/widgets/thumb_cache.h"

namespace lineament::ui {

/// Paints a section's head (a triangle that folds, its name) or one of the people: best look framed by state,
/// name, how often or when, similarity. Thread: GUI.
class PeopleDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    PeopleDelegate(ThumbCache& shots, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    void paintHead(QPainter* painter, const QRect& row, const QModelIndex& index) const;

    ThumbCache& shots_;
};

}  // namespace lineament::ui
