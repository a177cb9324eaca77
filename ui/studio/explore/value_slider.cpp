#include "ui/studio/explore/value_slider.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QMenu>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QWidgetAction>
#include <cmath>

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

namespace {
constexpr int kPositions = 1000;
}

ValueSlider::ValueSlider(double minimum, double maximum, double start, int decimals, QWidget* parent)
    : QWidget(parent), minimum_(minimum), maximum_(maximum), start_(start) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kSpace1);
    grid->setVerticalSpacing(0);
    name_ = new ElidedLabel;
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(0, kPositions);
    slider_->setPageStep(kPositions / 10);
    field_ = new QDoubleSpinBox;
    field_->setRange(minimum, maximum);
    field_->setDecimals(decimals);
    field_->setSingleStep((maximum - minimum) / 40);
    field_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field_->setFixedWidth(56);
    field_->setKeyboardTracking(false);
    reset_ = new QToolButton;
    reset_->setIcon(Theme::instance().icon(QStringLiteral("undo-2"), Token::Muted));
    reset_->setIconSize({14, 14});
    reset_->setFocusPolicy(Qt::TabFocus);
    grid->addWidget(name_, 0, 0, 1, 2);
    grid->addWidget(slider_, 1, 0);
    grid->addWidget(field_, 1, 1);
    grid->addWidget(reset_, 1, 2);
    grid->setColumnStretch(0, 1);
    setValue(start);
    connect(slider_, &QSlider::valueChanged, this, [this](int position) {
        if (showing_) return;
        const double value = fromSlider(position);
        showing_ = true;
        field_->setValue(value);
        showing_ = false;
        Q_EMIT changed(value, !slider_->isSliderDown());
    });
    connect(slider_, &QSlider::sliderReleased, this, [this] { Q_EMIT changed(value(), true); });
    connect(field_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (showing_) return;
        showing_ = true;
        slider_->setValue(toSlider(value));
        showing_ = false;
        Q_EMIT changed(value, true);
    });
    connect(reset_, &QToolButton::clicked, this, [this] {
        setValue(start_);
        Q_EMIT changed(start_, true);
    });
    retranslate();
}

double ValueSlider::fromSlider(int position) const {
    return minimum_ + (maximum_ - minimum_) * position / kPositions;
}

int ValueSlider::toSlider(double value) const {
    return qRound((value - minimum_) / (maximum_ - minimum_) * kPositions);
}

void ValueSlider::setName(const QString& name, const QString& help) {
    name_->setFullText(name);
    slider_->setAccessibleName(name);
    field_->setAccessibleName(name);
    slider_->setToolTip(help);
    field_->setToolTip(help);
}

QString ValueSlider::name() const {
    return name_->fullText();
}

double ValueSlider::value() const {
    return field_->value();
}

void ValueSlider::setValue(double value) {
    showing_ = true;
    if (!slider_->isSliderDown()) slider_->setValue(toSlider(value));
    field_->setValue(value);
    showing_ = false;
}

void ValueSlider::addLayers(int count) {
    layers_ = count;
    auto* grid = static_cast<QGridLayout*>(layout());
    range_ = new QToolButton;
    range_->setPopupMode(QToolButton::InstantPopup);
    range_->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(range_);
    auto* box = new QWidget;
    auto* form = new QFormLayout(box);
    auto* first = new QSpinBox;
    auto* last = new QSpinBox;
    for (auto* spin : {first, last})
        spin->setRange(0, count - 1);
    form->addRow(tr("First layer"), first);
    form->addRow(tr("Last layer"), last);
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(box);
    menu->addAction(action);
    range_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, first, last] {
        const QSignalBlocker a(first), b(last);
        first->setValue(first_);
        last->setValue(last_ < 0 ? layers_ - 1 : last_);
    });
    const auto choose = [this, first, last] {
        setLayers(qMin(first->value(), last->value()), qMax(first->value(), last->value()));
        Q_EMIT changed(value(), true);
    };
    connect(first, &QSpinBox::valueChanged, this, choose);
    connect(last, &QSpinBox::valueChanged, this, choose);
    lock_ = new QToolButton;
    lock_->setCheckable(true);
    lock_->setIconSize({14, 14});
    lock_->setFixedSize(24, 24);
    lock_->setIcon(Theme::instance().icon(QStringLiteral("lock"), Token::Muted));
    lock_->setFocusPolicy(Qt::TabFocus);
    connect(lock_, &QToolButton::toggled, this, [this](bool on) {
        for (QWidget* part : std::initializer_list<QWidget*>{slider_, field_, reset_, range_})
            part->setEnabled(!on);
    });
    grid->addWidget(range_, 0, 1, 1, 2, Qt::AlignRight);
    grid->addWidget(lock_, 1, 3);
    grid->removeWidget(name_);
    grid->addWidget(name_, 0, 0);
    showLayers();
    retranslate();
}

int ValueSlider::firstLayer() const {
    return first_;
}
int ValueSlider::lastLayer() const {
    return last_;
}
bool ValueSlider::locked() const {
    return lock_ && lock_->isChecked();
}

void ValueSlider::setLayers(int first, int last) {
    first_ = first;
    last_ = last >= layers_ - 1 ? -1 : last;
    showLayers();
}

void ValueSlider::showLayers() {
    if (!range_) return;
    const bool all = first_ == 0 && last_ < 0;
    range_->setText(all ? tr("all layers")
                        : tr("layers %1–%2").arg(first_).arg(last_ < 0 ? layers_ - 1 : last_));
}

void ValueSlider::retranslate() {
    reset_->setToolTip(tr("Back to where it began"));
    reset_->setAccessibleName(reset_->toolTip());
    if (lock_) {
        lock_->setToolTip(tr("Keep it: random faces and resets leave it alone"));
        lock_->setAccessibleName(lock_->toolTip());
        range_->setToolTip(
            tr("Layers it acts on: the first are pose and shape, the last are colour and texture"));
    }
    showLayers();
}

void ValueSlider::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
