#include "ui/studio/explore/layer_bar.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/theme.h"

namespace lineament::ui {

LayerBar::LayerBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("layerBar"));
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(44);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LayerBar::setLayers(const QList<Layer>& layers) {
    layers_ = layers;
    cursor_ = qBound(0, cursor_, qMax(0, int(layers.size()) - 1));
    update();
}

QRectF LayerBar::place(int layer) const {
    const double each = double(width()) / qMax<qsizetype>(1, layers_.size());
    return {layer * each, 0, each - 1, double(height())};
}

int LayerBar::layerAt(const QPointF& point) const {
    if (layers_.isEmpty()) return -1;
    return qBound(0, int(point.x() * layers_.size() / width()), int(layers_.size()) - 1);
}

void LayerBar::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::instance();
    QPainter painter(this);
    QFont font = this->font();
    font.setPixelSize(metrics::kSmallTextPx - 1);
    painter.setFont(font);
    for (int i = 0; i < layers_.size(); ++i) {
        const QRectF cell = place(i);
        painter.fillRect(cell, theme.color(Token::Raised));
        const bool mixed = !layers_[i].favourite.isEmpty();
        if (mixed && !layers_[i].picture.isNull()) {
            const double side = qMin(cell.width(), cell.height() - 14);
            painter.drawImage(QRectF(cell.center().x() - side / 2, 14, side, side), layers_[i].picture);
        }
        const bool chosen = from_ >= 0 && i >= qMin(from_, to_) && i <= qMax(from_, to_);
        const bool marked = chosen || (hasFocus() && i == cursor_);
        painter.setPen(QPen(theme.color(marked  ? Token::Accent
                                        : mixed ? Token::Synthetic
                                                : Token::Line),
                            marked ? 2 : 1));
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(theme.ink(Token::Muted));
        painter.drawText(QRectF(cell.left(), 0, cell.width(), 14), Qt::AlignCenter, QString::number(i));
    }
}

void LayerBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isEnabled()) return;
    from_ = to_ = layerAt(event->position());
    update();
}

void LayerBar::mouseMoveEvent(QMouseEvent* event) {
    if (from_ < 0) return;
    to_ = layerAt(event->position());
    update();
}

void LayerBar::mouseReleaseEvent(QMouseEvent*) {
    if (from_ < 0) return;
    const int first = qMin(from_, to_), last = qMax(from_, to_);
    from_ = to_ = -1;
    update();
    Q_EMIT painted(first, last);
}

void LayerBar::keyPressEvent(QKeyEvent* event) {
    const int last = int(layers_.size()) - 1;
    if (event->key() == Qt::Key_Left)
        cursor_ = qMax(0, cursor_ - 1);
    else if (event->key() == Qt::Key_Right)
        cursor_ = qMin(last, cursor_ + 1);
    else if (event->key() == Qt::Key_Space && last >= 0)
        Q_EMIT painted(cursor_, cursor_);
    else
        return QWidget::keyPressEvent(event);
    update();
}

bool LayerBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int layer = layerAt(help->pos());
        if (layer >= 0)
            QToolTip::showText(help->globalPos(),
                               layers_[layer].favourite.isEmpty()
                                   ? tr("Layer %1: its own style").arg(layer)
                                   : tr("Layer %1: the style of %2").arg(layer).arg(layers_[layer].favourite),
                               this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace lineament::ui
