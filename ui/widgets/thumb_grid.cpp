#include "ui/widgets/thumb_grid.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

namespace lineament::ui {

namespace {

constexpr int kPadding = metrics::kSpace2;
constexpr int kGap = metrics::kSpace1;
constexpr int kSmallest = 48, kLargest = 256, kZoomStep = 16;

int textHeight(const QFontMetrics& font) {
    return font.height() * 2 + metrics::kSpace1;
}

}  // namespace

ThumbDelegate::ThumbDelegate(ThumbCache& cache, QObject* parent)
    : QStyledItemDelegate(parent), cache_(cache) {}

QSize ThumbDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {picturePx_ + 2 * kPadding, picturePx_ + 2 * kPadding + kGap + textHeight(option.fontMetrics)};
}

void ThumbDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const auto& theme = Theme::instance();
    painter->save();
    const QRect card = option.rect.adjusted(2, 2, -2, -2);
    const bool selected = option.state & QStyle::State_Selected,
               hovered = option.state & QStyle::State_MouseOver;
    if (selected || hovered) {
        painter->setRenderHint(QPainter::Antialiasing);
        QColor ground = theme.color(selected ? Token::Accent : Token::Text);
        ground.setAlphaF(selected ? 0.22f : 0.06f);
        painter->setBrush(ground);
        const bool focused = option.state & QStyle::State_HasFocus;
        painter->setPen(selected ? QPen(theme.color(Token::Accent), focused ? 2 : 1) : QPen(Qt::NoPen));
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
        painter->setRenderHint(QPainter::Antialiasing, false);
    }
    const QRect picture(option.rect.x() + (option.rect.width() - picturePx_) / 2, option.rect.y() + kPadding,
                        picturePx_, picturePx_);
    painter->fillRect(picture, theme.color(Token::Canvas));
    const QImage image = cache_.get(index.data(ThumbKeyRole).toLongLong());
    if (image.isNull()) {
        theme.icon(QStringLiteral("user-round"), Token::Line)
            .paint(painter, picture.adjusted(24, 24, -24, -24));
    } else {
        const QSize size = image.size().scaled(picture.size(), Qt::KeepAspectRatioByExpanding);
        QRect whole(QPoint(), size);
        whole.moveCenter(picture.center());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->setClipRect(picture);
        painter->drawImage(whole, image);
        painter->setClipping(false);
    }
    const auto mark = static_cast<Mark>(index.data(MarkRole).toInt());
    if (mark != Mark::Plain) paintMark(*painter, picture, mark);
    const QString badge = index.data(BadgeRole).toString();
    if (!badge.isEmpty()) {
        const int width = option.fontMetrics.horizontalAdvance(badge) + metrics::kSpace2;
        const QRect place(picture.right() - width, picture.bottom() - option.fontMetrics.height(), width + 1,
                          option.fontMetrics.height() + 1);
        painter->fillRect(place, theme.color(Token::Base));
        painter->setPen(theme.ink(Token::Text));
        painter->drawText(place, Qt::AlignCenter, badge);
    }
    QRect line(card.x() + kPadding / 2, picture.bottom() + kGap, card.width() - kPadding,
               option.fontMetrics.height());
    const auto write = [&](const QString& text, Token token) {
        painter->setPen(theme.ink(token));
        painter->drawText(line, Qt::AlignCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, line.height());
    };
    write(index.data(Qt::DisplayRole).toString(), Token::Text);
    write(index.data(SecondLineRole).toString(), Token::Muted);
    painter->restore();
}

ThumbGrid::ThumbGrid(QWidget* parent) : QListView(parent), delegate_(new ThumbDelegate(thumbs_, this)) {
    setItemDelegate(delegate_);
    // List mode that wraps: icon mode would build a search tree of all items at every layout.
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setProperty("role", QStringLiteral("grid"));
    connect(&thumbs_, &ThumbCache::ready, this, &ThumbGrid::repaintKey);
    connect(this, &QListView::doubleClicked, this, &ThumbGrid::opened);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    setPicturePx(delegate_->picturePx());
}

void ThumbGrid::setPicturePx(int px) {
    delegate_->setPicturePx(qBound(kSmallest, px, kLargest));
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    setGridSize(delegate_->sizeHint(option, {}));
    verticalScrollBar()->setSingleStep(gridSize().height() / 3);
}

int ThumbGrid::columns() const {
    return qMax(1, viewport()->width() / gridSize().width());
}

void ThumbGrid::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void ThumbGrid::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        setPicturePx(picturePx() + (event->angleDelta().y() > 0 ? kZoomStep : -kZoomStep));
        event->accept();
        return;
    }
    QListView::wheelEvent(event);
}

void ThumbGrid::repaintKey(qint64 key) {
    // Only what is on show is looked through.
    if (!model()) return;
    const QModelIndex first = indexAt(QPoint(gridSize().width() / 2, 1));
    const int rows = viewport()->height() / gridSize().height() + 2;
    const int start = first.isValid() ? first.row() : 0;
    const int end = qMin(model()->rowCount(rootIndex()), start + rows * (columns() + 1));
    for (int row = start; row < end; ++row) {
        const QModelIndex index = model()->index(row, modelColumn(), rootIndex());
        if (index.data(ThumbKeyRole).toLongLong() == key) viewport()->update(visualRect(index));
    }
}

}  // namespace lineament::ui
