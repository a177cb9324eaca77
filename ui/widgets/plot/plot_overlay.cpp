#include "ui/widgets/plot/plot_overlay.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace lineament::ui {

PlotOverlay::PlotOverlay(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void PlotOverlay::show(const QRectF& frame, const QPointF& at, const QString& head, QList<Reading> readings) {
    frame_ = frame;
    at_ = at;
    head_ = head;
    readings_ = std::move(readings);
    update();
}

void PlotOverlay::clear() {
    if (!at_) return;
    at_.reset();
    readings_.clear();
    update();
}

void PlotOverlay::paintEvent(QPaintEvent*) {
    if (!at_) return;
    const auto& theme = Theme::instance();
    QPainter painter(this);
    painter.setPen(QPen(theme.color(Token::Muted), 1, Qt::DotLine));
    painter.drawLine(QPointF(at_->x(), frame_.top()), QPointF(at_->x(), frame_.bottom()));
    if (at_->y() >= 0) painter.drawLine(QPointF(frame_.left(), at_->y()), QPointF(frame_.right(), at_->y()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& one : readings_) {
        if (!frame_.contains(one.point)) continue;
        painter.setPen(QPen(theme.color(Token::Raised), 1));
        painter.setBrush(one.color);
        painter.drawEllipse(one.point, 3, 3);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    QFont font = this->font();
    font.setPixelSize(metrics::kSmallTextPx);
    painter.setFont(font);
    const QFontMetrics lines(font);
    int names = 0, values = 0;
    for (const auto& one : readings_) {
        names = qMax(names, lines.horizontalAdvance(one.name));
        values = qMax(values, lines.horizontalAdvance(one.value));
    }
    constexpr int kChip = 14, kPad = metrics::kSpace2;
    const int inner = qMax(lines.horizontalAdvance(head_), kChip + names + (names ? kPad : 0) + values);
    const int height = lines.height() * (1 + int(readings_.size())) + kPad;
    QRectF plate(at_->x() + 12, frame_.top() + 6, inner + 2 * kPad, height);
    if (plate.right() > frame_.right() - 2) plate.moveRight(at_->x() - 12);
    if (plate.left() < frame_.left()) plate.moveLeft(frame_.left() + 2);
    QColor ground = theme.color(Token::Base);
    ground.setAlpha(235);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(ground);
    painter.drawRect(plate);
    QRectF row(plate.left() + kPad, plate.top() + kPad / 2, inner, lines.height());
    painter.setPen(theme.ink(Token::Muted));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, head_);
    for (const auto& one : readings_) {
        row.translate(0, lines.height());
        painter.fillRect(QRectF(row.left(), row.center().y() - 1, 10, 3), one.color);
        painter.setPen(theme.color(Token::Text));
        painter.drawText(row.adjusted(kChip, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, one.name);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, one.value);
    }
}

}  // namespace lineament::ui
