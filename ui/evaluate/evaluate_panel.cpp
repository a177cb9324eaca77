#include "ui/evaluate/evaluate_panel.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/pipelines/evaluate/template_cache.h"
#include "core/pipelines/people/retention.h"
#include "ui/bridge/model_shelf.h"
#include "ui/evaluate/calibration/calibration_view.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/evaluate/operating_panel.h"
#include "ui/evaluate/pair_pictures.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

constexpr int kFormWidth = 290, kOperatingWidth = 366;
enum Page { EmptyPage, ChartPage };

}  // namespace

EvaluatePanel::EvaluatePanel(Session& session, QWidget* parent) : Desk(session, parent), queue_(session) {
    setObjectName(QStringLiteral("evaluatePanel"));
    setAcceptDrops(true);
    choose_ = [this](const QString& title, bool folder, bool save) {
        if (folder) return QFileDialog::getExistingDirectory(this, title);
        if (!save) return QFileDialog::getOpenFileName(this, title, {}, QStringLiteral("CSV (*.csv)"));
        return QFileDialog::getSaveFileName(this, title, QStringLiteral("evaluation.html"),
                                            QStringLiteral("HTML (*.html);;PDF (*.pdf);;CSV (*.csv)"));
    };
    makeActions();
    layOut();
    form_->setChooser([this](const QString& title, bool folder) { return choose_(title, folder, false); });
    connect(form_, &EvaluationForm::runRequested, this, &EvaluatePanel::run);
    connect(form_, &EvaluationForm::currentChanged, this, [this](int id) {
        currentId_ = id;
        refresh();
    });
    connect(form_, &EvaluationForm::visibilityChanged, this, [this](int id, bool visible) {
        if (const auto entry = find(id)) entry->visible = visible;
        refresh();
    });
    connect(form_, &EvaluationForm::removeRequested, this, &EvaluatePanel::remove);
    connect(charts_, &RateCharts::rateDragged, this, &EvaluatePanel::setRate);
    connect(charts_, &RateCharts::tabChanged, this, &EvaluatePanel::refresh);
    connect(operating_, &OperatingPanel::rateChanged, this, &EvaluatePanel::setRate);
    connect(operating_, &OperatingPanel::applyRequested, this, &EvaluatePanel::apply);
    connect(operating_, &OperatingPanel::withdrawRequested, this, &EvaluatePanel::withdraw);
    connect(&session, &Session::workspaceChanged, this, &EvaluatePanel::useWorkspace);
    connect(&session, &Session::storeChanged, this, [this] {
        refreshApplied();
        refreshMarks();
    });
    connect(charts_->calibration(), &CalibrationView::measureRequested, this, &EvaluatePanel::calibrate);
    connect(charts_->calibration(), &CalibrationView::applyRequested, this,
            [this](AppliedThreshold::Use use) {
                const auto* view = charts_->calibration();
                if (const auto point = view->adviceToApply(use)) applyPoint(*point, view->shown()->store);
            });
    connect(&queue_, &DecisionQueue::failed, this, &EvaluatePanel::showError);
    charts_->pictures()->addCardAction(keys_.mark);
    connect(charts_->pictures(), &PairPictures::selectionChanged, this, &EvaluatePanel::showMarks);
    if (session.workspace()) useWorkspace();
    refresh();
}

void EvaluatePanel::makeActions() {
    const auto add = [this](const char* id, const char* icon, const QKeySequence& keys, auto work) {
        auto* action = makeAction(QStringLiteral("evaluate.") + QLatin1String(id), QLatin1String(icon), keys);
        connect(action, &QAction::triggered, this, work);
        actions_ << action;
        return action;
    };
    keys_.open = add("open", "folder-open", Qt::Key_O, [this] {
        const QString path = choose_(tr("List of pairs"), false, false);
        if (!path.isEmpty()) openPath(path);
    });
    keys_.run = add("run", "play", QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { run(); });
    keys_.stop = add("stop", "circle-stop", QKeySequence(Qt::CTRL | Qt::Key_Period), [this] { stop(); });
    keys_.apply = add("apply", "check", Qt::Key_A, [this] { apply(); });
    keys_.mark = add("markLabel", "flag", Qt::Key_W, [this] { markLabels(); });
    keys_.calibrate = add("calibrate", "chart-spline", Qt::Key_G, [this] { showCalibration(); });
    keys_.report = add("report", "file-text", QKeySequence(Qt::CTRL | Qt::Key_P), [this] { askReport(); });
    keys_.clear = add("clearCache", "trash-2", {}, [this] { clearCache(); });
}

void EvaluatePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace2, metrics::kSpace1, metrics::kSpace2, 0);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("evaluateBanner"));
    strip_ = new JobStrip;
    messages->addWidget(banner_);
    messages->addWidget(strip_);
    column->addLayout(messages);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(iconName());
    connect(empty_, &EmptyState::activated, keys_.open, &QAction::trigger);
    charts_ = new RateCharts;
    stack_->addWidget(empty_);
    stack_->addWidget(charts_);
    column->addWidget(stack_, 1);
    setCentralWidget(centre);
    form_ = new EvaluationForm;
    operating_ = new OperatingPanel;
    formPanel_ = addPanel(QStringLiteral("evaluateForm"), form_, Qt::LeftDockWidgetArea);
    operatingPanel_ = addPanel(QStringLiteral("evaluateOperating"), operating_, Qt::RightDockWidgetArea);
    form_->setMinimumWidth(kFormWidth - 20);
    operating_->setMinimumWidth(kOperatingWidth - 30);
    resizeDocks({formPanel_, operatingPanel_}, {kFormWidth, kOperatingWidth}, Qt::Horizontal);
}

void EvaluatePanel::useWorkspace() {
    const auto& workspace = session().workspace();
    if (!workspace) return;
    const auto& options = workspace->engine().options();
    const auto store = workspace->store().folder();
    // What was measured on the people of another store tells nothing about those of this one.
    if (const auto& shown = charts_->calibration()->shown(); shown && shown->store != store)
        charts_->calibration()->show(nullptr);
    operating_->setStore(store);
    form_->setModels(modelIds(*workspace, QStringLiteral("recogniser")),
                     modelIds(*workspace, QStringLiteral("detector")),
                     QString::fromStdString(options.recogniser), QString::fromStdString(options.detector));
    allowApply();
    refreshApplied();
    refreshMarks();
}

bool EvaluatePanel::isOpen(const std::filesystem::path& store) {
    const auto workspace = session().workspace();
    return workspace && workspace->store().folder() == store;
}

bool EvaluatePanel::openPath(const QString& path) {
    if (!path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) return false;
    form_->setPairs(path);
    return true;
}

void EvaluatePanel::run() {
    if (!session().workspace()) return;
    banner_->dismiss();
    if (const QString missing = form_->missing(); !missing.isEmpty()) return showError(missing);
    try {
        const auto protocol = form_->protocol();
        for (const auto& settings : form_->settings()) {
            auto entry = std::make_shared<EvaluationEntry>();
            entry->id = nextId_++;
            entry->settings = settings;
            entry->protocol = protocol;
            entry->protocolName = form_->protocolName();
            if (protocol.kind == EvaluationProtocol::Kind::kOwnGallery ||
                protocol.kind == EvaluationProtocol::Kind::kConfirmedTracks)
                entry->onlyIn = session().workspace()->store().folder();
            entries_ << entry;
            currentId_ = entry->id;
            start(entry);
        }
    } catch (const Error& error) {
        showError(sentenceFor(error));
    }
    refresh();
}

void EvaluatePanel::start(const std::shared_ptr<EvaluationEntry>& entry) {
    const auto workspace = session().workspace();
    // Deleted on its own thread, whichever thread lets go of it last.
    const std::shared_ptr<RunTeller> teller(new RunTeller, [](RunTeller* one) { one->deleteLater(); });
    const int id = entry->id;
    connect(
        teller.get(), &RunTeller::told, this,
        [this, id](const std::shared_ptr<const EvaluationSoFar>& soFar) {
            const auto grown = find(id);
            if (!grown || grown->result) return;
            grown->soFar = *soFar;
            showFigures();
            Q_EMIT grew(id);
        },
        Qt::QueuedConnection);
    ++underWay_;
    auto* job = session().jobs().run<std::shared_ptr<const Evaluation>>(
        tr("Evaluate %1").arg(entry->settings.name()), JobRunner::Lane::Long,
        [workspace, teller, settings = entry->settings, protocol = entry->protocol](JobContext& context) {
            EvaluationRun run;
            // The engine lives as long as its workspace.
            run.engine = engineWith(std::shared_ptr<const FaceEngine>(workspace, &workspace->engine()),
                                    settings.recogniser.toStdString(), settings.detector.toStdString());
            run.store = workspace->storePointer();
            run.treatment = settings.treatment;
            run.cache = evaluationCacheOf(workspace->store().folder());
            run.soFar = [&](const EvaluationSoFar& soFar) {
                Q_EMIT teller->told(std::make_shared<const EvaluationSoFar>(soFar));
            };
            return std::make_shared<const Evaluation>(evaluate(run, protocol, context));
        },
        this,
        [this, id](std::shared_ptr<const Evaluation>& result) {
            const auto entry = find(id);
            if (!entry) return;
            entry->result = result;
            proposeRates(*result);
            // Searches are the point of these protocols.
            if (id == currentId_ && result->searchRates && charts_->tab() == RateCharts::Det)
                charts_->setTab(RateCharts::Searches);
            refreshApplied();
            refreshMarks();
            if (!result->rejected.empty())
                banner_->show(
                    Banner::Kind::Warning,
                    tr("%n picture(s) show no face or cannot be read: %1 and others.", nullptr,
                       static_cast<int>(result->rejected.size()))
                        .arg(QFileInfo(QString::fromStdString(result->rejected.front().path)).fileName()));
        });
    running_ << job;
    strip_->setJob(running_.front());
    connect(job, &JobHandle::failed, this, &EvaluatePanel::showError);
    connect(job, &JobHandle::ended, this, [this, job, id] {
        --underWay_;
        running_.removeIf([&](const QPointer<JobHandle>& one) { return !one || one == job; });
        strip_->setJob(running_.isEmpty() ? nullptr : running_.front());
        const auto entry = find(id);
        // What was stopped or failed leaves no half curve behind; its templates are kept.
        if (entry && !entry->result) remove(id);
        refresh();
        if (entry && entry->result) Q_EMIT finished(id);
    });
}

void EvaluatePanel::stop() {
    for (const auto& job : std::as_const(running_))
        if (job) job->cancel();
}

void EvaluatePanel::remove(int id) {
    entries_.removeIf([&](const auto& entry) { return entry->id == id; });
    if (currentId_ == id) currentId_ = entries_.isEmpty() ? 0 : entries_.last()->id;
    refresh();
}

std::shared_ptr<EvaluationEntry> EvaluatePanel::find(int id) const {
    for (const auto& entry : entries_)
        if (entry->id == id) return entry;
    return nullptr;
}

void EvaluatePanel::proposeRates(const Evaluation& result) {
    if (rateChosen_) return;
    // The strictest that the run can tell.
    const auto strictest = [](const ErrorRates& rates, std::span<const double> usual, double otherwise) {
        for (auto rate = usual.rbegin(); rate != usual.rend(); ++rate)
            if (supportFor(*rate, rates.nonMated()) != Support::kNone) return *rate;
        return otherwise;
    };
    fmr_ = strictest(*result.rates, usualRates(), 0.5);
    if (result.searchRates) fpir_ = strictest(*result.searchRates, usualRates().first(2), 0.5);
}

void EvaluatePanel::setRate(double rate) {
    rateChosen_ = true;
    (charts_->searching() ? fpir_ : fmr_) = rate;
    charts_->setRates(fmr_, fpir_);
    operating_->setRate(rate);
    allowApply();
}

void EvaluatePanel::allowApply() {
    keys_.apply->setEnabled(operating_->pointToApply().has_value());
}

void EvaluatePanel::refresh() {
    stack_->setCurrentIndex(entries_.isEmpty() && !calibrating_ ? EmptyPage : ChartPage);
    form_->showRuns(entries_, currentId_);
    showFigures();
    const bool done =
        std::any_of(entries_.begin(), entries_.end(), [](const auto& one) { return bool(one->result); });
    keys_.report->setEnabled(done);
    keys_.stop->setEnabled(underWay_ > 0);
    allowApply();
    showMarks();
}

void EvaluatePanel::showFigures() {
    const auto entry = current();
    charts_->setRates(fmr_, fpir_);
    charts_->show(entries_, entry);
    charts_->pictures()->setMarks(marksOf(entry.get()));
    operating_->show(entry, charts_->searching());
    operating_->setRate(charts_->searching() ? fpir_ : fmr_);
}

void EvaluatePanel::askReport() {
    const QString file = choose_(tr("Write the report"), false, true);
    if (!file.isEmpty()) writeReport(file);
}

void EvaluatePanel::clearCache() {
    if (!session().workspace()) return;
    auto* job = session().jobs().run<qint64>(
        tr("Delete kept templates"), JobRunner::Lane::Short,
        [folder = evaluationCacheOf(session().workspace()->store().folder())](JobContext&) {
            return static_cast<qint64>(TemplateCache::clear(folder));
        },
        this,
        [this](qint64& bytes) {
            banner_->show(Banner::Kind::Info, tr("Templates of evaluated pictures were deleted: %1.")
                                                  .arg(QLocale().formattedDataSize(bytes)));
        });
    connect(job, &JobHandle::failed, this, &EvaluatePanel::showError);
}

void EvaluatePanel::showError(const QString& sentence) {
    banner_->show(Banner::Kind::Error, sentence);
}

void EvaluatePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void EvaluatePanel::dropEvent(QDropEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile() && openPath(url.toLocalFile())) break;
    event->acceptProposedAction();
}

void EvaluatePanel::retranslate() {
    const auto say = [](QAction* action, const QString& text) {
        action->setText(text);
        action->setToolTip(textWithKey(action));
    };
    say(keys_.open, tr("Open a list of pairs"));
    say(keys_.run, tr("Run"));
    say(keys_.stop, tr("Stop the runs"));
    say(keys_.apply, tr("Apply the threshold"));
    say(keys_.calibrate, tr("Calibrate my gallery"));
    say(keys_.report, tr("Write a report"));
    say(keys_.clear, tr("Delete kept templates of evaluated pictures"));
    empty_->setTexts(
        tr("How often recognisers err is measured here, and at which threshold: on pairs of pictures, on "
           "folders, or on your own gallery."),
        tr("Open a list of pairs"), tr("Or choose another protocol at the left."));
    setPanelTitle(formPanel_, tr("Protocol"));
    setPanelTitle(operatingPanel_, tr("Figures"));
    setStatusText(
        tr("Ctrl+Enter run · A apply the threshold · W wrong label · G my gallery · Ctrl+P report"));
    refresh();
}

}  // namespace lineament::ui
