#include "ui/compare/conclusion_form.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <array>

#include "core/store/login.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr std::array<const char*, 6> kConclusions = {
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "No conclusion yet"),
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "Strong support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "Support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "Support for neither"),
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "Support for two people"),
    QT_TRANSLATE_NOOP("lineament::ui::ConclusionForm", "Strong support for two people"),
};

}  // namespace

ConclusionForm::ConclusionForm(QWidget* parent) : QWidget(parent) {
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(metrics::kSpace2);
    rows->setVerticalSpacing(metrics::kSpace1);
    rows->setColumnStretch(1, 1);
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("secondExaminationTitle"));
    title_->setProperty("role", QStringLiteral("section"));
    title_->setWordWrap(true);
    rows->addWidget(title_, 0, 0, 1, 2);
    const auto field = [&](int row, QLabel*& label, QWidget* widget, const char* name) {
        widget->setObjectName(QString::fromLatin1(name));
        label = new QLabel;
        label->setProperty("role", QStringLiteral("caption"));
        label->setBuddy(widget);
        rows->addWidget(label, row, 0);
        rows->addWidget(widget, row, 1);
    };
    field(1, examinerLabel_, examiner_ = new QLineEdit(QString::fromStdString(loginName())), "examinerEdit");
    conclusion_ = new QComboBox;
    for (std::size_t i = 0; i < kConclusions.size(); ++i)
        conclusion_->addItem(QString());
    field(2, conclusionLabel_, conclusion_, "conclusionBox");
    field(3, noteLabel_, note_ = new QLineEdit, "conclusionNoteEdit");
    conclude_ = new QPushButton;
    conclude_->setObjectName(QStringLiteral("concludeButton"));
    conclude_->setProperty("role", QStringLiteral("primary"));
    report_ = new QPushButton;
    report_->setObjectName(QStringLiteral("compareReportButton"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(report_);
    buttons->addWidget(conclude_);
    rows->addLayout(buttons, 4, 0, 1, 2);
    const auto changed = [this] {
        recorded_ = false;
        showState();
    };
    connect(conclusion_, &QComboBox::currentIndexChanged, this, changed);
    connect(examiner_, &QLineEdit::textEdited, this, changed);
    connect(examiner_, &QLineEdit::textEdited, this, [this](const QString& name) { typed_ = name; });
    connect(note_, &QLineEdit::textEdited, this, changed);
    connect(conclude_, &QPushButton::clicked, this, &ConclusionForm::concluded);
    connect(report_, &QPushButton::clicked, this, &ConclusionForm::reportRequested);
    typed_ = examiner_->text();
    retranslate();
}

void ConclusionForm::clear() {
    conclusion_->setCurrentIndex(0);
    note_->clear();
    examiner_->setText(account_.isEmpty() ? typed_ : account_);
    recorded_ = false;
    showState();
}

QString ConclusionForm::examiner() const {
    return examiner_->text().trimmed();
}

void ConclusionForm::setExaminer(const QString& name) {
    examiner_->setText(name);
    showState();
}

void ConclusionForm::setAccount(const QString& name) {
    if (name == account_) return;
    account_ = name;
    if (!readOnly_) examiner_->setText(account_.isEmpty() ? typed_ : account_);
    showState();
}

QString ConclusionForm::note() const {
    return note_->text().trimmed();
}

void ConclusionForm::setNote(const QString& note) {
    note_->setText(note);
}

int ConclusionForm::conclusion() const {
    return conclusion_->currentIndex();
}

void ConclusionForm::setConclusion(const QString& source) {
    for (int i = 0; i < conclusion_->count(); ++i)
        if (conclusionSource(i) == source) conclusion_->setCurrentIndex(i);
}

void ConclusionForm::setSecondOf(const QString& firstExaminer) {
    secondOf_ = firstExaminer;
    retranslate();
}

void ConclusionForm::setRecorded(bool recorded) {
    recorded_ = recorded;
    showState();
}

void ConclusionForm::setBusy(bool busy) {
    busy_ = busy;
    showState();
}

void ConclusionForm::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    showState();
}

QString ConclusionForm::conclusionSource(int index) {
    return QString::fromLatin1(kConclusions[static_cast<std::size_t>(index)]);
}

QString ConclusionForm::conclusionText(const QString& source) {
    return source.isEmpty() ? tr("No conclusion yet") : tr(source.toUtf8().constData());
}

void ConclusionForm::showState() {
    conclude_->setEnabled(conclusion() > 0 && !examiner().isEmpty() && !recorded_ && !readOnly_ && !busy_);
    report_->setEnabled(!busy_);
    examiner_->setReadOnly(readOnly_ || !account_.isEmpty());
    examiner_->setToolTip(!readOnly_ && !account_.isEmpty() ? tr("Who is signed in examines.") : QString());
    note_->setReadOnly(readOnly_);
    conclusion_->setEnabled(!readOnly_);
    title_->setVisible(!secondOf_.isEmpty());
}

void ConclusionForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ConclusionForm::retranslate() {
    const bool second = !secondOf_.isEmpty();
    title_->setText(tr("Second examination; the first was by %1").arg(secondOf_));
    examinerLabel_->setText(second ? tr("Second examiner") : tr("Examiner"));
    conclusionLabel_->setText(tr("Conclusion"));
    noteLabel_->setText(tr("Reasons"));
    note_->setPlaceholderText(second ? tr("Needed where you disagree") : tr("May stay empty"));
    examiner_->setAccessibleName(examinerLabel_->text());
    conclusion_->setAccessibleName(conclusionLabel_->text());
    note_->setAccessibleName(noteLabel_->text());
    for (int i = 0; i < conclusion_->count(); ++i)
        conclusion_->setItemText(i, conclusionText(conclusionSource(i)));
    conclude_->setText(tr("Record"));
    conclude_->setToolTip(
        tr("Keep the examination with its features, scores and conclusion in the data store"));
    report_->setText(tr("Report…"));
    report_->setToolTip(tr("Write a signed report of what is recorded"));
    for (QPushButton* button : {conclude_, report_})
        button->setAccessibleName(button->text());
    showState();
}

}  // namespace lineament::ui
