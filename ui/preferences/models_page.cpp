#include "ui/preferences/models_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>

#include "ui/bridge/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

namespace {

enum ModelColumn { State, Id, Role, Size, Licence, Source, kColumns };

}  // namespace

ModelsPage::ModelsPage(Session& session, QWidget* parent) : PreferencesPage(parent), session_(session) {
    banner_ = new Banner(this);
    summary_ = new QLabel(this);
    summary_->setObjectName(QStringLiteral("modelsSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    fetch_ = new QPushButton(this);
    fetch_->setObjectName(QStringLiteral("fetchModelsButton"));
    fetch_->setProperty("role", QStringLiteral("primary"));
    folder_ = new QPushButton(this);
    folder_->setObjectName(QStringLiteral("fetchModelsFromButton"));
    again_ = new QPushButton(this);
    table_ = new QTableWidget(0, kColumns, this);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("modelsTable"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(Source, QHeaderView::Stretch);
    table_->setIconSize({metrics::kIconSmall, metrics::kIconSmall});

    auto* line = new QHBoxLayout;
    line->setSpacing(metrics::kSpace2);
    line->addWidget(summary_, 1);
    line->addWidget(again_);
    line->addWidget(folder_);
    line->addWidget(fetch_);
    column()->addWidget(banner_);
    column()->addLayout(line);
    column()->addWidget(table_, 1);
    connect(fetch_, &QPushButton::clicked, this, [this] { fetch({}); });
    connect(folder_, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with the models"));
        if (!folder.isEmpty()) fetch(folder);
    });
    connect(again_, &QPushButton::clicked, this, &ModelsPage::check);
    connect(banner_, &Banner::actionTriggered, this, [this] { fetch(from_); });
    connect(&session_, &Session::workspaceChanged, this, [this] {
        checked_ = false;
        if (isVisible()) check();
    });
}

void ModelsPage::showEvent(QShowEvent* event) {
    PreferencesPage::showEvent(event);
    // Checking hashes all weights: only when somebody looks, and once.
    if (!checked_) check();
}

void ModelsPage::check() {
    const auto& workspace = session_.workspace();
    if (!workspace || checking_) return;
    checking_ = true;
    showRows();
    using Rows = QList<ModelRow>;
    auto* job = session_.jobs().run<Rows>(
        tr("Check the models"), JobRunner::Lane::Short,
        [workspace](JobContext& context) { return modelRows(*workspace, context); }, this,
        [this](Rows& rows) {
            rows_ = std::move(rows);
            checked_ = true;
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] {
        checking_ = false;
        showRows();
    });
}

void ModelsPage::fetch(const QString& folder) {
    const auto& workspace = session_.workspace();
    if (!workspace || fetching_) return;
    banner_->dismiss();
    from_ = folder;
    fetching_ = session_.jobs().run<bool>(
        tr("Fetch models"), JobRunner::Lane::Long,
        [workspace, folder](JobContext& context) { return fetchModels(*workspace, folder, context), true; },
        this,
        // The engine remembers which files it has found bad: a fresh one looks again.
        [this](bool&) { session_.open(session_.options()); });
    connect(fetching_, &JobHandle::failed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence, tr("Try again"));
    });
    connect(fetching_, &JobHandle::ended, this, [this] {
        fetching_.clear();
        showRows();
    });
    showRows();
}

void ModelsPage::showRows() {
    const auto& theme = Theme::instance();
    int missing = 0;
    table_->setRowCount(static_cast<int>(rows_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto& model = rows_.at(row);
        if (!model.valid) ++missing;
        const bool damaged = model.present && !model.valid;
        const QString state = model.valid ? tr("Ready") : damaged ? tr("Damaged") : tr("Missing");
        auto* stateItem = new QTableWidgetItem(
            model.valid ? theme.icon(QStringLiteral("circle-check"), Token::Match)
                        : theme.icon(damaged ? QStringLiteral("circle-alert") : QStringLiteral("download"),
                                     damaged ? Token::Alert : Token::Review),
            state);
        const QString texts[kColumns] = {
            state,         model.id,
            model.role,    model.bytes > 0 ? QLocale().formattedDataSize(model.bytes) : QString(),
            model.licence, model.builtIn ? model.source : tr("your own")};
        table_->setItem(row, State, stateItem);
        for (int column = Id; column < kColumns; ++column) {
            table_->setItem(row, column, new QTableWidgetItem(texts[column]));
            table_->item(row, column)->setToolTip(texts[column]);
        }
        table_->item(row, Size)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (checking_)
        summary_->setText(tr("Checking…"));
    else if (!checked_)
        summary_->clear();
    else
        summary_->setText(missing == 0 ? tr("All models are here and unaltered.")
                                       : tr("%n model(s) missing or damaged.", nullptr, missing));
    fetch_->setEnabled(missing > 0 && !fetching_);
    folder_->setEnabled(fetch_->isEnabled());
    fetch_->setText(fetching_ ? tr("Fetching…") : tr("Fetch what is missing"));
    again_->setEnabled(!checking_ && session_.workspace());
}

void ModelsPage::retranslate() {
    PreferencesPage::retranslate();
    again_->setText(tr("Check again"));
    folder_->setText(tr("From a folder …"));
    folder_->setToolTip(
        tr("Where this machine has no network: a folder with the packages or the files, taken from "
           "another machine."));
    table_->setAccessibleName(title());
    table_->setHorizontalHeaderLabels(
        {tr("State"), tr("Model"), tr("Role"), tr("Size"), tr("Licence"), tr("Source")});
    showRows();
}

}  // namespace lineament::ui
