#include "ui/footage/player/magnifier.h"

#include <QPainter>

#include "ui/theme/theme.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kTimes = 8, kPixels = 25, kSidePx = kTimes * kPixels;

}  // namespace

Magnifier::Magnifier(ImageCanvas& canvas) : QWidget(&canvas), canvas_(canvas) {
    setObjectName(QStringLiteral("magnifier"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFixedSize(kSidePx + 2, kSidePx + 2);
    hide();
    connect(&canvas, &ImageCanvas::hovered, this, &Magnifier::follow);
}

void Magnifier::setActive(bool active) {
    active_ = active;
    follow(pixel_);
}

void Magnifier::refresh() {
    if (isVisible()) update();
}

void Magnifier::follow(const QPoint& pixel) {
    pixel_ = pixel;
    const bool inside = QRect(QPoint(), canvas_.image().size()).contains(pixel);
    setVisible(active_ && inside);
    if (!isVisible()) return;
    const QPointF at = canvas_.widgetFromImage(QRectF(pixel, QSizeF(1, 1))).center();
    const bool left = at.x() > canvas_.width() / 2.0;
    move(left ? metrics::kSpace3 : canvas_.width() - width() - metrics::kSpace3, metrics::kSpace3);
    update();
}

void Magnifier::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& theme = Theme::instance();
    painter.fillRect(rect(), theme.color(Token::Canvas));
    const QRect from(pixel_ - QPoint(kPixels / 2, kPixels / 2), QSize(kPixels, kPixels));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(QRect(1, 1, kSidePx, kSidePx), canvas_.image().copy(from));
    painter.setPen(theme.color(Token::Accent));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.drawRect(QRect(1 + kTimes * (kPixels / 2), 1 + kTimes * (kPixels / 2), kTimes, kTimes));
}

}  // namespace lineament::ui
