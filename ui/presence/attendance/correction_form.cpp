#include "ui/presence/attendance/correction_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimeEdit>

#include "core/presence/time_zone.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr qint64 kDayMs = 86'400'000;
}

CorrectionForm::CorrectionForm(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("correctionForm"));
    setProperty("role", QStringLiteral("card"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    grid->setHorizontalSpacing(metrics::kSpace2);
    grid->setVerticalSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    for (auto** label : {&kindLabel_, &timeLabel_, &reasonLabel_})
        *label = new QLabel;
    kind_ = new QComboBox;
    kind_->setObjectName(QStringLiteral("correctionKind"));
    time_ = new QTimeEdit;
    time_->setObjectName(QStringLiteral("correctionTime"));
    time_->setDisplayFormat(QStringLiteral("HH:mm"));
    nextDay_ = new QCheckBox;
    nextDay_->setObjectName(QStringLiteral("correctionNextDay"));
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("correctionReason"));
    save_ = new QPushButton;
    save_->setObjectName(QStringLiteral("correctionSave"));
    save_->setProperty("role", QStringLiteral("primary"));
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("correctionCancel"));
    grid->addWidget(title_, 0, 0, 1, 3);
    grid->addWidget(kindLabel_, 1, 0);
    grid->addWidget(kind_, 1, 1, 1, 2);
    grid->addWidget(timeLabel_, 2, 0);
    grid->addWidget(time_, 2, 1);
    grid->addWidget(nextDay_, 2, 2);
    grid->addWidget(reasonLabel_, 3, 0);
    grid->addWidget(reason_, 3, 1, 1, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    grid->addLayout(buttons, 4, 0, 1, 3);
    grid->setColumnStretch(2, 1);
    connect(kind_, &QComboBox::currentIndexChanged, this, &CorrectionForm::check);
    connect(reason_, &QLineEdit::textChanged, this, &CorrectionForm::check);
    connect(reason_, &QLineEdit::returnPressed, this, &CorrectionForm::accept);
    connect(save_, &QPushButton::clicked, this, &CorrectionForm::accept);
    connect(cancel_, &QPushButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void CorrectionForm::open(const AttendanceDay& day, SightingId sighting) {
    day_ = day;
    sighting_ = sighting;
    retranslate();
    kind_->setCurrentIndex(sighting.valid() ? static_cast<int>(Correction::Kind::kIgnore) : 0);
    const auto zone = TimeZone::named(day.timeZone);
    const UnixMs begin =
        day.shiftFrom > 0 ? day.shiftFrom : day.arrival.value_or(zone->utcOf(day.day, 9 * 3'600'000));
    time_->setTime(QTime::fromMSecsSinceStartOfDay(static_cast<int>(zone->msOfDayAt(begin))));
    nextDay_->setChecked(false);
    reason_->clear();
    check();
    show();
    kind_->setFocus();
}

void CorrectionForm::check() {
    const bool ignores = kind_->currentIndex() == static_cast<int>(Correction::Kind::kIgnore);
    for (QWidget* widget :
         {static_cast<QWidget*>(time_), static_cast<QWidget*>(timeLabel_), static_cast<QWidget*>(nextDay_)})
        widget->setVisible(!ignores);
    save_->setEnabled(!reason_->text().trimmed().isEmpty() && (!ignores || sighting_.valid()));
}

void CorrectionForm::accept() {
    if (!save_->isEnabled()) return;
    Correction correction;
    correction.identity = day_.identity;
    correction.day = day_.day;
    correction.kind = static_cast<Correction::Kind>(kind_->currentIndex());
    correction.reason = reason_->text().trimmed().toStdString();
    if (correction.kind == Correction::Kind::kIgnore)
        correction.sighting = sighting_;
    else
        correction.at = TimeZone::named(day_.timeZone)
                            ->utcOf(day_.day, time_->time().msecsSinceStartOfDay() +
                                                  (nextDay_->isChecked() ? kDayMs : 0));
    hide();
    Q_EMIT accepted(correction);
}

void CorrectionForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QFrame::keyPressEvent(event);
}

void CorrectionForm::retranslate() {
    title_->setText(tr("Correct this day"));
    kindLabel_->setText(tr("What is true"));
    timeLabel_->setText(tr("Time"));
    reasonLabel_->setText(tr("Reason"));
    nextDay_->setText(tr("on the day after"));
    nextDay_->setToolTip(tr("Of a night that goes over midnight"));
    reason_->setPlaceholderText(tr("Needed; it stays with the correction"));
    for (const auto& [widget, label] :
         {std::pair<QWidget*, QLabel*>(kind_, kindLabel_), std::pair<QWidget*, QLabel*>(time_, timeLabel_),
          std::pair<QWidget*, QLabel*>(reason_, reasonLabel_)})
        widget->setAccessibleName(label->text());
    save_->setText(tr("Save"));
    cancel_->setText(tr("Cancel"));
    const int chosen = std::max(0, kind_->currentIndex());
    const QSignalBlocker quiet(kind_);
    kind_->clear();
    // In the order of Correction::Kind.
    kind_->addItems(
        {tr("They were there from"), tr("They were there until"), tr("The chosen look was not them")});
    kind_->setCurrentIndex(chosen);
    check();
}

}  // namespace lineament::ui
