#include "ui/studio/explore/face_strip.h"

#include <QPainter>
#include <QScrollBar>

#include "ui/widgets/mark_style.h"

namespace lineament::ui {

FaceStrip::FaceStrip(int picturePx, bool named, QWidget* parent)
    : QListWidget(parent), picturePx_(picturePx), named_(named) {
    setViewMode(QListView::IconMode);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setIconSize({picturePx, picturePx});
    setGridSize({picturePx + 10, picturePx + (named ? 26 : 10)});
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(picturePx + (named ? 30 : 14) + 10);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!showing_) Q_EMIT renamed(row(item), item->text());
    });
}

QIcon FaceStrip::iconOf(const QImage& picture, bool generated) const {
    QPixmap pixmap(picturePx_, picturePx_);
    pixmap.fill(Theme::instance().color(Token::Canvas));
    QPainter painter(&pixmap);
    if (!picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, picture.width() > picturePx_);
        painter.drawImage(QRect(0, 0, picturePx_, picturePx_), picture);
    }
    if (generated) paintMark(painter, QRectF(0, 0, picturePx_, picturePx_), Mark::Synthetic, 1);
    painter.end();
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);  // a face is not tinted by being chosen
    return icon;
}

void FaceStrip::setFaces(const QList<Face>& faces) {
    showing_ = true;
    const int scroll = horizontalScrollBar()->value();
    while (count() > faces.size())
        delete takeItem(count() - 1);
    while (count() < faces.size())
        addItem(new QListWidgetItem);
    for (int i = 0; i < faces.size(); ++i) {
        auto* one = item(i);
        const qint64 key = faces[i].picture.isNull() ? -1 : faces[i].picture.cacheKey();
        if (!one->data(Qt::UserRole).isValid() || one->data(Qt::UserRole).toLongLong() != key) {
            one->setData(Qt::UserRole, key);
            one->setIcon(iconOf(faces[i].picture, faces[i].generated));
        }
        one->setText(named_ ? faces[i].name : QString());
        one->setToolTip(faces[i].hint.isEmpty() ? faces[i].name : faces[i].hint);
        one->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable |
                      (editTriggers() != NoEditTriggers && named_ ? Qt::ItemIsEditable : Qt::NoItemFlags));
    }
    horizontalScrollBar()->setValue(scroll);
    showing_ = false;
}

void FaceStrip::setEmptyText(const QString& text) {
    emptyText_ = text;
    viewport()->update();
}

void FaceStrip::paintEvent(QPaintEvent* event) {
    QListWidget::paintEvent(event);
    if (count() > 0 || emptyText_.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(Theme::instance().ink(Token::Muted));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, emptyText_);
}

void FaceStrip::setPicture(int row, const QImage& picture) {
    if (row < 0 || row >= count()) return;
    showing_ = true;
    item(row)->setIcon(iconOf(picture, true));
    item(row)->setData(Qt::UserRole, picture.cacheKey());
    showing_ = false;
}

}  // namespace lineament::ui
