#include "ui/widgets/image_canvas.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

namespace lineament::ui {

namespace {
constexpr int kMostZoom = 32;
constexpr qreal kSelectedWidth = 3, kLineWidth = 2;
constexpr qreal kSmallestDrawnPx = 4;
}  // namespace

ImageCanvas::ImageCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ImageCanvas::setImage(const QImage& image) {
    const bool sameSize = image.size() == image_.size();
    image_ = image;
    if (!sameSize) {
        zoom_.reset();
        Q_EMIT viewChanged();
    }
    update();
}

void ImageCanvas::setBoxes(QList<CanvasBox> boxes) {
    boxes_ = std::move(boxes);
    update();
}

void ImageCanvas::fit() {
    zoom_.reset();
    update();
    Q_EMIT viewChanged();
}

void ImageCanvas::setZoom(int zoom) {
    zoomAbout(QRectF(rect()).center(), zoom);
}

void ImageCanvas::setView(const View& view) {
    if (view == this->view()) return;
    zoom_ = view.zoom ? std::optional(qBound(1, *view.zoom, kMostZoom)) : std::nullopt;
    centre_ = view.centre;
    keepInView();
    update();
    Q_EMIT viewChanged();
}

void ImageCanvas::setOverlay(std::function<void(QPainter&)> overlay) {
    overlay_ = std::move(overlay);
    update();
}

void ImageCanvas::setSmooth(bool smooth) {
    smooth_ = smooth;
    update();
}

void ImageCanvas::setDrawing(bool drawing) {
    drawing_ = drawing;
    rubber_.reset();
    setCursor(drawing ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

double ImageCanvas::fitScale() const {
    if (image_.isNull()) return 1;
    const QSizeF room = QSizeF(size()) * devicePixelRatioF();
    const double scale = std::min(room.width() / image_.width(), room.height() / image_.height());
    return scale >= 1 ? std::min<double>(std::floor(scale), kMostZoom) : scale;
}

double ImageCanvas::scale() const {
    return zoom_ ? *zoom_ : fitScale();
}

QPointF ImageCanvas::topLeft() const {
    const double scale = this->scale() / devicePixelRatioF();
    const QPointF middle = QRectF(rect()).center();
    const QPointF centre = zoom_ ? centre_ : QPointF(image_.width() / 2.0, image_.height() / 2.0);
    const QPointF corner = middle - centre * scale;
    // On whole device pixels, or the picture would be resampled.
    const double dpr = devicePixelRatioF();
    return {std::round(corner.x() * dpr) / dpr, std::round(corner.y() * dpr) / dpr};
}

QPointF ImageCanvas::imageFromWidget(const QPointF& point) const {
    return (point - topLeft()) / (scale() / devicePixelRatioF());
}

QRectF ImageCanvas::widgetFromImage(const QRectF& rect) const {
    const double scale = this->scale() / devicePixelRatioF();
    return {topLeft() + rect.topLeft() * scale, rect.size() * scale};
}

std::optional<CanvasBox> ImageCanvas::boxAt(const QPointF& widgetPoint) const {
    const CanvasBox* best = nullptr;
    for (const auto& box : boxes_) {
        if (!widgetFromImage(box.box).adjusted(-4, -4, 4, 4).contains(widgetPoint)) continue;
        // The smallest of nested boxes is the one that cannot be reached otherwise.
        if (!best || box.box.width() * box.box.height() < best->box.width() * best->box.height()) best = &box;
    }
    return best ? std::optional(*best) : std::nullopt;
}

void ImageCanvas::keepInView() {
    centre_.setX(qBound(0.0, centre_.x(), double(image_.width())));
    centre_.setY(qBound(0.0, centre_.y(), double(image_.height())));
}

void ImageCanvas::zoomAbout(const QPointF& widgetPoint, int zoom) {
    if (image_.isNull()) return;
    const QPointF anchor = imageFromWidget(widgetPoint);
    zoom_ = qBound(1, zoom, kMostZoom);
    const double scale = *zoom_ / devicePixelRatioF();
    centre_ = anchor + (QRectF(rect()).center() - widgetPoint) / scale;
    keepInView();
    update();
    Q_EMIT viewChanged();
}

void ImageCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::instance().color(Token::Canvas));
    if (image_.isNull()) return;
    const QRectF target = widgetFromImage(QRectF(QPointF(), QSizeF(image_.size())));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < 1 || smooth_);
    painter.drawImage(target, image_);
    if (overlay_) {
        painter.save();
        overlay_(painter);
        painter.restore();
    }
    for (const auto& box : boxes_)
        if (!box.selected) paintBox(painter, box);
    for (const auto& box : boxes_)
        if (box.selected) paintBox(painter, box);
    if (rubber_) {
        painter.setPen(QPen(Theme::instance().color(Token::Accent), kLineWidth, Qt::DashLine));
        painter.drawRect(widgetFromImage(*rubber_));
    }
}

void ImageCanvas::paintBox(QPainter& painter, const CanvasBox& box) const {
    const auto& theme = Theme::instance();
    const QRectF frame = widgetFromImage(box.box);
    if (!frame.intersects(QRectF(rect()))) return;
    paintMark(painter, frame, box.mark, box.selected ? kSelectedWidth : kLineWidth, box.colour);
    if (box.selected) {
        painter.setPen(QPen(theme.color(Token::Accent), kLineWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame.adjusted(-3, -3, 3, 3));
    }
    if (box.label.isEmpty()) return;
    const QString words = box.detail.isEmpty() ? box.label : box.label + QStringLiteral("  ") + box.detail;
    const QFontMetrics font = painter.fontMetrics();
    const int width = font.horizontalAdvance(words) + metrics::kSpace2 * 2;
    const int height = font.height() + metrics::kSpace1;
    QRectF plate(frame.left(), frame.top() - height - 1, width, height);
    if (plate.top() < 0) plate.moveTop(frame.bottom() + 1);
    plate.moveLeft(qBound(0.0, plate.left(), qMax(0.0, double(this->width() - width))));
    painter.fillRect(plate, theme.color(Token::Base));
    painter.fillRect(QRectF(plate.left(), plate.top(), 3, plate.height()), theme.color(box.colour.value_or(tokenOf(box.mark))));
    painter.setPen(theme.color(Token::Text));
    const QRectF text = plate.adjusted(metrics::kSpace2, 0, -metrics::kSpace1, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, box.label);
    if (box.detail.isEmpty()) return;
    painter.setPen(theme.ink(Token::Muted));
    painter.drawText(text.adjusted(font.horizontalAdvance(box.label + QStringLiteral("  ")), 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, box.detail);
}

void ImageCanvas::wheelEvent(QWheelEvent* event) {
    const int steps = event->angleDelta().y() > 0 ? 1 : event->angleDelta().y() < 0 ? -1 : 0;
    if (image_.isNull() || steps == 0) return;
    event->accept();
    const double present = scale();
    const int next =
        steps > 0 ? static_cast<int>(std::floor(present)) + 1 : static_cast<int>(std::ceil(present)) - 1;
    // Zooming out ends where the whole picture is seen.
    if (steps < 0 && next <= fitScale()) return fit();
    zoomAbout(event->position(), next);
}

void ImageCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        pressed_ = event->position();
        centreAtPress_ = zoom_ ? centre_ : QPointF(image_.width() / 2.0, image_.height() / 2.0);
        moved_ = false;
    }
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPointF point = imageFromWidget(event->position());
    const QPoint pixel(qFloor(point.x()), qFloor(point.y()));
    Q_EMIT hovered(image_.rect().contains(pixel) ? pixel : QPoint(-1, -1));
    if (!pressed_) return;
    const QPointF way = event->position() - *pressed_;
    if (!moved_ && way.manhattanLength() < QApplication::startDragDistance()) return;
    moved_ = true;
    if (drawing_ && (event->buttons() & Qt::LeftButton)) {
        const QRectF whole(QPointF(), QSizeF(image_.size()));
        rubber_ = QRectF(imageFromWidget(*pressed_), point).normalized().intersected(whole);
    } else if (zoom_) {
        centre_ = centreAtPress_ - way / (scale() / devicePixelRatioF());
        keepInView();
        Q_EMIT viewChanged();
    }
    update();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (!pressed_) return;
    pressed_.reset();
    if (rubber_) {
        const QRectF box = *std::exchange(rubber_, std::nullopt);
        update();
        if (box.width() >= kSmallestDrawnPx && box.height() >= kSmallestDrawnPx) Q_EMIT boxDrawn(box);
        return;
    }
    if (moved_ || event->button() != Qt::LeftButton) return;
    if (const auto box = boxAt(event->position()))
        Q_EMIT boxClicked(box->id);
    else
        Q_EMIT emptyClicked();
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    pressed_.reset();
    if (const auto box = boxAt(event->position()))
        Q_EMIT boxActivated(box->id);
    else if (zoom_)
        fit();
    else
        zoomAbout(event->position(), qMax(1, qFloor(fitScale()) + 1));
}

void ImageCanvas::contextMenuEvent(QContextMenuEvent* event) {
    if (const auto box = boxAt(event->pos())) Q_EMIT boxMenuRequested(box->id, event->globalPos());
}

void ImageCanvas::leaveEvent(QEvent*) {
    Q_EMIT hovered(QPoint(-1, -1));
}

void ImageCanvas::resizeEvent(QResizeEvent*) {
    Q_EMIT viewChanged();
}

bool ImageCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto box = boxAt(help->pos());
        if (box && !box->detail.isEmpty())
            QToolTip::showText(help->globalPos(), box->label + QLatin1Char('\n') + box->detail, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace lineament::ui
