#include "ui/widgets/pair_view.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kModes = 5;
constexpr int kBlinkMs = 500;
constexpr int kMix = 1000;       // steps of the slider
constexpr double kMostGain = 8;  // of a difference
constexpr double kGrabPx = 8;    // about the wipe's handle
constexpr int kGridLines = 8;    // a side
constexpr qreal kPointRadius = 2.5;

/// Grey levels under a tone: contrast turns about the middle, light moves.
std::array<uchar, 256> levelsOf(const PairTone& tone) {
    std::array<uchar, 256> levels;
    const double slope = std::pow(2.0, tone.contrast / 50.0);
    const double gamma = std::pow(2.0, -tone.light / 50.0);
    for (int i = 0; i < 256; ++i) {
        const double lit = 255 * std::pow(i / 255.0, gamma);
        levels[static_cast<std::size_t>(i)] =
            static_cast<uchar>(std::clamp(127.5 + (lit - 127.5) * slope, 0.0, 255.0));
    }
    return levels;
}

QImage toned(const QImage& image, QSize size, const PairTone& tone) {
    if (image.isNull()) return {};
    QImage result = image.convertToFormat(QImage::Format_RGB32);
    if (result.size() != size) result = result.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    if (tone == PairTone()) return result;
    const auto levels = levelsOf(tone);
    for (int y = 0; y < result.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < result.width(); ++x)
            line[x] = qRgb(levels[static_cast<std::size_t>(qRed(line[x]))],
                           levels[static_cast<std::size_t>(qGreen(line[x]))],
                           levels[static_cast<std::size_t>(qBlue(line[x]))]);
    }
    return result;
}

}  // namespace

PairView::PairView(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);
    column->addWidget(makeStrip());
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace1);
    row->addWidget(makeSide(Left), 1);
    row->addWidget(makeSide(Right), 1);
    column->addLayout(row, 1);
    blink_ = new QTimer(this);
    blink_->setInterval(kBlinkMs);
    connect(blink_, &QTimer::timeout, this, [this] {
        secondShown_ = !secondShown_;
        showTitles();
        sides_[Left].canvas->update();
    });
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
    showMode();
}

QWidget* PairView::makeStrip() {
    auto* strip = new QWidget;
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(metrics::kSpace2, metrics::kSpace1, metrics::kSpace2, 0);
    row->setSpacing(metrics::kSpace1);
    modes_ = new QButtonGroup(this);
    static constexpr std::array kNames = {"sideBySideButton", "blinkButton", "wipeButton", "overlayButton",
                                          "differenceButton"};
    for (int i = 0; i < kModes; ++i) {
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(kNames[static_cast<std::size_t>(i)]));
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        modes_->addButton(button, i);
        row->addWidget(button);
    }
    connect(modes_, &QButtonGroup::idClicked, this, [this](int id) { setMode(static_cast<PairMode>(id)); });
    row->addStretch(1);
    sliderText_ = new QLabel;
    sliderText_->setProperty("role", QStringLiteral("muted"));
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("pairSlider"));
    slider_->setRange(0, kMix);
    slider_->setValue(kMix / 2);
    slider_->setFixedWidth(160);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) { setMix(double(value) / kMix); });
    row->addWidget(sliderText_);
    row->addWidget(slider_);
    strip->setFixedHeight(metrics::kControlHeight + metrics::kSpace1);
    return strip;
}

QWidget* PairView::makeSide(Side side) {
    auto& shown = sides_[side];
    shown.frame = new QWidget;
    auto* column = new QVBoxLayout(shown.frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);
    shown.title = new ElidedLabel;
    shown.title->setContentsMargins(metrics::kSpace2, 0, metrics::kSpace2, 0);
    shown.canvas = new ImageCanvas;
    shown.canvas->setObjectName(side == Left ? QStringLiteral("leftCanvas") : QStringLiteral("rightCanvas"));
    shown.canvas->setOverlay([this, side](QPainter& painter) { paintOver(painter, side); });
    shown.canvas->installEventFilter(this);
    connect(shown.canvas, &ImageCanvas::viewChanged, this, [this, side] { follow(side); });
    column->addWidget(shown.title);
    column->addWidget(shown.canvas, 1);
    return shown.frame;
}

void PairView::setImages(const QImage& left, const QImage& right) {
    sides_[Left].given = left;
    sides_[Right].given = right;
    prepareImages();
    showMode();
}

void PairView::prepareImages() {
    const QSize size = sides_[Left].given.size().expandedTo(sides_[Right].given.size());
    for (auto& side : sides_) {
        side.toned = toned(side.given, size, tone_);
        side.canvas->setImage(side.toned);
    }
}

void PairView::setTitles(const QString& left, const QString& right) {
    sides_[Left].named = left;
    sides_[Right].named = right;
    showTitles();
}

/// Above the one canvas of a mode it says which picture is where.
void PairView::showTitles() {
    const auto& left = sides_[Left].named;
    const auto& right = sides_[Right].named;
    const bool both = !sides_[Left].given.isNull() && !sides_[Right].given.isNull();
    QString first = left;
    if (both && mode_ == PairMode::Wipe) first = QStringLiteral("%1  |  %2").arg(left, right);
    if (both && mode_ == PairMode::Overlay) first = QStringLiteral("%1  +  %2").arg(left, right);
    if (both && mode_ == PairMode::Difference) first = QStringLiteral("%1  −  %2").arg(left, right);
    if (both && mode_ == PairMode::Blink && secondShown_) first = right;
    sides_[Left].title->setFullText(first);
    sides_[Right].title->setFullText(right);
}

void PairView::setMode(PairMode mode) {
    const bool changed = mode != mode_;
    mode_ = mode;
    secondShown_ = false;
    showMode();
    if (changed) Q_EMIT modeChanged(mode);
}

void PairView::setMix(double mix) {
    mix_ = std::clamp(mix, 0.0, 1.0);
    slider_->setValue(qRound(mix_ * kMix));
    sides_[Left].canvas->update();
}

void PairView::setTone(const PairTone& tone) {
    if (tone == tone_) return;
    tone_ = tone;
    prepareImages();
}

void PairView::setPoints(const QList<QPointF>& left, const QList<QPointF>& right) {
    sides_[Left].points = left;
    sides_[Right].points = right;
    for (auto& side : sides_)
        side.canvas->update();
}

void PairView::setPointsShown(bool shown) {
    pointsShown_ = shown;
    for (auto& side : sides_)
        side.canvas->update();
}

void PairView::setGridShown(bool shown) {
    gridShown_ = shown;
    for (auto& side : sides_)
        side.canvas->update();
}

void PairView::setSmooth(bool smooth) {
    for (auto& side : sides_)
        side.canvas->setSmooth(smooth);
}

void PairView::fit() {
    sides_[Left].canvas->fit();
    sides_[Right].canvas->fit();
}

void PairView::showMode() {
    const bool both = !sides_[Left].given.isNull() && !sides_[Right].given.isNull();
    const PairMode mode = both ? mode_ : PairMode::SideBySide;
    for (int i = 0; i < kModes; ++i) {
        modes_->button(i)->setEnabled(both || i == 0);
        modes_->button(i)->setChecked(i == static_cast<int>(mode));
    }
    sides_[Right].frame->setVisible(mode == PairMode::SideBySide);
    const bool slides = mode == PairMode::Wipe || mode == PairMode::Overlay || mode == PairMode::Difference;
    slider_->setVisible(slides);
    sliderText_->setVisible(slides);
    sliderText_->setText(mode == PairMode::Wipe      ? tr("Handle")
                         : mode == PairMode::Overlay ? tr("Opacity")
                                                     : tr("Gain"));
    slider_->setAccessibleName(sliderText_->text());
    if (mode == PairMode::Blink)
        blink_->start();
    else
        blink_->stop();
    if (both) sides_[Right].canvas->setView(sides_[Left].canvas->view());
    showTitles();
    sides_[Left].canvas->update();
}

void PairView::follow(Side moved) {
    if (following_) return;
    following_ = true;
    const auto& other = sides_[moved == Left ? Right : Left];
    if (other.frame->isVisible()) other.canvas->setView(sides_[moved].canvas->view());
    following_ = false;
    Q_EMIT viewChanged();
}

double PairView::handleX() const {
    return sides_[Left].canvas->width() * mix_;
}

void PairView::paintOver(QPainter& painter, Side side) {
    const auto* canvas = sides_[side].canvas;
    const QImage& second = sides_[Right].toned;
    const QRectF target = canvas->widgetFromImage(QRectF(QPointF(), QSizeF(sides_[side].toned.size())));
    const bool both = !sides_[Left].given.isNull() && !second.isNull();
    Side guided = side;
    if (side == Left && both) {
        painter.save();
        if (mode_ == PairMode::Blink && secondShown_) {
            painter.drawImage(target, second);
            guided = Right;
        } else if (mode_ == PairMode::Overlay) {
            painter.setOpacity(mix_);
            painter.drawImage(target, second);
        } else if (mode_ == PairMode::Difference) {
            paintDifference(painter, target);
        } else if (mode_ == PairMode::Wipe) {
            painter.setClipRect(QRectF(handleX(), 0, canvas->width(), canvas->height()));
            painter.drawImage(target, second);
        }
        painter.restore();
        if (mode_ == PairMode::Wipe) {
            painter.setPen(QPen(Theme::instance().color(Token::Accent), 2));
            painter.drawLine(QPointF(handleX(), 0), QPointF(handleX(), canvas->height()));
        }
    }
    paintGuides(painter, guided, target);
}

void PairView::paintDifference(QPainter& painter, const QRectF& target) {
    const qreal dpr = sides_[Left].canvas->devicePixelRatioF();
    QImage seen(sides_[Left].canvas->size() * dpr, QImage::Format_RGB32);
    seen.setDevicePixelRatio(dpr);
    seen.fill(Qt::black);
    QPainter onto(&seen);
    onto.setRenderHint(QPainter::SmoothPixmapTransform, sides_[Left].canvas->scale() < 1);
    onto.drawImage(target, sides_[Left].toned);
    onto.setCompositionMode(QPainter::CompositionMode_Difference);
    onto.drawImage(target, sides_[Right].toned);
    onto.end();
    const double gain = std::pow(kMostGain, mix_);
    std::array<uchar, 256> levels;
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = static_cast<uchar>(std::min(255.0, static_cast<double>(i) * gain));
    for (int y = 0; y < seen.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(seen.scanLine(y));
        for (int x = 0; x < seen.width(); ++x)
            line[x] = qRgb(levels[static_cast<std::size_t>(qRed(line[x]))],
                           levels[static_cast<std::size_t>(qGreen(line[x]))],
                           levels[static_cast<std::size_t>(qBlue(line[x]))]);
    }
    painter.setClipRect(target);
    painter.drawImage(QPointF(), seen);
}

void PairView::paintGuides(QPainter& painter, Side side, const QRectF& target) {
    const auto& shown = sides_[side];
    if (shown.given.isNull() || target.isEmpty()) return;
    QColor line = Theme::instance().color(Token::Accent);
    if (gridShown_) {
        line.setAlpha(140);
        painter.setPen(QPen(line, 1));
        for (int i = 1; i < kGridLines; ++i) {
            const double x = target.left() + target.width() * i / kGridLines;
            const double y = target.top() + target.height() * i / kGridLines;
            painter.drawLine(QPointF(x, target.top()), QPointF(x, target.bottom()));
            painter.drawLine(QPointF(target.left(), y), QPointF(target.right(), y));
        }
    }
    if (pointsShown_) {
        line.setAlpha(255);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::instance().color(Token::Base), 1));
        painter.setBrush(line);
        const double sx = target.width() / shown.given.width(), sy = target.height() / shown.given.height();
        for (const QPointF& point : shown.points)
            painter.drawEllipse(
                QPointF(target.left() + (point.x() + 0.5) * sx, target.top() + (point.y() + 0.5) * sy),
                kPointRadius, kPointRadius);
    }
}

bool PairView::eventFilter(QObject* watched, QEvent* event) {
    auto* canvas = sides_[Left].canvas;
    if (watched != canvas || mode_ != PairMode::Wipe) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        dragging_ =
            mouse->button() == Qt::LeftButton && std::abs(mouse->position().x() - handleX()) <= kGrabPx;
        return dragging_;
    }
    if (event->type() == QEvent::MouseMove) {
        const double x = static_cast<QMouseEvent*>(event)->position().x();
        if (dragging_)
            setMix(x / std::max(1, canvas->width()));
        else
            canvas->setCursor(std::abs(x - handleX()) <= kGrabPx ? Qt::SplitHCursor : Qt::ArrowCursor);
        return dragging_;
    }
    if (event->type() == QEvent::MouseButtonRelease && dragging_) {
        dragging_ = false;
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QImage PairView::snapshot() {
    const qreal dpr = devicePixelRatioF();
    const bool two = sides_[Right].frame->isVisibleTo(this);
    const QSize one = sides_[Left].canvas->size();
    const int gap = two ? metrics::kSpace1 : 0;
    QImage seen(QSize(one.width() * (two ? 2 : 1) + gap, one.height()) * dpr, QImage::Format_RGB32);
    seen.setDevicePixelRatio(dpr);
    seen.fill(Theme::instance().color(Token::Canvas));
    sides_[Left].canvas->render(&seen);
    if (two) sides_[Right].canvas->render(&seen, QPoint(one.width() + gap, 0));
    return seen;
}

void PairView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showMode();
    }
    QWidget::changeEvent(event);
}

void PairView::retranslate() {
    const std::array texts = {tr("Side by side"), tr("Blink"), tr("Wipe"), tr("Overlay"), tr("Difference")};
    const std::array tips = {tr("Both pictures next to each other, zoomed and moved together"),
                             tr("Both pictures at the same place in turn"),
                             tr("One picture left of a handle, the other right of it"),
                             tr("The second picture over the first"),
                             tr("Where the two pictures differ, strengthened by the slider")};
    for (int i = 0; i < kModes; ++i) {
        auto* button = static_cast<QToolButton*>(modes_->button(i));
        button->setText(texts[static_cast<std::size_t>(i)]);
        button->setToolTip(tips[static_cast<std::size_t>(i)]);
        button->setAccessibleName(button->text());
    }
    sides_[Left].canvas->setAccessibleName(tr("First picture"));
    sides_[Right].canvas->setAccessibleName(tr("Second picture"));
}

}  // namespace lineament::ui
