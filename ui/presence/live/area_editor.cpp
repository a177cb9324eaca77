#include "ui/presence/live/area_editor.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr QSize kEditorSize(336, 189);
constexpr double kUsualShape = 16.0 / 9;
constexpr double kNearPx = 9, kCornerPx = 4, kSmallestDrag = 6;
constexpr double kStep = 0.01, kLongStep = 0.05;
constexpr int kDimmed = 150;

double distanceTo(const QPointF& point, const QPointF& a, const QPointF& b) {
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double at = length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0;
    const QPointF off = point - (a + at * along);
    return std::hypot(off.x(), off.y());
}

std::vector<CornerRel> rectangle(const CornerRel& a, const CornerRel& b) {
    const auto [left, right] = std::minmax(a.x, b.x);
    const auto [top, bottom] = std::minmax(a.y, b.y);
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

}  // namespace

AreaEditor::AreaEditor(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setMinimumSize(kEditorSize);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize AreaEditor::sizeHint() const {
    return kEditorSize;
}

void AreaEditor::setStill(const QImage& still) {
    still_ = still;
    if (!still.isNull()) note_.clear();
    update();
}

void AreaEditor::setNote(const QString& note) {
    note_ = note;
    update();
}

void AreaEditor::setArea(std::vector<CornerRel> area) {
    setArea(std::move(area), 0);
}

void AreaEditor::setArea(std::vector<CornerRel> area, std::size_t current) {
    moving_ =
        moving_ && area.size() == area_.size();  // else the mouse holds a corner that is another one by now
    area_ = std::move(area);
    current_ = area_.empty() ? 0 : std::min(current, area_.size() - 1);
    update();
}

void AreaEditor::change(std::vector<CornerRel> area) {
    setArea(std::move(area), current_);
    Q_EMIT areaChanged();
}

QRectF AreaEditor::pictureRect() const {
    const double shape = still_.isNull() ? kUsualShape : double(still_.width()) / still_.height();
    const QSizeF room = QRectF(rect()).adjusted(1, 1, -1, -1).size();
    QSizeF size(room.width(), room.width() / shape);
    if (size.height() > room.height()) size = {room.height() * shape, room.height()};
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

CornerRel AreaEditor::cornerFrom(const QPointF& point) const {
    const QRectF picture = pictureRect();
    return {static_cast<float>(std::clamp((point.x() - picture.x()) / picture.width(), 0.0, 1.0)),
            static_cast<float>(std::clamp((point.y() - picture.y()) / picture.height(), 0.0, 1.0))};
}

QPointF AreaEditor::widgetFrom(const CornerRel& corner) const {
    const QRectF picture = pictureRect();
    return {picture.x() + double{corner.x} * picture.width(),
            picture.y() + double{corner.y} * picture.height()};
}

QPointF AreaEditor::cornerAt(std::size_t corner) const {
    return widgetFrom(area_.at(corner));
}

std::optional<std::size_t> AreaEditor::cornerNear(const QPointF& point) const {
    std::optional<std::size_t> best;
    double least = kNearPx;
    for (std::size_t i = 0; i < area_.size(); ++i) {
        const QPointF off = widgetFrom(area_[i]) - point;
        if (const double distance = std::hypot(off.x(), off.y()); distance <= least)
            least = distance, best = i;
    }
    return best;
}

void AreaEditor::addBehind(std::size_t corner, const CornerRel& added) {
    if (area_.size() >= CameraRules::kMostCorners) return;
    auto area = area_;
    area.insert(area.begin() + static_cast<std::ptrdiff_t>(corner) + 1, added);
    current_ = corner + 1;
    change(std::move(area));
}

void AreaEditor::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const auto near = cornerNear(event->position())) {
        current_ = *near;
        moving_ = true;
    } else {
        pressed_ = event->position();
    }
    update();
}

void AreaEditor::mouseMoveEvent(QMouseEvent* event) {
    if (moving_) {
        auto area = area_;
        area[current_] = cornerFrom(event->position());
        change(std::move(area));
    } else if (pressed_) {
        const QPointF moved = event->position() - *pressed_;
        if (std::abs(moved.x()) < kSmallestDrag || std::abs(moved.y()) < kSmallestDrag) return;
        current_ = 2;
        change(rectangle(cornerFrom(*pressed_), cornerFrom(event->position())));
    }
}

void AreaEditor::mouseReleaseEvent(QMouseEvent*) {
    pressed_.reset();
    moving_ = false;
}

void AreaEditor::mouseDoubleClickEvent(QMouseEvent* event) {
    pressed_.reset();
    for (std::size_t i = 0; i < area_.size(); ++i) {
        const QPointF a = widgetFrom(area_[i]), b = widgetFrom(area_[(i + 1) % area_.size()]);
        if (cornerNear(event->position()) || distanceTo(event->position(), a, b) > kNearPx) continue;
        return addBehind(i, cornerFrom(event->position()));
    }
}

bool AreaEditor::changeByKey(int key, double step) {
    const bool moves =
        key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (area_.empty()) {
        if (!moves && key != Qt::Key_Insert) return false;
        return change(rectangle({0.1f, 0.1f}, {0.9f, 0.9f})), true;
    }
    const auto& corner = area_[current_];
    const auto& next = area_[(current_ + 1) % area_.size()];
    const auto moved = [&](double x, double y) {
        auto area = area_;
        area[current_] = {static_cast<float>(std::clamp(corner.x + x, 0.0, 1.0)),
                          static_cast<float>(std::clamp(corner.y + y, 0.0, 1.0))};
        change(std::move(area));
        return true;
    };
    switch (key) {
        case Qt::Key_Left:
            return moved(-step, 0);
        case Qt::Key_Right:
            return moved(step, 0);
        case Qt::Key_Up:
            return moved(0, -step);
        case Qt::Key_Down:
            return moved(0, step);
        case Qt::Key_Insert:
            return addBehind(current_, {(corner.x + next.x) / 2, (corner.y + next.y) / 2}), true;
        case Qt::Key_PageDown:
            current_ = (current_ + 1) % area_.size();
            return update(), true;
        case Qt::Key_PageUp:
            current_ = (current_ + area_.size() - 1) % area_.size();
            return update(), true;
        case Qt::Key_Delete: {
            auto area = area_;
            area.erase(area.begin() + static_cast<std::ptrdiff_t>(current_));
            if (area.size() < 3) area.clear();
            return change(std::move(area)), true;
        }
        default:
            return false;
    }
}

void AreaEditor::keyPressEvent(QKeyEvent* event) {
    if (!changeByKey(event->key(), event->modifiers() & Qt::ShiftModifier ? kLongStep : kStep))
        QWidget::keyPressEvent(event);
}

void AreaEditor::paintEvent(QPaintEvent*) {
    auto& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF picture = pictureRect();
    if (still_.isNull()) {
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(rect()).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, note_);
    } else {
        painter.drawImage(picture, still_);
    }
    if (!area_.empty()) {
        QPolygonF corners;
        for (const auto& corner : area_)
            corners << widgetFrom(corner);
        QPainterPath outside, inside;
        outside.addRect(picture);
        inside.addPolygon(corners);
        inside.closeSubpath();
        QColor dim = theme.color(Token::Canvas);
        dim.setAlpha(kDimmed);
        painter.fillPath(outside.subtracted(inside), dim);
        painter.setPen(QPen(theme.color(Token::Accent), 2));
        painter.drawPolygon(corners);
        for (std::size_t i = 0; i < area_.size(); ++i) {
            const QPointF at = widgetFrom(area_[i]);
            painter.setBrush(theme.color(i == current_ ? Token::Accent : Token::Raised));
            painter.drawRect(QRectF(at.x() - kCornerPx, at.y() - kCornerPx, 2 * kCornerPx, 2 * kCornerPx));
        }
        painter.setBrush(Qt::NoBrush);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Line), hasFocus() ? 2 : 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace lineament::ui
