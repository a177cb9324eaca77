#include "ui/studio/train/train_page.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/pipelines/workspace.h"
#include "ui/bridge/session.h"
#include "ui/studio/studio_parts.h"
#include "ui/studio/train/config_form.h"
#include "ui/studio/train/run_charts.h"
#include "ui/studio/train/sample_player.h"
#include "ui/studio/train/train_queue.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

namespace {
constexpr int kFollowMs = 500;
const QString kSmallest = QStringLiteral("tiny");
}  // namespace

TrainPage::TrainPage(Session& session, TrainQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("trainPage"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* left = makeLeft();
    left->setFixedWidth(336);
    row->addWidget(left);
    row->addWidget(makeRight(), 1);
    timer_.setInterval(kFollowMs);
    connectAll();
    retranslate();
    loadPresets();
    showRuns();
    timer_.start();
}

QWidget* TrainPage::makeLeft() {
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, metrics::kSpace2, 0, 0);
    column->setSpacing(metrics::kSpace1);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace2, 0);
    head->setSpacing(0);
    runsTitle_ = makeCaption();
    new_ = makeIconButton(QStringLiteral("newRunButton"), QStringLiteral("list"));
    resume_ = makeIconButton(QStringLiteral("resumeButton"), QStringLiteral("play"));
    pause_ = makeIconButton(QStringLiteral("pauseButton"), QStringLiteral("pause"));
    stop_ = makeIconButton(QStringLiteral("stopButton"), QStringLiteral("square"));
    duplicate_ = makeIconButton(QStringLiteral("duplicateButton"), QStringLiteral("copy"));
    rollBack_ = makeIconButton(QStringLiteral("rollBackButton"), QStringLiteral("rewind"));
    explore_ = makeIconButton(QStringLiteral("exploreRunButton"), QStringLiteral("wand-sparkles"));
    head->addWidget(runsTitle_, 1);
    for (auto* one : {new_, resume_, pause_, stop_, duplicate_, rollBack_, explore_})
        head->addWidget(one);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("runList"));
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setFixedHeight(150);
    maker_ = new QWidget;
    auto* grid = new QGridLayout(maker_);
    grid->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace3, 0);
    grid->setHorizontalSpacing(metrics::kSpace2);
    grid->setVerticalSpacing(metrics::kSpace1);
    nameLabel_ = new QLabel;
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("runName"));
    dataLabel_ = new QLabel;
    data_ = new QLineEdit;
    data_->setObjectName(QStringLiteral("runData"));
    chooseData_ = makeIconButton(QStringLiteral("chooseDataButton"), QStringLiteral("folder-open"));
    presetLabel_ = new QLabel;
    preset_ = new QComboBox;
    preset_->setObjectName(QStringLiteral("presetField"));
    nameLabel_->setBuddy(name_);
    dataLabel_->setBuddy(data_);
    presetLabel_->setBuddy(preset_);
    grid->addWidget(nameLabel_, 0, 0);
    grid->addWidget(name_, 0, 1, 1, 2);
    grid->addWidget(dataLabel_, 1, 0);
    grid->addWidget(data_, 1, 1);
    grid->addWidget(chooseData_, 1, 2);
    grid->addWidget(presetLabel_, 2, 0);
    grid->addWidget(preset_, 2, 1, 1, 2);
    formTitle_ = makeCaption();
    formTitle_->setContentsMargins(metrics::kSpace3, metrics::kSpace1, 0, 0);
    form_ = new ConfigForm;
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(form_);
    scroll->setFocusPolicy(Qt::NoFocus);  // its fields scroll it
    complaint_ = new QLabel;
    complaint_->setObjectName(QStringLiteral("configComplaint"));
    complaint_->setProperty("role", QStringLiteral("alert"));
    complaint_->setWordWrap(true);
    complaint_->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    start_ = new QPushButton;
    start_->setObjectName(QStringLiteral("startRunButton"));
    start_->setProperty("role", QStringLiteral("primary"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, metrics::kSpace2);
    foot->addWidget(start_, 1);
    column->addLayout(head);
    column->addWidget(list_);
    column->addWidget(maker_);
    column->addWidget(formTitle_);
    column->addWidget(scroll, 1);
    column->addWidget(complaint_);
    column->addLayout(foot);
    return left;
}

QWidget* TrainPage::makeRight() {
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(metrics::kSpace2, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    column->setSpacing(metrics::kSpace1);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("trainBanner"));
    auto* top = new QHBoxLayout;
    verdictIcon_ = new QLabel;
    verdict_ = new ElidedLabel;
    verdict_->setObjectName(QStringLiteral("verdictLine"));
    smoothingLabel_ = new QLabel;
    smoothingLabel_->setProperty("role", QStringLiteral("small"));
    smoothing_ = new QSlider(Qt::Horizontal);
    smoothing_->setObjectName(QStringLiteral("smoothingSlider"));
    smoothing_->setRange(0, 99);
    smoothing_->setFixedWidth(110);
    top->addWidget(verdictIcon_);
    top->addWidget(verdict_, 1);
    top->addWidget(smoothingLabel_);
    top->addWidget(smoothing_);
    strip_ = new JobStrip;
    charts_ = new RunCharts;
    charts_->setMinimumHeight(4 * 170);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(charts_);
    scroll->setObjectName(QStringLiteral("chartScroll"));
    chartScroll_ = scroll;
    samples_ = new SamplePlayer;
    differences_ = new QTableWidget(0, 3);
    differences_->setTabKeyNavigation(false);
    differences_->setObjectName(QStringLiteral("differencesTable"));
    differences_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    differences_->setProperty("role", QStringLiteral("plain"));
    differences_->hide();
    auto* below = new QSplitter(Qt::Horizontal);
    below->addWidget(samples_);
    below->addWidget(differences_);
    below->setStretchFactor(0, 2);
    below->setStretchFactor(1, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(scroll);
    split->addWidget(below);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(banner_);
    column->addLayout(top);
    column->addWidget(strip_);
    column->addWidget(split, 1);
    return right;
}

void TrainPage::connectAll() {
    connect(&queue_, &TrainQueue::changed, this, &TrainPage::showRuns);
    connect(&queue_, &TrainQueue::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(&queue_, &TrainQueue::runFailed, this,
            [this](const QString& name, const QString& sentence, bool memory) {
                failedRun_ = memory ? name : QString();
                banner_->show(Banner::Kind::Error, tr("%1 stopped: %2").arg(name, sentence),
                              memory ? tr("Go on with half the batch") : QString());
            });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        banner_->dismiss();
        if (!failedRun_.isEmpty()) queue_.resumeSmaller(failedRun_);
    });
    connect(&timer_, &QTimer::timeout, this, &TrainPage::follow);
    connect(list_, &QListWidget::itemSelectionChanged, this, [this] {
        if (showing_) return;
        making_ = list_->selectedItems().isEmpty();
        showSelection();
    });
    connect(new_, &QToolButton::clicked, this, [this] { newRun(data_->text()); });
    const auto first = [this] { return selected().value(0); };
    connect(resume_, &QToolButton::clicked, this, [this, first] {
        banner_->dismiss();
        queue_.resume(first());
    });
    connect(pause_, &QToolButton::clicked, this, [this, first] { queue_.pause(first()); });
    connect(stop_, &QToolButton::clicked, this, [this, first] { queue_.stop(first()); });
    connect(duplicate_, &QToolButton::clicked, this, &TrainPage::duplicate);
    connect(rollBack_, &QToolButton::clicked, this, &TrainPage::rollBack);
    connect(explore_, &QToolButton::clicked, this, [this, first] {
        if (const auto* run = queue_.run(first()))
            Q_EMIT exploreRequested(QString::fromStdString(run->folder.string()));
    });
    connect(preset_, &QComboBox::activated, this,
            [this](int index) { setPreset(presetNames_.value(index)); });
    connect(chooseData_, &QToolButton::clicked, this, &TrainPage::chooseData);
    connect(form_, &ConfigForm::changed, this, &TrainPage::showButtons);
    connect(data_, &QLineEdit::textChanged, this, &TrainPage::showButtons);
    connect(start_, &QPushButton::clicked, this, &TrainPage::startRun);
    connect(smoothing_, &QSlider::valueChanged, this,
            [this](int value) { charts_->setSmoothing(value / 100.0); });
    connect(&session_, &Session::workspaceChanged, this, &TrainPage::loadPresets);
}

void TrainPage::loadPresets() {
    if (!session_.workspace()) return;
    // Beside the models where the program is installed, in resources where it is built.
    const auto beside = session_.workspace()->engine().registry().folder().parent_path();
    auto* job = session_.jobs().run<QHash<QString, gan::TrainConfig>>(
        tr("Read presets"), JobLane::Short,
        [beside](JobContext&) {
            QHash<QString, gan::TrainConfig> found;
            for (const auto& folder :
                 {beside / "presets" / "gan", beside / "resources" / "presets" / "gan"}) {
                std::error_code ignored;
                for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
                    if (entry.path().extension() == ".json")
                        found.insert(QString::fromStdString(entry.path().stem().string()),
                                     gan::loadConfig(entry.path()));
            }
            return found;
        },
        this,
        [this](QHash<QString, gan::TrainConfig>& found) {
            presets_ = found;
            presetNames_ = found.keys();
            presetNames_.sort();
            preset_->clear();
            preset_->addItems(presetNames_);
            setPreset(presetNames_.contains(kSmallest) ? kSmallest : presetNames_.value(0));
            making_ = selected().isEmpty();
            showSelection();
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

bool TrainPage::idle() const {
    return queue_.idle() && samples_->idle();
}

void TrainPage::newRun(const QString& data) {
    list_->clearSelection();
    making_ = true;
    data_->setText(data);
    setPreset(preset_->currentText());
    showSelection();
}

void TrainPage::setRunName(const QString& name) {
    name_->setText(name);
}
QString TrainPage::presetName() const {
    return preset_->currentText();
}

void TrainPage::setPreset(const QString& name) {
    if (!presets_.contains(name)) return;
    preset_->setCurrentText(name);
    form_->setConfig(presets_.value(name), presets_.value(name));
}

QString TrainPage::startRun() {
    if (!form_->complaint().isEmpty() || data_->text().trimmed().isEmpty()) return {};
    banner_->dismiss();
    const QString name = queue_.start(name_->text().trimmed().isEmpty() ? presetName() : name_->text(),
                                      form_->config(), data_->text().trimmed(), presetName());
    if (!name.isEmpty()) {
        making_ = false;
        showRuns();
        selectRuns({name});
    }
    return name;
}

void TrainPage::duplicate() {
    const auto* run = queue_.run(selected().value(0));
    if (!run) return;
    const auto config = run->config;
    const QString data = QString::fromStdString(run->note.data.string()),
                  name = QString::fromStdString(run->name), preset = QString::fromStdString(run->note.preset);
    newRun(data);
    preset_->setCurrentText(preset);
    form_->setConfig(config, presets_.value(preset, config));
    name_->setText(name);
}

void TrainPage::rollBack() {
    const QString name = selected().value(0);
    const auto* run = queue_.run(name);
    if (!run || samples_->images() <= 0) return;
    // The snapshot that is on show; those that were rotated away leave the one before.
    std::int64_t to = -1;
    for (const auto images : snapshotImages(run->folder))
        if (images <= samples_->images()) to = images;
    if (to < 0) {
        banner_->show(Banner::Kind::Warning,
                      tr("The snapshot of these samples is not kept any more. Choose a later one."));
        return;
    }
    queue_.rollBack(name, to);
    banner_->show(Banner::Kind::Good, tr("%1 is back at %2 images; what came after lies in its folder.")
                                          .arg(name)
                                          .arg(QLocale().toString(qlonglong(to))));
}

void TrainPage::selectRuns(const QStringList& names) {
    showing_ = true;
    for (int i = 0; i < list_->count(); ++i)
        list_->item(i)->setSelected(names.contains(list_->item(i)->data(Qt::UserRole).toString()));
    showing_ = false;
    making_ = selected().isEmpty();
    showSelection();
}

QStringList TrainPage::selected() const {
    QStringList names;
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->isSelected()) names << list_->item(i)->data(Qt::UserRole).toString();
    return names;
}

void TrainPage::showRuns() {
    const QStringList chosen = selected();
    showing_ = true;
    list_->clear();
    for (const auto& run : queue_.runs()) {
        const QString name = QString::fromStdString(run.name);
        auto* item = new QListWidgetItem(name + QStringLiteral("  ·  ") + stateOf(run));
        item->setData(Qt::UserRole, name);
        item->setToolTip(run.note.reason.empty() ? QString::fromStdString(run.folder.string())
                                                 : reasonOf(run));
        list_->addItem(item);
        item->setSelected(chosen.contains(name));
    }
    showing_ = false;
    if (selected() != chosen) making_ = selected().isEmpty();
    showSelection();
}

void TrainPage::showSelection() {
    const QStringList chosen = selected();
    maker_->setVisible(chosen.isEmpty());
    start_->setVisible(chosen.isEmpty());
    form_->setReadOnly(!chosen.isEmpty());
    if (const auto* run = queue_.run(chosen.value(0))) {
        const QString preset = QString::fromStdString(run->note.preset);
        form_->setConfig(run->config, presets_.value(preset, run->config));
    }
    if (chosen.mid(0, 2) != shown_) {
        shown_ = chosen.mid(0, 2);
        charts_->start(shown_.value(0), shown_.value(1));
        for (int i = 0; i < 2; ++i) {
            const auto* run = queue_.run(shown_.value(i));
            followed_[i] = {run ? std::make_unique<StatisticsReader>(run->folder) : nullptr, {}};
        }
        samples_->setNames(shown_.value(0), shown_.value(1));
        showDifferences();
    }
    strip_->setJob(queue_.job(chosen.value(0)));
    follow();
    showButtons();
}

void TrainPage::follow() {
    if (!isVisible() && !followed_[0].reader) return;
    for (int i = 0; i < 2; ++i) {
        auto& one = followed_[i];
        if (!one.reader) continue;
        const auto lines = one.reader->next();
        if (one.reader->startedOver()) {
            one.lines.clear();
            shown_.clear();
            return showSelection();
        }
        one.lines.insert(one.lines.end(), lines.begin(), lines.end());
        charts_->add(i, lines);
    }
    const auto* first = queue_.run(shown_.value(0));
    const auto* second = queue_.run(shown_.value(1));
    const auto best = first ? bestImages(first->folder) : std::nullopt;
    charts_->setBest(best);
    samples_->setSamples(first ? samplesOf(first->folder) : std::vector<RunSamples>(),
                         second ? samplesOf(second->folder) : std::vector<RunSamples>(), best);
    showVerdict();
}

void TrainPage::showButtons() {
    const QStringList chosen = selected();
    const auto* run = queue_.run(chosen.value(0));
    const bool one = run && chosen.size() == 1, active = one && queue_.active(chosen[0]);
    const auto* job = one ? queue_.job(chosen[0]) : nullptr;
    resume_->setEnabled(one && !active && run->note.state != RunNote::State::kFinished &&
                        !run->note.data.empty());
    pause_->setEnabled(active && !job->cancelRequested());
    stop_->setEnabled((active && !job->cancelRequested()) ||
                      (one && run->note.state == RunNote::State::kPaused));
    duplicate_->setEnabled(run);
    explore_->setEnabled(one && run->resumable);
    rollBack_->setEnabled(one && !active && run->resumable && samples_->count() > 0);
    const int differing = form_->differing();
    formTitle_->setText(differing == 0
                            ? tr("Configuration")
                            : tr("Configuration · %n settings differ from the preset", nullptr, differing));
    const QString complaint = chosen.isEmpty() ? form_->complaint() : QString();
    complaint_->setText(complaint);
    complaint_->setVisible(!complaint.isEmpty());
    start_->setEnabled(chosen.isEmpty() && complaint.isEmpty() && !data_->text().trimmed().isEmpty() &&
                       !presets_.isEmpty());
    start_->setToolTip(data_->text().trimmed().isEmpty() ? tr("Choose a training set first") : QString());
}

QString TrainPage::verdict() const {
    return verdict_->fullText();
}

void TrainPage::chooseData() {
    auto* dialog = new QFileDialog(this, tr("Training set: a folder of faces"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters({tr("Folders, archives (*.tar) and packed sets (*)")});
    connect(dialog, &QFileDialog::fileSelected, data_, &QLineEdit::setText);
    dialog->open();
}

void TrainPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
