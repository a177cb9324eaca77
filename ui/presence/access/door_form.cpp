#include "ui/presence/access/door_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "core/notify/signature.h"
#include "ui/bridge/population_words.h"
#include "ui/presence/form_rows.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"

namespace lineament::ui {
namespace {

constexpr int kGrantsHeight = 110;

}  // namespace

DoorForm::DoorForm(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("doorForm"));
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSpace4);
    for (QWidget* part : {makeWhere(), makeWho()}) {
        part->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);  // no gap between them
        left->addWidget(part);
    }
    left->addStretch();
    auto* right = new QVBoxLayout;
    right->setSpacing(metrics::kSpace4);
    Rows rows;
    addRules(rows);
    rows.gap();
    addOpener(rows);
    right->addWidget(rows.take());
    right->addStretch();
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, metrics::kSpace2, 0);
    row->setSpacing(metrics::kSpace5);
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("doorHint"));
    hint_->setProperty("role", QStringLiteral("review"));
    hint_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(hint_);
    column->addWidget(scroll, 1);

    for (auto* line : {name_, source_, zone_, url_})
        connect(line, &QLineEdit::editingFinished, this, &DoorForm::keep);
    for (auto* box : {passage_, actuator_})
        connect(box, &QComboBox::activated, this, &DoorForm::keep);
    for (auto* check : {enabled_, card_, liveness_, passback_, pair_})
        connect(check, &QCheckBox::clicked, this, &DoorForm::keep);
    for (auto* spin : {quality_, forget_, pairWithin_, failures_, within_, lock_, open_})
        connect(spin, &QSpinBox::valueChanged, this, &DoorForm::keep);
    connect(timeout_, &QDoubleSpinBox::valueChanged, this, &DoorForm::keep);
    connect(add_, &QPushButton::clicked, this, &DoorForm::addGrant);
    connect(take_, &QPushButton::clicked, this, &DoorForm::removeGrant);
    connect(recording_, &QPushButton::clicked, this, &DoorForm::chooseRecording);
    connect(grants_, &QListWidget::itemSelectionChanged, this, &DoorForm::showState);
    retranslate();
}

QWidget* DoorForm::makeWhere() {
    name_ = makeLine("doorName");
    source_ = makeLine("doorSource");
    zone_ = makeLine("doorZone");
    passage_ = makeBox("doorPassage");
    enabled_ = makeCheck("doorEnabled");
    recording_ = presenceButton("doorRecording");
    Rows rows;
    rows.title(whereTitle_);
    rows.line(nameLabel_, name_);
    rows.line(sourceLabel_, source_, recording_);
    rows.line(zoneLabel_, zone_);
    rows.line(passageLabel_, passage_);
    rows.whole(enabled_);
    return rows.take();
}

QWidget* DoorForm::makeWho() {
    grants_ = new QListWidget;
    grants_->setObjectName(QStringLiteral("doorGrants"));
    grants_->setFixedHeight(kGrantsHeight);
    group_ = makeBox("doorGroup");
    group_->setEditable(true);
    group_->setInsertPolicy(QComboBox::NoInsert);
    schedule_ = makeBox("doorSchedule");
    add_ = presenceButton("doorAddGrant");
    take_ = presenceButton("doorTakeGrant");
    nobody_ = new QLabel;
    nobody_->setProperty("role", QStringLiteral("muted"));
    nobody_->setWordWrap(true);
    auto* adding = new QWidget;
    auto* row = new QHBoxLayout(adding);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace2);
    row->addWidget(group_, 1);
    row->addWidget(schedule_, 1);
    row->addWidget(add_);
    Rows rows;
    rows.title(whoTitle_);
    rows.whole(adding);
    rows.whole(nobody_);
    rows.whole(grants_);
    auto* last = new QWidget;
    auto* end = new QHBoxLayout(last);
    end->setContentsMargins(0, 0, 0, 0);
    end->addWidget(take_);
    end->addStretch();
    rows.whole(last);
    return rows.take();
}

void DoorForm::addRules(Rows& rows) {
    card_ = makeCheck("doorNeedsCard");
    liveness_ = makeCheck("doorLiveness");
    livenessNote_ = new QLabel;
    livenessNote_->setObjectName(QStringLiteral("doorLivenessNote"));
    livenessNote_->setProperty("role", QStringLiteral("small"));
    livenessNote_->setWordWrap(true);
    quality_ = makeSpin("doorQuality", 0, 100);
    passback_ = makeCheck("doorPassback");
    forget_ = makeSpin("doorForget", 1, 7 * 24 * 60);
    pair_ = makeCheck("doorTwoPeople");
    pairWithin_ = makeSpin("doorTwoPeopleWithin", 1, 600);
    failures_ = makeSpin("doorFailures", 0, 100);
    within_ = makeSpin("doorFailuresWithin", 1, 86'400);
    lock_ = makeSpin("doorLock", 1, 86'400);
    rows.title(rulesTitle_);
    rows.whole(card_);
    rows.whole(liveness_);
    rows.whole(livenessNote_);
    rows.line(qualityLabel_, quality_);
    rows.whole(passback_);
    rows.line(passbackLabel_, forget_);
    rows.whole(pair_);
    rows.line(pairLabel_, pairWithin_);
    rows.line(failuresLabel_, failures_);
    rows.line(withinLabel_, within_);
    rows.line(lockLabel_, lock_);
}

void DoorForm::addOpener(Rows& rows) {
    actuator_ = makeBox("doorActuator");
    url_ = makeLine("doorRelayUrl");
    secret_ = makeLine("doorRelaySecret");
    secret_->setReadOnly(true);
    timeout_ = new QDoubleSpinBox;
    timeout_->setObjectName(QStringLiteral("doorRelayTimeout"));
    timeout_->setRange(0.1, 10);
    timeout_->setDecimals(1);
    timeout_->setKeyboardTracking(false);
    open_ = makeSpin("doorOpen", 1, 120);
    rows.title(openerTitle_);
    rows.line(actuatorLabel_, actuator_);
    rows.line(urlLabel_, url_);
    rows.line(secretLabel_, secret_);
    rows.line(timeoutLabel_, timeout_);
    rows.line(openLabel_, open_);
}

void DoorForm::setChoices(Choices choices) {
    const auto same = [](const AccessSchedule& a, const AccessSchedule& b) {
        return a.id == b.id && a.name == b.name;
    };
    // A box that is open stays so if there is nothing new to choose from.
    const bool unchanged = choices.groups == choices_.groups &&
                           choices.livenessErrors == choices_.livenessErrors &&
                           std::equal(choices.schedules.begin(), choices.schedules.end(),
                                      choices_.schedules.begin(), choices_.schedules.end(), same);
    if (unchanged && group_->count() > 0) return;
    showChoices(std::move(choices));
}

void DoorForm::showChoices(Choices choices) {
    choices_ = std::move(choices);
    filling_ = true;
    // The first is everybody, whatever the language calls them.
    const bool everybody = group_->findText(group_->currentText()) == 0;
    const QString typed = everybody ? QString() : group_->currentText();
    const auto schedule = schedule_->currentData();
    group_->clear();
    group_->addItem(tr("Everybody who is enrolled"), QString());
    for (const auto& group : choices_.groups)
        group_->addItem(QString::fromStdString(group), QString::fromStdString(group));
    if (const int at = group_->findText(typed); at >= 0)
        group_->setCurrentIndex(at);
    else if (!typed.isEmpty())
        group_->setEditText(typed);
    schedule_->clear();
    schedule_->addItem(tr("At any time"), qlonglong(0));
    for (const auto& one : choices_.schedules)
        schedule_->addItem(QString::fromStdString(one.name), qlonglong(one.id.value()));
    schedule_->setCurrentIndex(std::max(0, schedule_->findData(schedule)));
    filling_ = false;
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 0); };
    livenessNote_->setText(
        choices_.livenessErrors
            ? tr("Measured: %1 % of printed faces pass (APCER), %2 % of live ones are refused (BPCER). %3")
                  .arg(percent(choices_.livenessErrors->first), percent(choices_.livenessErrors->second),
                       populationText(choices_.livenessPopulation))
            : tr("No model that judges it is here: with this on, everybody is refused."));
    showGrants();
}

void DoorForm::setDoor(const Door& door) {
    const bool other = door.id != door_.id;
    door_ = door;
    if (!other && pending_) return showGrants();  // somebody is in the middle of it
    pending_ = false;
    if (other)
        for (auto* line : {name_, source_, zone_, url_})
            line->setModified(false);
    showDoor();
}

void DoorForm::showDoor() {
    filling_ = true;
    const auto show = [](QLineEdit* line, const std::string& text) {
        if (!line->hasFocus() || !line->isModified()) line->setText(QString::fromStdString(text));
    };
    show(name_, door_.name);
    show(source_, door_.source);
    show(zone_, door_.zone);
    show(url_, door_.relayUrl);
    secret_->setText(QString::fromStdString(door_.relaySecret));
    passage_->setCurrentIndex(static_cast<int>(door_.passage));
    enabled_->setChecked(door_.enabled);
    card_->setChecked(door_.needsCard);
    liveness_->setChecked(door_.needsLiveness);
    quality_->setValue(static_cast<int>(door_.minQuality));
    passback_->setChecked(door_.antiPassback);
    forget_->setValue(static_cast<int>(door_.forgetMs / 60'000));
    pair_->setChecked(door_.twoPeople);
    pairWithin_->setValue(static_cast<int>(door_.twoPeopleMs / 1000));
    failures_->setValue(door_.failures);
    within_->setValue(static_cast<int>(door_.failuresMs / 1000));
    lock_->setValue(static_cast<int>(door_.lockMs / 1000));
    actuator_->setCurrentIndex(static_cast<int>(door_.actuator));
    timeout_->setValue(static_cast<double>(door_.relayTimeoutMs) / 1000);
    open_->setValue(static_cast<int>(std::max<UnixMs>(1, door_.openMs / 1000)));
    filling_ = false;
    showGrants();
    showState();
}

void DoorForm::keep() {
    if (filling_ || !door_.id.valid()) return;
    Door next = door_;
    if (const auto name = name_->text().trimmed(); !name.isEmpty()) next.name = name.toStdString();
    next.source = source_->text().trimmed().toStdString();
    next.zone = zone_->text().trimmed().toStdString();
    next.passage = static_cast<Passage>(std::max(0, passage_->currentIndex()));
    next.enabled = enabled_->isChecked();
    next.needsCard = card_->isChecked();
    next.needsLiveness = liveness_->isChecked();
    if (quality_->value() != static_cast<int>(door_.minQuality))
        next.minQuality = static_cast<float>(quality_->value());
    next.antiPassback = passback_->isChecked();
    const auto take = [](int shown, UnixMs& ms, UnixMs unit) {
        if (shown != ms / unit) ms = shown * unit;
    };
    take(forget_->value(), next.forgetMs, 60'000);
    next.twoPeople = pair_->isChecked();
    take(pairWithin_->value(), next.twoPeopleMs, 1000);
    next.failures = failures_->value();
    take(within_->value(), next.failuresMs, 1000);
    take(lock_->value(), next.lockMs, 1000);
    next.actuator = static_cast<ActuatorKind>(std::max(0, actuator_->currentIndex()));
    next.relayUrl = url_->text().trimmed().toStdString();
    if (!next.relayUrl.empty() && next.relaySecret.empty()) next.relaySecret = newSecret();
    next.relayTimeoutMs = static_cast<UnixMs>(timeout_->value() * 1000 + 0.5);
    if (open_->value() != std::max<UnixMs>(1, next.openMs / 1000)) next.openMs = 1000LL * open_->value();
    showState();
    pending_ = !hint_->text().isEmpty();
    if (pending_) return;  // kept once it is whole
    for (auto* line : {name_, source_, zone_, url_})
        line->setModified(false);
    door_ = next;
    Q_EMIT changed(next);
}

void DoorForm::addGrant() {
    AccessGrant grant;
    const int at = group_->findText(group_->currentText());
    grant.group = (at >= 0 ? group_->itemData(at).toString() : group_->currentText().trimmed()).toStdString();
    grant.schedule = ScheduleId(schedule_->currentData().toLongLong());
    if (std::find(door_.grants.begin(), door_.grants.end(), grant) != door_.grants.end()) return;
    door_.grants.push_back(std::move(grant));
    showGrants();
    Q_EMIT changed(door_);
}

void DoorForm::removeGrant() {
    const int row = grants_->currentRow();
    if (row < 0 || row >= static_cast<int>(door_.grants.size())) return;
    door_.grants.erase(door_.grants.begin() + row);
    showGrants();
    Q_EMIT changed(door_);
}

void DoorForm::chooseRecording() {
    auto* dialog = new QFileDialog(this, tr("Choose a recording that plays as a camera"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        source_->setText(file);
        keep();
    });
    dialog->open();
}

QString DoorForm::wordsOfGrant(const AccessGrant& grant) const {
    const QString who =
        grant.group.empty() ? tr("Everybody who is enrolled") : QString::fromStdString(grant.group);
    QString when = tr("At any time");
    for (const auto& schedule : choices_.schedules)
        if (schedule.id == grant.schedule) when = QString::fromStdString(schedule.name);
    return who + QStringLiteral(" · ") + when;
}

void DoorForm::showGrants() {
    const int row = grants_->currentRow();
    grants_->clear();
    for (const auto& grant : door_.grants)
        grants_->addItem(wordsOfGrant(grant));
    grants_->setCurrentRow(std::min(row, grants_->count() - 1));
    nobody_->setVisible(door_.grants.empty());
    grants_->setVisible(!door_.grants.empty());
    showState();
}

void DoorForm::showState() {
    const bool relay = actuator_->currentIndex() == static_cast<int>(ActuatorKind::kHttpRelay);
    for (QWidget* part : {static_cast<QWidget*>(urlLabel_), static_cast<QWidget*>(url_),
                          static_cast<QWidget*>(secretLabel_), static_cast<QWidget*>(secret_),
                          static_cast<QWidget*>(timeoutLabel_), static_cast<QWidget*>(timeout_)})
        part->setVisible(relay);
    forget_->setEnabled(passback_->isChecked());
    pairWithin_->setEnabled(pair_->isChecked());
    for (auto* spin : {within_, lock_})
        spin->setEnabled(failures_->value() > 0);
    take_->setVisible(!door_.grants.empty());
    take_->setEnabled(grants_->currentRow() >= 0);
    const QString url = url_->text().trimmed();
    const bool address =
        url.startsWith(QLatin1String("http://")) || url.startsWith(QLatin1String("https://"));
    const bool led =
        !zone_->text().trimmed().isEmpty() && passage_->currentIndex() != static_cast<int>(Passage::kSeen);
    hint_->setText(relay && !address ? tr("The relay needs an address that begins with http:// or https://.")
                   : passback_->isChecked() && !led
                       ? tr("“Nobody twice” needs a zone, and a door that leads into it or out of it.")
                       : QString());
    hint_->setVisible(!hint_->text().isEmpty());
}

void DoorForm::retranslate() {
    filling_ = true;
    whereTitle_->setText(tr("The door"));
    whoTitle_->setText(tr("Who may pass, and when"));
    rulesTitle_->setText(tr("Rules"));
    openerTitle_->setText(tr("What opens it"));
    nameLabel_->setText(tr("Name"));
    sourceLabel_->setText(tr("Camera"));
    source_->setPlaceholderText(tr("camera:0, rtsp://…, or a recording"));
    recording_->setText(tr("Recording…"));
    zoneLabel_->setText(tr("Zone behind it"));
    passageLabel_->setText(tr("It leads"));
    enabled_->setText(tr("Switched on"));
    nobody_->setText(tr("Nobody may pass yet: choose a group above and add it."));
    group_->setToolTip(tr("Groups of people are given on the People desk."));
    add_->setText(tr("Add"));
    take_->setText(tr("Take off"));
    card_->setText(tr("A card says who it should be (1:1)"));
    liveness_->setText(tr("The face must be judged live"));
    qualityLabel_->setText(tr("Quality of a look"));
    passback_->setText(tr("Nobody twice in one direction"));
    passbackLabel_->setText(tr("Forgotten after"));
    forget_->setSuffix(tr(" min"));
    pair_->setText(tr("Two people are needed"));
    pairLabel_->setText(tr("The second within"));
    failuresLabel_->setText(tr("Failures that lock it"));
    failures_->setSpecialValueText(tr("Never"));
    withinLabel_->setText(tr("In a row within"));
    lockLabel_->setText(tr("Locked for"));
    for (auto* spin : {pairWithin_, within_, lock_, open_})
        spin->setSuffix(tr(" s"));
    timeout_->setSuffix(tr(" s"));
    actuatorLabel_->setText(tr("Opened by"));
    urlLabel_->setText(tr("Address"));
    secretLabel_->setText(tr("Secret"));
    secret_->setToolTip(tr("Orders are signed with it, so that the relay knows who sent them."));
    timeoutLabel_->setText(tr("Waited for"));
    openLabel_->setText(tr("Stays open for"));
    const auto refill = [](QComboBox* box, const QStringList& words) {
        const int was = std::max(0, box->currentIndex());
        box->clear();
        box->addItems(words);
        box->setCurrentIndex(was);
    };
    refill(passage_, {tr("In either direction"), tr("Into the zone"), tr("Out of the zone")});
    refill(actuator_, {tr("Simulated: only this program knows"), tr("HTTP relay")});
    for (auto [field, label] :
         std::initializer_list<std::pair<QWidget*, QLabel*>>{{name_, nameLabel_},
                                                             {source_, sourceLabel_},
                                                             {zone_, zoneLabel_},
                                                             {passage_, passageLabel_},
                                                             {quality_, qualityLabel_},
                                                             {forget_, passbackLabel_},
                                                             {pairWithin_, pairLabel_},
                                                             {failures_, failuresLabel_},
                                                             {within_, withinLabel_},
                                                             {lock_, lockLabel_},
                                                             {actuator_, actuatorLabel_},
                                                             {url_, urlLabel_},
                                                             {secret_, secretLabel_},
                                                             {timeout_, timeoutLabel_},
                                                             {open_, openLabel_}})
        field->setAccessibleName(label->text());
    group_->setAccessibleName(tr("Group"));
    schedule_->setAccessibleName(tr("Hours"));
    grants_->setAccessibleName(whoTitle_->text());
    filling_ = false;
    showChoices(choices_);
    showDoor();
}

}  // namespace lineament::ui
