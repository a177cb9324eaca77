#include "ui/studio/studio_panel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/studio/data/data_page.h"
#include "ui/studio/explore/explore_page.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/inside/inside_page.h"
#include "ui/studio/photo/photo_page.h"
#include "ui/studio/train/train_page.h"
#include "ui/studio/train/train_queue.h"
#include "ui/studio/video/video_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

namespace {
const QString kSmoothKey = QStringLiteral("studio/smooth");
const QString kProjectEnding = QStringLiteral(".studio.json");
}  // namespace

StudioPanel::StudioPanel(Session& session, QWidget* parent) : Desk(session, parent) {
    setObjectName(QStringLiteral("studioPanel"));
    model_ = new ExploreModel(session, this);
    makeActions();
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("studioTabs"));
    tabs_->setExpanding(false);
    tabs_->setDrawBase(false);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("studioBanner"));
    stack_ = new QStackedWidget;
    column->addWidget(tabs_);
    column->addWidget(banner_);
    column->addWidget(stack_, 1);
    setCentralWidget(centre);
    explore_ = new ExplorePage(*model_);
    explore_->setSmoothAction(keys_.smooth);
    data_ = new DataPage(session);
    addTab(QStringLiteral("data"), data_);
    queue_ = new TrainQueue(session, model_->previewsUnderWay(), this);
    train_ = new TrainPage(session, *queue_);
    addTab(QStringLiteral("train"), train_);
    addTab(QStringLiteral("explore"), explore_);
    photo_ = new PhotoPage(*model_);
    addTab(QStringLiteral("photo"), photo_);
    video_ = new VideoPage(*model_);
    addTab(QStringLiteral("video"), video_);
    inside_ = new InsidePage(*model_);
    addTab(QStringLiteral("inside"), inside_);

    connect(tabs_, &QTabBar::currentChanged, stack_, &QStackedWidget::setCurrentIndex);
    // A letter typed on another tab must not change what is out of sight.
    connect(stack_, &QStackedWidget::currentChanged, this,
            [this] { keys_.smooth->setEnabled(stack_->currentWidget() == explore_); });
    connect(model_, &ExploreModel::failed, this, &StudioPanel::showError);
    connect(explore_, &ExplorePage::failed, this, &StudioPanel::showError);
    connect(explore_, &ExplorePage::exported, this, [this](const QString& file) {
        banner_->show(Banner::Kind::Good, tr("%1 was written and is marked as generated.").arg(file));
    });
    connect(train_, &TrainPage::exploreRequested, this, [this](const QString& run) {
        showTab(QStringLiteral("explore"));
        model_->openGenerator(run);
    });
    connect(data_, &DataPage::trainRequested, this, [this](const QString& set) {
        showTab(QStringLiteral("train"));
        train_->newRun(set);
    });
    connect(photo_, &PhotoPage::editRequested, this, [this] { showTab(QStringLiteral("explore")); });
    connect(model_, &ExploreModel::historyChanged, this, &StudioPanel::showState);
    connect(model_, &ExploreModel::projectChanged, this, &StudioPanel::showState);
    connect(model_, &ExploreModel::generatorChanged, this, &StudioPanel::showState);
    connect(&session, &Session::workspaceChanged, this, &StudioPanel::useWorkspace);
    showTab(QStringLiteral("explore"));
    showState();
    if (session.workspace()) useWorkspace();
}

StudioPanel::~StudioPanel() = default;

void StudioPanel::addTab(const QString& id, QWidget* page) {
    ids_ << id;
    tabs_->addTab(QString());
    stack_->addWidget(page);
}

void StudioPanel::makeActions() {
    const auto add = [this](const char* id, const char* icon, const QKeySequence& keys, auto work) {
        auto* action = makeAction(QStringLiteral("studio.") + QLatin1String(id), QLatin1String(icon), keys);
        connect(action, &QAction::triggered, this, work);
        actions_ << action;
        return action;
    };
    keys_.undo = add("undo", "undo-2", QKeySequence(Qt::ALT | Qt::Key_Left), [this] { model_->undo(); });
    keys_.redo = add("redo", "redo-2", QKeySequence(Qt::ALT | Qt::Key_Right), [this] { model_->redo(); });
    keys_.favourite = add("favourite", "star", Qt::Key_F, [this] { explore_->keepFavourite(); });
    keys_.random = add("random", "dices", Qt::Key_R, [this] { explore_->randomFace(); });
    keys_.smooth = add("smooth", "eye", Qt::Key_I, [] {});
    keys_.smooth->setCheckable(true);
    keys_.smooth->setChecked(Settings().named(kSmoothKey).toBool());
    connect(keys_.smooth, &QAction::toggled, this, [](bool on) { Settings().setNamed(kSmoothKey, on); });
    keys_.open =
        add("open", "folder-open", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { openProject(); });
    keys_.save = add("save", "save", QKeySequence(Qt::CTRL | Qt::Key_S), [this] { saveProject(false); });
    keys_.saveAs =
        add("saveAs", "save", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveProject(true); });
}

void StudioPanel::useWorkspace() {
    if (session().workspace()) model_->refreshChoices();
}

void StudioPanel::showTab(const QString& id) {
    const auto at = ids_.indexOf(id);
    if (at < 0) return;
    tabs_->setCurrentIndex(static_cast<int>(at));
    stack_->setCurrentIndex(static_cast<int>(at));
}

QString StudioPanel::currentTab() const {
    return ids_.value(stack_->currentIndex());
}

bool StudioPanel::openPath(const QString& path) {
    if (path.endsWith(kProjectEnding)) {
        showTab(QStringLiteral("explore"));
        model_->openProject(path);
        return true;
    }
    if (path.endsWith(QLatin1String(".safetensors"))) {
        showTab(QStringLiteral("explore"));
        return model_->openGenerator(path) != nullptr;
    }
    return false;
}

bool StudioPanel::idle() const {
    return explore_->idle();
}

void StudioPanel::openProject() {
    auto* dialog = new QFileDialog(this, tr("Open a project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Studio projects (*.studio.json)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { model_->openProject(file); });
    dialog->open();
}

void StudioPanel::saveProject(bool as) {
    if (!as && !model_->projectFile().isEmpty()) return model_->saveProject(model_->projectFile());
    auto* dialog = new QFileDialog(this, tr("Save the project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Studio projects (*.studio.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](QString file) {
        if (!file.endsWith(kProjectEnding)) file += kProjectEnding;
        model_->saveProject(file);
    });
    dialog->open();
}

void StudioPanel::showError(const QString& sentence) {
    banner_->show(Banner::Kind::Error, sentence);
}

void StudioPanel::showState() {
    keys_.undo->setEnabled(model_->canUndo());
    keys_.redo->setEnabled(model_->canRedo());
    for (auto* action : {keys_.favourite, keys_.random, keys_.save, keys_.saveAs})
        action->setEnabled(model_->ready());
    const auto& network = model_->info().network;
    QString text;
    if (model_->ready())
        text =
            tr("%1 · %2 · %3 px")
                .arg(QFileInfo(model_->generator()).fileName(), QString::fromStdString(network.architecture))
                .arg(network.resolution);
    if (!model_->projectFile().isEmpty())
        text += QStringLiteral(" · ") + QFileInfo(model_->projectFile()).fileName() +
                (model_->changed() ? QStringLiteral("*") : QString());
    setStatusText(text);
}

void StudioPanel::retranslate() {
    const auto name = [&](const char* id, const QString& text) {
        if (const auto at = ids_.indexOf(QLatin1String(id)); at >= 0)
            tabs_->setTabText(static_cast<int>(at), text);
    };
    name("data", tr("Data"));
    name("train", tr("Train"));
    name("explore", tr("Explore"));
    name("photo", tr("Own photo"));
    name("video", tr("Video"));
    name("inside", tr("Look inside"));
    keys_.undo->setText(tr("Step back in the history"));
    keys_.redo->setText(tr("Step forward in the history"));
    keys_.favourite->setText(tr("Keep this face as a favourite"));
    keys_.random->setText(tr("Random face"));
    keys_.smooth->setText(tr("Smooth preview"));
    keys_.open->setText(tr("Open a Studio project…"));
    keys_.save->setText(tr("Save the Studio project"));
    keys_.saveAs->setText(tr("Save the Studio project as…"));
    showState();
}

}  // namespace lineament::ui
