#include "ui/people/enrol/camera_view.h"

#include <QPainter>
#include <algorithm>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

// Of the frame's height: a face in it is near enough and whole.
constexpr double kOvalHeight = 0.66, kOvalShape = 0.76;
constexpr qreal kEdgePx = 3;
constexpr int kWholeTurn = 360 * 16, kTop = 90 * 16;  // in Qt's sixteenths of a degree

}  // namespace

CameraView::CameraView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(240, 160);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CameraView::show(const QImage& picture, const QRectF& box, State state, double steady) {
    picture_ = picture;
    box_ = box;
    state_ = state;
    steady_ = std::clamp(steady, 0.0, 1.0);
    update();
}

void CameraView::clear() {
    show({}, {}, State::Waiting, 0);
}

void CameraView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& theme = Theme::instance();
    painter.fillRect(rect(), theme.color(Token::Canvas));
    if (picture_.isNull()) return;
    const QSizeF size = QSizeF(picture_.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
    const QRectF target(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
    painter.save();
    painter.translate(target.left() + target.right(), 0);
    painter.scale(-1, 1);
    painter.drawImage(target, picture_);
    painter.restore();
    const QSizeF oval(size.height() * kOvalHeight * kOvalShape, size.height() * kOvalHeight);
    const QRectF place(
        QPointF(target.center().x() - oval.width() / 2, target.center().y() - oval.height() / 2), oval);
    // Told apart by shape as well as by colour: dashed while something is to be changed.
    const bool stay = state_ == State::Stay;
    QPen edge(theme.color(stay                      ? Token::Match
                          : state_ == State::Adjust ? Token::Review
                                                    : Token::Muted),
              kEdgePx);
    if (!stay) edge.setStyle(Qt::DashLine);
    painter.setPen(edge);
    if (!stay) {
        painter.drawEllipse(place);
    } else {
        QPen faint = edge;
        faint.setColor(theme.color(Token::Line));
        painter.setPen(faint);
        painter.drawEllipse(place);
        edge.setWidthF(2 * kEdgePx);
        painter.setPen(edge);
        painter.drawArc(place, kTop, -qRound(steady_ * kWholeTurn));
    }
    if (!box_.isEmpty()) {
        const double scale = size.width() / picture_.width();
        const QRectF mirrored(target.right() - (box_.right()) * scale, target.top() + box_.top() * scale,
                              box_.width() * scale, box_.height() * scale);
        painter.setPen(QPen(theme.color(Token::Line), 1));
        painter.drawRect(mirrored);
    }
}

}  // namespace lineament::ui
