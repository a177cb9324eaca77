#pragma once

#include <QListView>
#include <QStyledItemDelegate>

#include "ui/widgets/mark_style.h"
#include "ui/widgets/thumb_cache.h"

namespace lineament::ui {

/// Roles a model gives the grid besides Qt::DisplayRole (first line of the card).
enum ThumbRole {
    ThumbKeyRole = Qt::UserRole + 100,  ///< qint64, key of the picture
    SecondLineRole,                     ///< QString, muted
    MarkRole,                           ///< int(Mark), frame of the picture
    BadgeRole                           ///< QString in the picture's corner ("12"), may be empty
};

/// Paints a card: picture with its mark, name, one muted line.
class ThumbDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    ThumbDelegate(ThumbCache& cache, QObject* parent);

    void setPicturePx(int px) { picturePx_ = px; }
    int picturePx() const { return picturePx_; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    ThumbCache& cache_;
    int picturePx_ = 112;
};

/// A grid of picture cards that stays quick with 50 000 of them: only what is on show is painted and loaded.
/// Scrolling, selection and the item under the cursor are kept when the model changes in place.
class ThumbGrid : public QListView {
    Q_OBJECT
  public:
    explicit ThumbGrid(QWidget* parent = nullptr);

    ThumbCache& thumbs() { return thumbs_; }
    /// Width and height of the pictures, 48 to 256 px.
    void setPicturePx(int px);
    int picturePx() const { return delegate_->picturePx(); }
    /// A picture that is on show is still being loaded.
    bool loading() const { return !thumbs_.idle(); }
    /// Cards in a row at the present width.
    int columns() const;

  Q_SIGNALS:
    /// Enter or a double click.
    void opened(const QModelIndex& index);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    void repaintKey(qint64 key);

    ThumbCache thumbs_;
    ThumbDelegate* delegate_;
};

}  // namespace lineament::ui
