#include "ui/people/person/record_editor.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTimeZone>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr UnixMs kDayMs = 24LL * 3600 * 1000;
constexpr int kNotesPx = 72;

QStringList partsOf(const QString& text) {
    QStringList parts;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (const QString group = part.trimmed(); !group.isEmpty() && !parts.contains(group)) parts << group;
    return parts;
}

}  // namespace

QString dayText(UnixMs at) {
    return at == 0 ? QString()
                   : QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc()).date().toString(Qt::ISODate);
}

std::optional<UnixMs> dayFrom(const QString& text) {
    const QString day = text.trimmed();
    if (day.isEmpty()) return 0;
    const QDate date = QDate::fromString(day, Qt::ISODate);
    if (!date.isValid() || day.size() != 10) return std::nullopt;
    return date.startOfDay(QTimeZone::utc()).toMSecsSinceEpoch();
}

RecordEditor::RecordEditor(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("recordEditor"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(metrics::kSpace2);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    form_ = new QWidget;
    auto* column = new QVBoxLayout(form_);
    column->setContentsMargins(0, 0, metrics::kSpace3, 0);
    column->setSpacing(metrics::kSpace1);
    holdings_ = new QLabel;
    holdings_->setObjectName(QStringLiteral("recordHoldings"));
    holdings_->setWordWrap(true);
    holdings_->setProperty("role", QStringLiteral("muted"));
    column->addWidget(holdings_);
    number_ = addLine(numberLabel_, "recordNumber");
    groups_ = addLine(groupsLabel_, "recordGroups");
    from_ = addDay(fromLabel_, "recordFrom");
    to_ = addDay(toLabel_, "recordTo");
    consent_ = new QComboBox;
    consent_->addItems({{}, {}, {}});
    addField(consentLabel_, consent_, "recordConsent");
    purpose_ = addLine(purposeLabel_, "recordPurpose");
    keep_ = addDay(keepLabel_, "recordKeep");
    originals_ = addDay(originalsLabel_, "recordOriginals");
    notes_ = new QPlainTextEdit;
    notes_->setTabChangesFocus(true);
    notes_->setFixedHeight(kNotesPx);
    addField(notesLabel_, notes_, "recordNotes");
    column->addStretch(1);
    scroll->setWidget(form_);
    outer->addWidget(scroll, 1);
    message_ = new QLabel;
    message_->setObjectName(QStringLiteral("recordMessage"));
    message_->setWordWrap(true);
    message_->hide();
    outer->addWidget(message_);
    auto* foot = new QHBoxLayout;
    revert_ = new QPushButton;
    revert_->setObjectName(QStringLiteral("recordRevertButton"));
    save_ = new QPushButton;
    save_->setObjectName(QStringLiteral("recordSaveButton"));
    save_->setProperty("role", QStringLiteral("primary"));
    foot->addWidget(revert_, 1);
    foot->addWidget(save_, 1);
    outer->addLayout(foot);
    connect(notes_, &QPlainTextEdit::textChanged, this, &RecordEditor::showState);
    connect(consent_, &QComboBox::currentIndexChanged, this, &RecordEditor::showState);
    connect(save_, &QPushButton::clicked, this, &RecordEditor::save);
    connect(revert_, &QPushButton::clicked, this, &RecordEditor::revert);
    retranslate();
}

void RecordEditor::addField(QLabel*& label, QWidget* widget, const char* name) {
    widget->setObjectName(QString::fromLatin1(name));
    label = new QLabel;
    label->setProperty("role", QStringLiteral("caption"));
    label->setBuddy(widget);
    auto* column = static_cast<QVBoxLayout*>(form_->layout());
    column->addSpacing(metrics::kSpace1);
    column->addWidget(label);
    column->addWidget(widget);
}

QLineEdit* RecordEditor::addLine(QLabel*& label, const char* name) {
    auto* line = new QLineEdit;
    addField(label, line, name);
    connect(line, &QLineEdit::textChanged, this, &RecordEditor::showState);
    connect(line, &QLineEdit::returnPressed, this, &RecordEditor::save);
    return line;
}

QLineEdit* RecordEditor::addDay(QLabel*& label, const char* name) {
    QLineEdit* line = addLine(label, name);
    line->setMaxLength(10);
    return line;
}

void RecordEditor::fill(const Kept& kept) {
    filling_ = true;
    const auto& record = kept.record;
    number_->setText(kept.externalId);
    QStringList groups;
    for (const auto& group : record.groups)
        groups << QString::fromStdString(group);
    groups_->setText(groups.join(QStringLiteral(", ")));
    from_->setText(dayText(record.validFrom));
    to_->setText(record.validTo == 0 ? QString() : dayText(record.validTo - 1));
    consent_->setCurrentIndex(static_cast<int>(record.consent));
    purpose_->setText(QString::fromStdString(record.purpose));
    keep_->setText(dayText(record.keepUntil));
    originals_->setText(dayText(record.originalsUntil));
    notes_->setPlainText(QString::fromStdString(record.notes));
    for (QLineEdit* line : {number_, groups_, purpose_})
        line->setCursorPosition(0);
    filling_ = false;
    showState();
}

void RecordEditor::setKept(const Kept& kept) {
    const bool keepEdits = kept_ && kept_->record.identity == kept.record.identity && changed();
    kept_ = kept;
    if (!keepEdits) fill(kept);
    retranslate();
}

void RecordEditor::clear() {
    kept_.reset();
    fill({});
}

std::optional<RecordEditor::Kept> RecordEditor::edited() const {
    if (!kept_) return std::nullopt;
    Kept edited = *kept_;
    auto& record = edited.record;
    const auto from = dayFrom(from_->text()), to = dayFrom(to_->text()), keep = dayFrom(keep_->text()),
               originals = dayFrom(originals_->text());
    if (!from || !to || !keep || !originals) return std::nullopt;
    const auto unlessSame = [](UnixMs& value, UnixMs day, const QString& before) {
        // Times within a day, as the command line sets them, stay as they are while their day is not changed.
        if (dayText(day) != before) value = day;
    };
    unlessSame(record.validFrom, *from, dayText(record.validFrom));
    const QString lastDay = record.validTo == 0 ? QString() : dayText(record.validTo - 1);
    if (dayText(*to) != lastDay) record.validTo = *to == 0 ? 0 : *to + kDayMs;
    unlessSame(record.keepUntil, *keep, dayText(record.keepUntil));
    unlessSame(record.originalsUntil, *originals, dayText(record.originalsUntil));
    if (record.validTo != 0 && record.validTo <= record.validFrom) return std::nullopt;
    record.groups.clear();
    for (const QString& group : partsOf(groups_->text()))
        record.groups.push_back(group.toStdString());
    record.consent = static_cast<Consent>(consent_->currentIndex());
    record.purpose = purpose_->text().trimmed().toStdString();
    record.notes = notes_->toPlainText().toStdString();
    edited.externalId = number_->text().trimmed();
    return edited;
}

bool RecordEditor::changed() const {
    if (!kept_) return false;
    const auto now = edited();
    return !now || !(now->record == kept_->record) || now->externalId != kept_->externalId;
}

QString RecordEditor::problem() const {
    for (const QLineEdit* line : {from_, to_, keep_, originals_})
        if (!dayFrom(line->text())) return tr("%1 is no day such as 2026-01-31.").arg(line->text().trimmed());
    if (kept_ && !edited()) return tr("The validity ends before it begins: change one of the two days.");
    return {};
}

void RecordEditor::save() {
    const auto now = edited();
    if (!now || !changed()) return;
    const bool record = !(now->record == kept_->record), number = now->externalId != kept_->externalId;
    Q_EMIT saved(now->record, now->externalId, record, number);
}

void RecordEditor::revert() {
    if (kept_) fill(*kept_);
}

void RecordEditor::showState() {
    if (filling_) return;
    form_->setEnabled(kept_.has_value());
    const bool differs = changed();
    const QString wrong = problem();
    save_->setEnabled(differs && wrong.isEmpty());
    revert_->setEnabled(differs);
    const bool withdrawn = consent_->currentIndex() == static_cast<int>(Consent::kWithdrawn);
    message_->setText(!wrong.isEmpty() ? wrong
                      : withdrawn ? tr("Without consent this person is due: the next purge deletes them.")
                                  : QString());
    message_->setProperty("role", wrong.isEmpty() ? QStringLiteral("review") : QStringLiteral("alert"));
    message_->style()->polish(message_);  // takes the new role up
    message_->setVisible(!message_->text().isEmpty());
}

void RecordEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RecordEditor::retranslate() {
    setAccessibleName(tr("Record of this person"));
    const auto field = [](QLabel* label, QWidget* widget, const QString& words) {
        label->setText(words);
        widget->setAccessibleName(words);
    };
    field(numberLabel_, number_, tr("Staff number or other id"));
    field(groupsLabel_, groups_, tr("Groups, with commas between them"));
    field(fromLabel_, from_, tr("Valid from"));
    field(toLabel_, to_, tr("Valid to, this day included"));
    field(consentLabel_, consent_, tr("Consent"));
    field(purposeLabel_, purpose_, tr("Purpose the data are kept for"));
    field(keepLabel_, keep_, tr("Keep the person until"));
    field(originalsLabel_, originals_, tr("Keep original files until"));
    field(notesLabel_, notes_, tr("Notes"));
    consent_->setItemText(0, tr("not known"));
    consent_->setItemText(1, tr("given"));
    consent_->setItemText(2, tr("withdrawn"));
    for (QLineEdit* day : {from_, to_, keep_, originals_})
        day->setPlaceholderText(tr("no limit (YYYY-MM-DD)"));
    save_->setText(tr("Save"));
    revert_->setText(tr("Revert"));
    const RemovalReceipt held = kept_ ? kept_->holdings : RemovalReceipt{};
    holdings_->setText(tr("Stored: %1 photo crops, %2 templates, %3 original files, %4 looks in recordings.")
                           .arg(held.samples)
                           .arg(held.templates)
                           .arg(held.originals)
                           .arg(held.looks));
    showState();
}

}  // namespace lineament::ui
