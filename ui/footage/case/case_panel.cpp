#include "ui/footage/case/case_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTreeWidget>
#include <array>

#include "core/media/video_source.h"
#include "core/pipelines/cases/recorded_time.h"
#include "ui/footage/case/analysis_batch.h"
#include "ui/footage/case/recorded_form.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/recording_bar.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kStoreDelayMs = 500;
constexpr std::array kFmrs = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
constexpr int kSmallestFace = 8, kLargestFace = 400, kMostFrames = 300;

}  // namespace

CasePanel::CasePanel(Session& session, CaseState& state, AnalysisBatch& batch, QWidget* parent)
    : QWidget(parent), session_(session), state_(state), batch_(batch), changes_(session) {
    setObjectName(QStringLiteral("casePanel"));
    layOut();
    connectAll();
    retranslate();
}

QLabel* CasePanel::label() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("small"));
    return label;
}

void CasePanel::layOut() {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, metrics::kSpace2);
    outer->setSpacing(metrics::kSpace2);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll);
    auto* body = new QWidget;
    scroll->setWidget(body);
    scroll->setFocusPolicy(Qt::NoFocus);  // its fields scroll it
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace1);

    column->addWidget(sourcesLabel_ = label());
    sources_ = new QTreeWidget;
    sources_->setObjectName(QStringLiteral("caseSources"));
    sources_->setColumnCount(2);
    sources_->setRootIsDecorated(false);
    sources_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    sources_->header()->setStretchLastSection(false);
    sources_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    sources_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    sources_->setTextElideMode(Qt::ElideMiddle);
    sources_->setMinimumHeight(144);
    column->addWidget(sources_, 1);
    recorded_ = new RecordedForm;
    column->addWidget(recorded_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace1);
    const auto button = [&](const char* name, QHBoxLayout* row) {
        auto* made = new QPushButton;
        made->setObjectName(QString::fromLatin1(name));
        made->setFocusPolicy(Qt::TabFocus);
        row->addWidget(made, 1);
        return made;
    };
    addFiles_ = button("caseAddFiles", buttons);
    addFolder_ = button("caseAddFolder", buttons);
    column->addLayout(buttons);

    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("caseName"));
    notes_ = new QPlainTextEdit;
    notes_->setObjectName(QStringLiteral("caseNotes"));
    notes_->setFixedHeight(58);
    notes_->setTabChangesFocus(true);
    column->addWidget(nameLabel_ = label());
    column->addWidget(name_);
    column->addWidget(notesLabel_ = label());
    column->addWidget(notes_);

    column->addSpacing(metrics::kSpace2);
    column->addWidget(settingsLabel_ = new QLabel);
    settingsLabel_->setProperty("role", QStringLiteral("caption"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(metrics::kSpace2);
    form->setVerticalSpacing(metrics::kSpace1);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto combo = [](const char* name) {
        auto* box = new QComboBox;
        box->setObjectName(QString::fromLatin1(name));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        return box;
    };
    detector_ = combo("caseDetector");
    recogniser_ = combo("caseRecogniser");
    fmr_ = combo("caseFmr");
    minFace_ = new QSpinBox;
    minFace_->setObjectName(QStringLiteral("caseMinFace"));
    minFace_->setRange(kSmallestFace - 1, kLargestFace);
    everyNth_ = new QSpinBox;
    everyNth_->setObjectName(QStringLiteral("caseEveryNth"));
    everyNth_->setRange(0, kMostFrames);
    form->addRow(detectorLabel_ = label(), detector_);
    form->addRow(minFaceLabel_ = label(), minFace_);
    form->addRow(everyNthLabel_ = label(), everyNth_);
    form->addRow(recogniserLabel_ = label(), recogniser_);
    form->addRow(fmrLabel_ = label(), fmr_);
    column->addLayout(form);

    // On a small screen the fields are scrolled; what the panel is for stays in sight.
    auto* always = new QHBoxLayout;
    always->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    always->setSpacing(metrics::kSpace1);
    remove_ = button("caseRemoveSource", always);
    analyse_ = button("caseAnalyse", always);
    analyse_->setProperty("role", QStringLiteral("primary"));
    outer->addLayout(always);
}

void CasePanel::connectAll() {
    delay_.setSingleShot(true);
    delay_.setInterval(kStoreDelayMs);
    connect(&delay_, &QTimer::timeout, this, &CasePanel::store);
    const auto changed = [this] {
        if (!filling_) delay_.start();
    };
    connect(name_, &QLineEdit::textEdited, this, changed);
    connect(notes_, &QPlainTextEdit::textChanged, this, changed);
    for (QComboBox* box : {detector_, recogniser_, fmr_})
        connect(box, &QComboBox::activated, this, changed);
    for (QSpinBox* box : {minFace_, everyNth_})
        connect(box, &QSpinBox::valueChanged, this, changed);
    connect(&state_, &CaseState::opened, this, [this] {
        if (delay_.isActive()) {
            delay_.stop();
            store();
        }
    });
    connect(&state_, &CaseState::loaded, this, &CasePanel::showCase);
    connect(&batch_, &AnalysisBatch::ended, this, &CasePanel::showSources);
    connect(&changes_, &DecisionQueue::failed, this, &CasePanel::failed);
    connect(&changes_, &DecisionQueue::idle, &state_, &CaseState::reload);
    connect(addFiles_, &QPushButton::clicked, this, &CasePanel::addFilesWanted);
    connect(addFolder_, &QPushButton::clicked, this, &CasePanel::addFolderWanted);
    connect(remove_, &QPushButton::clicked, this, &CasePanel::removeChosen);
    connect(analyse_, &QPushButton::clicked, this, &CasePanel::analyseAll);
    connect(sources_, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { Q_EMIT sourceChosen(item->data(0, Qt::UserRole).toString()); });
    connect(sources_, &QTreeWidget::itemSelectionChanged, this, [this] {
        remove_->setEnabled(!sources_->selectedItems().isEmpty());
        showRecorded();
    });
    connect(recorded_, &RecordedForm::failed, this, &CasePanel::failed);
    connect(recorded_, &RecordedForm::said, this,
            [this](const std::string& source, std::optional<UnixMs> startedAt, CameraId camera) {
                changes_.add(tr("Say when it was recorded"), [=](Workspace& workspace, JobContext& job) {
                    sayRecordedTime(workspace.store().caseBook(), source, startedAt, camera, job);
                });
            });
}

void CasePanel::showCase() {
    showSources();
    if (delay_.isActive()) return;  // what is being typed counts
    filling_ = true;
    const Case& info = state_.info();
    const bool unsorted = info.id == CaseBook::kUnsorted;
    name_->setEnabled(!unsorted);
    if (const QString name = unsorted ? tr("Unsorted") : QString::fromStdString(info.name);
        name != name_->text())
        name_->setText(name);
    if (const QString notes = QString::fromStdString(info.notes); notes != notes_->toPlainText())
        notes_->setPlainText(notes);
    fillChoices();
    filling_ = false;
}

void CasePanel::fillChoices() {
    if (!session_.workspace()) return;
    CaseSettings settings;
    try {
        settings = caseSettingsFrom(state_.info().settings);
    } catch (const Error& error) {
        Q_EMIT failed(sentenceFor(error));
    }
    const auto& engine = session_.workspace()->engine();
    const auto fill = [&](QComboBox* box, const char* role, const std::string& chosen,
                          const std::string& usual) {
        box->clear();
        box->addItem(tr("As usual (%1)").arg(QString::fromStdString(usual)), QString());
        for (const auto* model : engine.registry().withRole(role))
            box->addItem(QString::fromStdString(model->id), QString::fromStdString(model->id));
        box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(chosen))));
    };
    fill(detector_, "detector", settings.detector, engine.options().detector);
    fill(recogniser_, "recogniser", settings.recogniser, engine.options().recogniser);
    fmr_->clear();
    const auto rate = [](double fmr) { return QString::number(fmr, 'g', 2); };
    fmr_->addItem(tr("As usual (%1)").arg(rate(session_.workspace()->operatingPoint().fmr)), 0.0);
    for (const double fmr : kFmrs)
        fmr_->addItem(rate(fmr), fmr);
    for (int i = 0; i < fmr_->count(); ++i)
        if (qFuzzyCompare(1 + fmr_->itemData(i).toDouble(), 1 + settings.fmr) &&
            (settings.fmr > 0) == (fmr_->itemData(i).toDouble() > 0))
            fmr_->setCurrentIndex(i);
    minFace_->setValue(settings.minFacePx > 0 ? qRound(settings.minFacePx) : kSmallestFace - 1);
    everyNth_->setValue(settings.detectEveryNth);
}

void CasePanel::showSources() {
    const auto kept = chosen();
    const QSignalBlocker quiet(sources_);  // what is typed beside the chosen one goes on
    sources_->clear();
    int waiting = 0;
    for (const auto& source : state_.sources()) {
        const QString path = QString::fromStdString(source.source);
        const bool local = !path.contains(QLatin1String("://")) && !path.startsWith(QLatin1String("camera:"));
        const bool missing = local && !QFileInfo::exists(path), analysed = source.recording.valid();
        const auto tracks = std::count_if(
            state_.tracks().begin(), state_.tracks().end(),
            [&](const Track& track) { return analysed && track.recording == source.recording; });
        auto* item = new QTreeWidgetItem(sources_);
        item->setText(0, titleOfSource(path));
        item->setIcon(0, Theme::instance().icon(missing    ? QStringLiteral("circle-alert")
                                                : analysed ? QStringLiteral("circle-check")
                                                           : QStringLiteral("film"),
                                                missing ? Token::Alert : Token::Muted));
        item->setText(1, missing            ? tr("missing")
                         : batch_.job(path) ? tr("in work")
                         : analysed         ? tr("%n tracks", nullptr, static_cast<int>(tracks))
                                            : tr("not analysed"));
        const QString hash = source.sha256.empty()
                                 ? tr("no SHA-256: not a single file")
                                 : QStringLiteral("SHA-256 ") + QString::fromStdString(source.sha256);
        item->setToolTip(0, path + QLatin1Char('\n') + hash);
        item->setData(0, Qt::UserRole, path);
        item->setData(0, Qt::AccessibleTextRole, item->text(0) + QStringLiteral(", ") + item->text(1));
        item->setSelected(kept.contains(path));
        if (!analysed && !missing && local && !batch_.job(path)) ++waiting;
    }
    analyse_->setEnabled(waiting > 0);
    analyse_->setText(waiting > 0 ? tr("Analyse %n new", nullptr, waiting) : tr("Nothing new"));
    remove_->setEnabled(!sources_->selectedItems().isEmpty());
    showRecorded();
}

/// Of one recording at a time; folders and cameras have no moment at which they began.
void CasePanel::showRecorded() {
    const auto one = chosen();
    const CaseSource* shown = nullptr;
    for (const auto& source : state_.sources())
        if (one.size() == 1 && one.front() == QString::fromStdString(source.source) &&
            looksLikeVideo(source.source))
            shown = &source;
    recorded_->setVisible(shown);
    if (shown) recorded_->setSource(*shown, state_.cameras());
}

QStringList CasePanel::chosen() const {
    QStringList sources;
    const auto items = sources_->selectedItems();
    for (const auto* item : items)
        sources << item->data(0, Qt::UserRole).toString();
    return sources;
}

CaseSettings CasePanel::settings() const {
    CaseSettings settings;
    settings.detector = detector_->currentData().toString().toStdString();
    settings.recogniser = recogniser_->currentData().toString().toStdString();
    settings.fmr = fmr_->currentData().toDouble();
    settings.minFacePx = minFace_->value() < kSmallestFace ? 0 : static_cast<float>(minFace_->value());
    settings.detectEveryNth = everyNth_->value();
    return settings;
}

void CasePanel::store() {
    Case changed = state_.info();
    if (!changed.id.valid()) return;
    if (changed.id != CaseBook::kUnsorted) changed.name = name_->text().trimmed().toStdString();
    changed.notes = notes_->toPlainText().toStdString();
    changed.settings = toJson(settings());
    changes_.add(tr("Change the case"), [changed](Workspace& workspace, JobContext&) {
        workspace.store().caseBook().saveCase(changed);
    });
}

void CasePanel::analyseAll() {
    QStringList paths;
    for (const auto& source : state_.sources()) {
        const QString path = QString::fromStdString(source.source);
        if (!source.recording.valid() && QFileInfo::exists(path)) paths << path;
    }
    Q_EMIT analysisWanted(paths);
    showSources();
}

void CasePanel::removeChosen() {
    for (const QString& source : chosen())
        changes_.add(tr("Take a source out of the case"),
                     [id = state_.id(), path = source.toStdString()](Workspace& workspace, JobContext&) {
                         workspace.store().caseBook().removeSource(id, path);
                     });
}

void CasePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CasePanel::retranslate() {
    nameLabel_->setText(tr("Name"));
    name_->setAccessibleName(tr("Name of the case"));
    notesLabel_->setText(tr("Notes"));
    notes_->setAccessibleName(tr("Notes on the case"));
    sourcesLabel_->setText(tr("Recordings, folders and streams"));
    sources_->setHeaderLabels({tr("Source"), tr("State")});
    sources_->setAccessibleName(tr("Sources of the case"));
    addFiles_->setText(tr("Add files …"));
    addFolder_->setText(tr("Add folder …"));
    remove_->setText(tr("Take out"));
    remove_->setToolTip(tr("Takes the source out of the case; what was found in it is kept"));
    settingsLabel_->setText(tr("Analysis of this case"));
    detectorLabel_->setText(tr("Detector"));
    minFaceLabel_->setText(tr("Smallest face"));
    minFace_->setSuffix(tr(" px"));
    minFace_->setSpecialValueText(tr("as usual"));
    everyNthLabel_->setText(tr("Every n-th frame"));
    everyNth_->setSpecialValueText(tr("by itself"));
    everyNth_->setToolTip(tr("In how many frames faces are looked for; in between boxes are followed"));
    recogniserLabel_->setText(tr("Recogniser"));
    recogniser_->setToolTip(tr("Only people enrolled with this recogniser are found"));
    fmrLabel_->setText(tr("Threshold at FMR"));
    for (auto [widget, name] : {std::pair<QWidget*, QLabel*>{detector_, detectorLabel_},
                                {minFace_, minFaceLabel_},
                                {everyNth_, everyNthLabel_},
                                {recogniser_, recogniserLabel_},
                                {fmr_, fmrLabel_}})
        widget->setAccessibleName(name->text());
    recorded_->retranslate();
    showCase();
}

}  // namespace lineament::ui
