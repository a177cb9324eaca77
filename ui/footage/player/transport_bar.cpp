#include "ui/footage/player/transport_bar.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <array>
#include <cmath>

#include "ui/footage/player/player_engine.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr std::array kSpeeds = {0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0};

QString speedText(double speed) {
    return QStringLiteral("%1×").arg(speed);
}

}  // namespace

TransportBar::TransportBar(PlayerEngine& player, const Actions& actions, QWidget* parent)
    : QWidget(parent), player_(player), actions_(actions) {
    setObjectName(QStringLiteral("transportBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace2, metrics::kSpace1, metrics::kSpace2, metrics::kSpace1);
    row->setSpacing(metrics::kSpace1);
    for (QAction* action : {actions.toStart, actions.stepBack, actions.play, actions.stepOn, actions.toEnd})
        row->addWidget(button(action));
    row->addSpacing(metrics::kSpace2);
    time_ = new QLabel;
    time_->setObjectName(QStringLiteral("timeLabel"));
    frame_ = new QLabel;
    frame_->setObjectName(QStringLiteral("frameLabel"));
    frame_->setProperty("role", QStringLiteral("muted"));
    row->addWidget(time_);
    row->addSpacing(metrics::kSpace3);
    row->addWidget(frame_);
    row->addStretch(1);
    speed_ = new QComboBox;
    speed_->setObjectName(QStringLiteral("speedComboBox"));
    for (const double speed : kSpeeds)
        speed_->addItem(speedText(speed), speed);
    speed_->setCurrentIndex(3);
    row->addWidget(speed_);
    row->addWidget(button(actions.loop));
    row->addWidget(button(actions.boxes));

    connect(speed_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT speedChosen(speed_->itemData(index).toDouble()); });
    connect(&player_, &PlayerEngine::frameShown, this, &TransportBar::showPlace);
    connect(&player_, &PlayerEngine::opened, this, &TransportBar::showPlace);
    connect(&player_, &PlayerEngine::closed, this, &TransportBar::showPlace);
    connect(&player_, &PlayerEngine::playingChanged, this, &TransportBar::showState);
    retranslate();
}

QToolButton* TransportBar::button(QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setFocusPolicy(Qt::TabFocus);  // a click must not take the keys from the desk
    return button;
}

void TransportBar::showPlace() {
    const double duration = player_.info() ? player_.info()->durationMs : 0;
    QString time = timeText(player_.frame().ms);
    if (duration > 0) time += QStringLiteral(" / ") + timeText(duration, 0);
    time_->setText(time);
    frame_->setText(player_.isOpen() ? tr("frame %L1").arg(player_.frame().index) : QString());
}

void TransportBar::showState() {
    const double speed = std::abs(player_.speed());
    const QSignalBlocker blocked(speed_);
    for (int i = 0; i < speed_->count(); ++i)
        if (speed_->itemData(i).toDouble() == speed) speed_->setCurrentIndex(i);
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void TransportBar::retranslate() {
    time_->setAccessibleName(tr("Time"));
    frame_->setAccessibleName(tr("Frame"));
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("Speed of playing (J K L: back, pause, on)"));
    showPlace();
}

}  // namespace lineament::ui
