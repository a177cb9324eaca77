#include "ui/compare/examination_list.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

#include "core/store/gallery_book.h"
#include "ui/bridge/sign_in.h"
#include "ui/compare/conclusion_form.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

enum Column {
    NumberColumn,
    DateColumn,
    PairColumn,
    ExaminerColumn,
    SecondColumn,
    StandingColumn,
    ColumnCount
};

/// "anna.jpg / lobby.mp4#t=12.480", as the record has it.
QString pairOf(const Examination& examination) {
    const auto record = nlohmann::json::parse(examination.content, nullptr, false);
    QStringList names;
    for (const char* side : {"left", "right"})
        if (record.is_object() && record.contains(side) && record[side].is_object() &&
            record[side].contains("source") && record[side]["source"].is_string())
            names << QString::fromStdString(record[side]["source"].get<std::string>())
                         .section(QLatin1Char('/'), -1);
    return names.join(QStringLiteral(" / "));
}

QString standingOf(const Examination& examination) {
    if (examination.conclusion.empty()) return ExaminationList::tr("no conclusion yet");
    if (examination.secondConclusion.empty()) return ExaminationList::tr("waits for a second examiner");
    const QString concluded = ConclusionForm::conclusionText(QString::fromStdString(examination.conclusion));
    return examination.conclusion == examination.secondConclusion
               ? ExaminationList::tr("confirmed: %1").arg(concluded)
               : ExaminationList::tr("not agreed: %1 · %2")
                     .arg(concluded, ConclusionForm::conclusionText(
                                         QString::fromStdString(examination.secondConclusion)));
}

}  // namespace

ExaminationList::ExaminationList(Session& session, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("examinationList"));
    setWindowTitle(tr("Examinations"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    table_ = new QTableWidget(0, ColumnCount);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("examinationTable"));
    table_->setAccessibleName(windowTitle());
    table_->setHorizontalHeaderLabels(
        {tr("No."), tr("Concluded"), tr("Pair"), tr("Examiner"), tr("Second examiner"), tr("Standing")});
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(PairColumn, QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    column->addWidget(table_, 1);
    message_ =
        new QLabel(tr("Nothing was examined yet: open two faces, assess the features, conclude and "
                      "record."));
    message_->setObjectName(QStringLiteral("examinationMessage"));
    message_->setProperty("role", QStringLiteral("muted"));
    message_->setWordWrap(true);
    message_->setAlignment(Qt::AlignCenter);
    message_->hide();
    column->addWidget(message_, 1);
    auto* foot = new QHBoxLayout;
    const auto button = [](const char* name, const QString& text) {
        auto* made = new QPushButton(text);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    auto* close = button("examinationCloseButton", tr("Close"));
    open_ = button("examinationOpenButton", tr("Open"));
    second_ = button("examinationSecondButton", tr("Examine as second examiner"));
    second_->setProperty("role", QStringLiteral("primary"));
    foot->addStretch(1);
    foot->addWidget(close);
    foot->addWidget(open_);
    foot->addWidget(second_);
    column->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(table_, &QTableWidget::itemSelectionChanged, this, &ExaminationList::showState);
    connect(open_, &QPushButton::clicked, this, [this] {
        if (const auto* one = current()) Q_EMIT openRequested(*one);
        accept();
    });
    connect(table_, &QTableWidget::itemActivated, open_, &QPushButton::click);
    connect(second_, &QPushButton::clicked, this, [this] {
        if (const auto* one = current()) Q_EMIT secondRequested(*one);
        accept();
    });
    if (const auto& account = SignIn::of(session).account()) account_ = account->name;
    auto* job = session.jobs().run<std::vector<Examination>>(
        tr("Read the examinations"), JobRunner::Lane::Short,
        [store = session.workspace()->storePointer()](JobContext&) {
            return store->galleryBook().examinations();
        },
        this, [this](std::vector<Examination>& examinations) { fill(examinations); });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        message_->setText(sentence);
        message_->show();
    });
    showState();
}

void ExaminationList::fill(std::vector<Examination>& examinations) {
    examinations_ = std::move(examinations);
    table_->setRowCount(static_cast<int>(examinations_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto& one = examinations_[static_cast<std::size_t>(row)];
        const UnixMs at = one.concludedAt != 0 ? one.concludedAt : one.begunAt;
        const auto cell = [&](int column, const QString& text) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(text);
            table_->setItem(row, column, item);
        };
        cell(NumberColumn, QString::number(one.id));
        cell(DateColumn, QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat));
        cell(PairColumn, pairOf(one));
        cell(ExaminerColumn, QString::fromStdString(one.examiner));
        cell(SecondColumn,
             one.secondExaminer.empty() ? QStringLiteral("–") : QString::fromStdString(one.secondExaminer));
        cell(StandingColumn, standingOf(one));
    }
    table_->setVisible(!examinations_.empty());
    message_->setVisible(examinations_.empty());
    if (!examinations_.empty()) table_->selectRow(0);
    table_->setFocus();
}

const Examination* ExaminationList::current() const {
    const int row = table_->currentRow();
    return row >= 0 && row < static_cast<int>(examinations_.size())
               ? &examinations_[static_cast<std::size_t>(row)]
               : nullptr;
}

void ExaminationList::showState() {
    const auto* one = current();
    open_->setEnabled(one);
    const bool own = one && !account_.empty() && one->examiner == account_;
    second_->setEnabled(one && !own && !one->conclusion.empty() && one->secondConclusion.empty());
    second_->setToolTip(own ? tr("You were the first examiner: the second must be somebody else.")
                            : QString());
}

}  // namespace lineament::ui
