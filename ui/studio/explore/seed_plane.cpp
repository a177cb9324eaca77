#include "ui/studio/explore/seed_plane.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "core/pipelines/synthetic/studio/recipe.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr double kLeastCell = 40, kMostCell = 200;
constexpr double kRange = 100'000;  // of the plane, seeds either way

qint64 pack(int x, int y) {
    return (qint64(x) << 32) ^ quint32(y);
}
}  // namespace

SeedPlane::SeedPlane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("seedPlane"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setMinimumSize(160, 160);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&thumbs_, &ThumbCache::ready, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QPoint SeedPlane::unpack(qint64 key) {
    return {int(key >> 32), int(quint32(key))};
}

void SeedPlane::setPosition(const QPointF& position) {
    if (position == position_) return;
    position_ = position;
    update();
}

QPointF SeedPlane::planeFromWidget(const QPointF& point) const {
    return position_ + (point - QRectF(rect()).center()) / cellPx_;
}

void SeedPlane::go(const QPointF& position, bool settled) {
    setPosition({qBound(-kRange, position.x(), kRange), qBound(-kRange, position.y(), kRange)});
    if (settled)
        Q_EMIT this->settled(position_);
    else
        Q_EMIT moved(position_);
}

void SeedPlane::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Canvas));
    const QPointF middle = QRectF(rect()).center();
    const QPointF from = planeFromWidget({0, 0}), to = planeFromWidget({double(width()), double(height())});
    QFont font = this->font();
    font.setPixelSize(metrics::kSmallTextPx - 1);
    painter.setFont(font);
    const double side = cellPx_ - 8;
    for (int y = int(std::floor(from.y())); y <= int(std::ceil(to.y())); ++y)
        for (int x = int(std::floor(from.x())); x <= int(std::ceil(to.x())); ++x) {
            const QPointF centre = middle + (QPointF(x, y) - position_) * cellPx_;
            const QRectF cell(centre.x() - side / 2, centre.y() - side / 2, side, side);
            if (const QImage face = thumbs_.get(pack(x, y)); !face.isNull()) {
                painter.drawImage(cell.toRect(), face);
            } else {
                painter.setPen(QPen(theme.color(Token::Line), 1, Qt::DotLine));
                painter.drawRect(cell.toRect());
            }
            const QString seed = QString::number(seedAt(x, y));
            const QRectF plate(cell.left(), cell.bottom() - 14,
                               painter.fontMetrics().horizontalAdvance(seed) + 6, 14);
            QColor ground = theme.color(Token::Base);
            ground.setAlpha(200);
            painter.fillRect(plate, ground);
            painter.setPen(theme.color(Token::Text));
            painter.drawText(plate, Qt::AlignCenter, seed);
        }
    painter.setPen(QPen(theme.color(Token::Canvas), 3));
    for (int pass = 0; pass < 2; ++pass) {
        painter.drawLine(middle - QPointF(9, 0), middle + QPointF(9, 0));
        painter.drawLine(middle - QPointF(0, 9), middle + QPointF(0, 9));
        painter.setPen(QPen(theme.color(Token::Accent), 1));
    }
    painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Line), hasFocus() ? 2 : 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void SeedPlane::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragging_ = true;
    pressedAt_ = event->position();
    positionAtPress_ = position_;
    setCursor(Qt::ClosedHandCursor);
}

void SeedPlane::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) go(positionAtPress_ - (event->position() - pressedAt_) / cellPx_, false);
}

void SeedPlane::mouseReleaseEvent(QMouseEvent* event) {
    if (!std::exchange(dragging_, false)) return;
    setCursor(Qt::OpenHandCursor);
    // A click goes to the seed that was clicked.
    if ((event->position() - pressedAt_).manhattanLength() < 4) {
        const QPointF place = planeFromWidget(event->position());
        return go({std::round(place.x()), std::round(place.y())}, true);
    }
    Q_EMIT settled(position_);
}

void SeedPlane::mouseDoubleClickEvent(QMouseEvent* event) {
    mousePressEvent(event);
}

void SeedPlane::wheelEvent(QWheelEvent* event) {
    cellPx_ = qBound(kLeastCell, cellPx_ * std::pow(1.15, event->angleDelta().y() / 120.0), kMostCell);
    event->accept();
    update();
}

void SeedPlane::keyPressEvent(QKeyEvent* event) {
    const QPointF whole(std::round(position_.x()), std::round(position_.y()));
    switch (event->key()) {
        case Qt::Key_Left:
            return go(whole - QPointF(1, 0), true);
        case Qt::Key_Right:
            return go(whole + QPointF(1, 0), true);
        case Qt::Key_Up:
            return go(whole - QPointF(0, 1), true);
        case Qt::Key_Down:
            return go(whole + QPointF(0, 1), true);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace lineament::ui
