#include "ui/studio/explore/identity_gauge.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr double kNumberPx = 44, kStep = 0.01;
}

IdentityGauge::IdentityGauge(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("identityGauge"));
    setFixedHeight(metrics::kControlHeight);
    setMinimumWidth(140);
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IdentityGauge::setSimilarity(std::optional<double> similarity) {
    similarity_ = similarity;
    update();
}

void IdentityGauge::setThreshold(double threshold) {
    threshold_ = qBound(0.0, threshold, 1.0);
    update();
}

void IdentityGauge::setLocked(bool locked) {
    locked_ = locked;
    update();
}

QRectF IdentityGauge::bar() const {
    return {6, height() / 2.0 - 4, width() - kNumberPx - 12, 8};
}

void IdentityGauge::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::instance();
    QPainter painter(this);
    const QRectF groove = bar();
    painter.fillRect(groove, theme.color(Token::Line));
    const double value = qBound(0.0, similarity_.value_or(0), 1.0);
    const bool drifted = similarity_ && value < threshold_ - 0.005;
    const Token token = drifted ? Token::Alert : Token::Match;
    if (similarity_)
        painter.fillRect(QRectF(groove.left(), groove.top(), groove.width() * value, groove.height()),
                         theme.color(token));
    const double x = groove.left() + groove.width() * threshold_;
    painter.setPen(QPen(theme.color(locked_ ? Token::Accent : Token::Muted), 2));
    painter.drawLine(QPointF(x, groove.top() - 6), QPointF(x, groove.bottom() + 6));
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.drawRect(groove.adjusted(-3, -7, 3, 7));
    }
    painter.setPen(similarity_ ? theme.ink(token) : theme.ink(Token::Muted));
    painter.drawText(QRectF(width() - kNumberPx, 0, kNumberPx, height()), Qt::AlignVCenter | Qt::AlignRight,
                     similarity_ ? locale().toString(*similarity_, 'f', 2) : QStringLiteral("…"));
}

void IdentityGauge::dragTo(double x) {
    setThreshold(qRound((x - bar().left()) / bar().width() / kStep) * kStep);
}

void IdentityGauge::mousePressEvent(QMouseEvent* event) {
    dragging_ = event->button() == Qt::LeftButton;
    if (dragging_) dragTo(event->position().x());
}

void IdentityGauge::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) dragTo(event->position().x());
}

void IdentityGauge::mouseReleaseEvent(QMouseEvent*) {
    if (std::exchange(dragging_, false)) Q_EMIT thresholdChanged(threshold_);
}

void IdentityGauge::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) return QWidget::keyPressEvent(event);
    setThreshold(threshold_ + (event->key() == Qt::Key_Left ? -kStep : kStep));
    Q_EMIT thresholdChanged(threshold_);
}

}  // namespace lineament::ui
