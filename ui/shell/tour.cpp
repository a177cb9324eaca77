#include "ui/shell/tour.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {

namespace {
constexpr int kTourCardWidth = 380, kRing = 2, kDim = 150;
}

Tour::Tour(QList<Step> steps, std::function<QWidget*(const QString&)> goTo, QWidget* window)
    : QWidget(window), steps_(std::move(steps)), goTo_(std::move(goTo)) {
    setObjectName(QStringLiteral("tour"));
    setFocusPolicy(Qt::StrongFocus);
    card_ = new QFrame(this);
    card_->setObjectName(QStringLiteral("tourCard"));
    card_->setProperty("role", QStringLiteral("popup"));
    card_->setAutoFillBackground(true);
    card_->setFixedWidth(kTourCardWidth);
    count_ = new QLabel(card_);
    count_->setProperty("role", QStringLiteral("muted"));
    title_ = new QLabel(card_);
    title_->setObjectName(QStringLiteral("tourTitle"));
    title_->setProperty("role", QStringLiteral("section"));
    text_ = new WrappedLabel(kTourCardWidth - 2 * metrics::kSpace4, card_);
    text_->setObjectName(QStringLiteral("tourText"));
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(card_);
        made->setObjectName(QLatin1String(name));
        made->installEventFilter(this);
        return made;
    };
    leave_ = button("tourLeave");
    back_ = button("tourBack");
    next_ = button("tourNext");
    next_->setProperty("role", QStringLiteral("primary"));
    connect(leave_, &QPushButton::clicked, this, [this] { leave(false); });
    connect(back_, &QPushButton::clicked, this, [this] { showStep(at_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] { showStep(at_ + 1); });

    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(count_);
    column->addWidget(title_);
    column->addWidget(text_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, metrics::kSpace2, 0, 0);
    row->setSpacing(metrics::kSpace2);
    row->addWidget(leave_);
    row->addStretch(1);
    row->addWidget(back_);
    row->addWidget(next_);
    column->addLayout(row);
    window->installEventFilter(this);
    hide();
}

void Tour::begin() {
    show();
    raise();
    showStep(0);
}

void Tour::showStep(int step) {
    if (step >= steps_.size()) return leave(true);
    at_ = std::max(0, step);
    const auto& wanted = steps_[at_];
    if (target_) target_->removeEventFilter(this);
    target_ = nullptr;
    if (auto* desk = goTo_(wanted.desk)) {
        auto* part = desk->findChild<QWidget*>(wanted.target);
        target_ = part && part->isVisible() ? part : desk;
        target_->installEventFilter(this);
    }
    retranslate();
    place();
    raise();
    next_->setFocus();
}

void Tour::leave(bool toTheEnd) {
    hide();
    if (target_) target_->removeEventFilter(this);
    if (target_) target_->setFocus();
    Q_EMIT left(toTheEnd);
}

QRect Tour::bright() const {
    if (!target_ || !target_->isVisible()) return {};
    return QRect(target_->mapTo(parentWidget(), QPoint(0, 0)), target_->size());
}

/// The card stands beside what it is about: below, above, left or right, wherever there is room, else in it.
void Tour::place() {
    setGeometry(parentWidget()->rect());
    card_->adjustSize();
    const QRect around = bright(), room = rect().adjusted(metrics::kSpace3, metrics::kSpace3,
                                                          -metrics::kSpace3, -metrics::kSpace3);
    const QSize size = card_->size();
    const int gap = metrics::kSpace3;
    const QPoint candidates[] = {{around.left(), around.bottom() + gap},
                                 {around.left(), around.top() - gap - size.height()},
                                 {around.left() - gap - size.width(), around.top()},
                                 {around.right() + gap, around.top()}};
    QPoint corner = around.center() - QPoint(size.width() / 2, size.height() / 2);
    for (const auto& one : candidates)
        if (room.contains(QRect(one, size))) {
            corner = one;
            break;
        }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - size.height())));
    card_->move(corner);
    update();
}

void Tour::retranslate() {
    const auto& shown = steps_[at_];
    count_->setText(tr("Step %1 of %2").arg(at_ + 1).arg(steps_.size()));
    title_->setText(shown.title());
    text_->setWords(shown.text());
    leave_->setText(tr("Leave the tour"));
    back_->setText(tr("Back"));
    back_->setVisible(at_ > 0);
    next_->setText(at_ + 1 < steps_.size() ? tr("Next") : tr("Done"));
    setAccessibleName(title_->text());
    setAccessibleDescription(shown.text());
}

void Tour::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QPainterPath dim;
    dim.addRect(rect());
    const QRect around = bright();
    if (around.isValid()) dim.addRect(around);
    painter.fillPath(dim, QColor(0, 0, 0, kDim));
    if (!around.isValid()) return;
    painter.setPen(QPen(Theme::instance().color(Token::Accent), kRing));
    // Of a part at the edge of the window the ring lies inside it.
    painter.drawRect(around.adjusted(-1, -1, 1, 1).intersected(rect().adjusted(1, 1, -1, -1)));
}

void Tour::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            return leave(false);
        case Qt::Key_Left:
            return showStep(at_ - 1);
        case Qt::Key_Right:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return showStep(at_ + 1);
        default:
            event->accept();  // keys of the desk do not act below the tour
    }
}

/// Tab stays among the buttons: what is dimmed cannot be used.
bool Tour::focusNextPrevChild(bool next) {
    if (!isVisible()) return QWidget::focusNextPrevChild(next);  // it is being left
    QList<QPushButton*> stops = {leave_, back_, next_};
    stops.removeIf([](const QPushButton* button) { return !button->isVisible(); });
    const auto at = stops.indexOf(qobject_cast<QPushButton*>(focusWidget()));
    stops.at((at + (next ? 1 : stops.size() - 1)) % stops.size())
        ->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Tour::mousePressEvent(QMouseEvent* event) {
    event->accept();
}

void Tour::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && isVisible()) {
        retranslate();
        place();
    }
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
    // A button would take the arrow keys for a move of the focus, out of the tour.
    if (event->type() == QEvent::KeyPress && qobject_cast<QPushButton*>(watched)) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down) {
            keyPressEvent(key);
            return true;
        }
    }
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Move ||
                        event->type() == QEvent::Show || event->type() == QEvent::Hide))
        QMetaObject::invokeMethod(this, &Tour::place, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

}  // namespace lineament::ui
