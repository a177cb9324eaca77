#include "ui/studio/explore/explore_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "core/pipelines/synthetic/studio/likeness.h"
#include "core/pipelines/synthetic/studio/walk.h"
#include "ui/bridge/session.h"
#include "ui/studio/explore/face_strip.h"
#include "ui/studio/explore/identity_gauge.h"
#include "ui/studio/explore/layer_bar.h"
#include "ui/studio/explore/seed_plane.h"
#include "ui/studio/explore/style_controls.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/latest_worker.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

namespace {

constexpr int kMeasureDelayMs = 150, kThumbPx = 48;
constexpr int kSeedRange = 1000;

}  // namespace

ExplorePage::ExplorePage(ExploreModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("explorePage"));
    drawer_ = new LatestWorker("preview", this);
    judge_ = new LatestWorker("likeness", this);
    measureTimer_.setSingleShot(true);
    measureTimer_.setInterval(kMeasureDelayMs);
    connect(&measureTimer_, &QTimer::timeout, this, &ExplorePage::measure);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    controls_ = new StyleControls(model_);
    row->addWidget(makeLeft());
    row->addWidget(makeCentre(), 1);
    controls_->setFixedWidth(296);
    row->addWidget(controls_);
    connectModel();
    retranslate();
    showGenerators();
    showState();
}

QWidget* ExplorePage::makeLeft() {
    auto* left = new QWidget;
    left->setFixedWidth(288);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    generators_ = new QComboBox;
    generators_->setObjectName(QStringLiteral("generatorField"));
    generators_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    openButton_ = makeIconButton(QStringLiteral("openGeneratorButton"), QStringLiteral("folder-open"));
    top->addWidget(generators_, 1);
    top->addWidget(openButton_);
    auto* planeRow = new QHBoxLayout;
    planeTitle_ = makeCaption();
    position_ = new QLabel;
    position_->setProperty("role", QStringLiteral("small"));
    randomButton_ = makeIconButton(QStringLiteral("randomFaceButton"), QStringLiteral("dices"));
    planeRow->addWidget(planeTitle_, 1);
    planeRow->addWidget(position_);
    planeRow->addWidget(randomButton_);
    plane_ = new SeedPlane;
    layersTitle_ = makeCaption();
    layers_ = new LayerBar;
    column->addLayout(top);
    column->addLayout(planeRow);
    column->addWidget(plane_, 1);
    column->addWidget(layersTitle_);
    column->addWidget(layers_);
    return left;
}

QWidget* ExplorePage::makeCentre() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, metrics::kSpace2, 0, metrics::kSpace2);
    column->setSpacing(metrics::kSpace1);
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("previewCanvas"));
    empty_ = new EmptyState(QStringLiteral("wand-sparkles"));
    empty_->setObjectName(QStringLiteral("exploreEmpty"));
    stack_ = new QStackedWidget;
    stack_->addWidget(empty_);
    stack_->addWidget(canvas_);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(metrics::kSpace2);
    lock_ = new QCheckBox;
    lock_->setObjectName(QStringLiteral("identityLock"));
    smooth_ = new QCheckBox;
    smooth_->setObjectName(QStringLiteral("smoothBox"));
    gauge_ = new IdentityGauge;
    keepA_ = new QPushButton;
    keepA_->setObjectName(QStringLiteral("keepAButton"));
    holdA_ = new QPushButton;
    holdA_->setObjectName(QStringLiteral("holdAButton"));
    leavePhoto_ = new QPushButton;
    leavePhoto_->setObjectName(QStringLiteral("leavePhotoButton"));
    exportButton_ = makeIconButton(QStringLiteral("exportButton"), QStringLiteral("download"));
    exportButton_->setPopupMode(QToolButton::InstantPopup);
    bar->addWidget(lock_);
    bar->addWidget(gauge_, 1);
    bar->addWidget(leavePhoto_);
    bar->addWidget(keepA_);
    bar->addWidget(holdA_);
    bar->addWidget(smooth_);
    bar->addWidget(exportButton_);
    historyTitle_ = makeCaption();
    history_ = new FaceStrip(kThumbPx, false);
    history_->setObjectName(QStringLiteral("historyStrip"));
    auto* trayRow = new QHBoxLayout;
    favouritesTitle_ = makeCaption();
    favouriteButton_ = makeIconButton(QStringLiteral("favouriteButton"), QStringLiteral("star"));
    removeButton_ = makeIconButton(QStringLiteral("removeFavouriteButton"), QStringLiteral("trash-2"));
    trayRow->addWidget(favouritesTitle_, 1);
    trayRow->addWidget(favouriteButton_);
    trayRow->addWidget(removeButton_);
    tray_ = new FaceStrip(kThumbPx + 8, true);
    tray_->setObjectName(QStringLiteral("favouriteTray"));
    tray_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    column->addWidget(stack_, 1);
    column->addLayout(bar);
    column->addWidget(historyTitle_);
    column->addWidget(history_);
    column->addLayout(trayRow);
    column->addWidget(tray_);
    return centre;
}

void ExplorePage::connectModel() {
    connect(&model_, &ExploreModel::choicesChanged, this, &ExplorePage::showGenerators);
    connect(&model_, &ExploreModel::openingChanged, this, &ExplorePage::showState);
    connect(&model_, &ExploreModel::generatorChanged, this, &ExplorePage::useGenerator);
    connect(&model_, &ExploreModel::recipeChanged, this, [this](bool settled) {
        plane_->setPosition({model_.recipe().x, model_.recipe().y});
        draw();
        showLayers();
        showState();
        if (settled) refreshThumbs();
    });
    connect(&model_, &ExploreModel::historyChanged, this, &ExplorePage::showHistory);
    connect(&model_, &ExploreModel::favouritesChanged, this, &ExplorePage::showFavourites);
    connect(drawer_, &LatestWorker::failed, this, &ExplorePage::failed);
    connect(drawer_, &LatestWorker::becameIdle, this, [this] { model_.previewsUnderWay()->store(0); });
    connect(judge_, &LatestWorker::failed, this, &ExplorePage::failed);
    const auto place = [this](const QPointF& at, bool settled) {
        auto recipe = model_.recipe();
        recipe.x = at.x();
        recipe.y = at.y();
        recipe.photo.reset();
        model_.setRecipe(recipe, settled);
    };
    connect(plane_, &SeedPlane::moved, this, [place](const QPointF& at) { place(at, false); });
    connect(plane_, &SeedPlane::settled, this, [place](const QPointF& at) { place(at, true); });
    connect(generators_, &QComboBox::activated, this, [this](int index) {
        if (generators_->itemText(index) != model_.generator())
            model_.openGenerator(generators_->itemText(index));
    });
    connect(openButton_, &QToolButton::clicked, this, &ExplorePage::chooseGenerator);
    connect(empty_, &EmptyState::activated, this, &ExplorePage::chooseGenerator);
    connect(randomButton_, &QToolButton::clicked, this, &ExplorePage::randomFace);
    connect(favouriteButton_, &QToolButton::clicked, this, &ExplorePage::keepFavourite);
    connect(removeButton_, &QToolButton::clicked, this,
            [this] { model_.removeFavourite(tray_->currentRow()); });
    connect(tray_, &FaceStrip::renamed, this, [this](int row, const QString& name) {
        if (!model_.renameFavourite(row, name)) showFavourites();
    });
    connect(tray_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const auto& favourites = model_.favourites();
        const auto row = static_cast<std::size_t>(tray_->row(item));
        if (row < favourites.size()) model_.setRecipe(favourites[row].recipe, true);
    });
    connect(tray_, &QListWidget::currentRowChanged, this, &ExplorePage::showState);
    connect(history_, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { model_.goTo(history_->row(item)); });
    connect(layers_, &LayerBar::painted, this, &ExplorePage::paintLayers);
    connect(lock_, &QCheckBox::toggled, this, [this](bool on) {
        gauge_->setLocked(on);
        model_.setIdentityLock(on, gauge_->threshold());
        if (!on) model_.setHeld(1);
        measure();
    });
    connect(gauge_, &IdentityGauge::thresholdChanged, this, [this](double threshold) {
        model_.setIdentityLock(lock_->isChecked(), threshold);
        if (lock_->isChecked()) measure();
    });
    connect(&model_, &ExploreModel::identityLockChanged, this, [this] {
        const QSignalBlocker quietLock(lock_), quietGauge(gauge_);
        lock_->setChecked(model_.identityLock());
        gauge_->setLocked(model_.identityLock());
        gauge_->setThreshold(model_.lockSimilarity());
    });
    connect(keepA_, &QPushButton::clicked, this, [this] {
        a_ = shown_;
        showState();
    });
    connect(holdA_, &QPushButton::pressed, this, [this] { showA(true); });
    connect(holdA_, &QPushButton::released, this, [this] { showA(false); });
    connect(leavePhoto_, &QPushButton::clicked, this, [this] {
        auto recipe = model_.recipe();
        recipe.photo.reset();
        model_.setRecipe(recipe, true);
    });
}

bool ExplorePage::idle() const {
    return !model_.opening() && drawer_->idle() && judge_->idle() && !measureTimer_.isActive() &&
           plane_->thumbs().idle();
}

void ExplorePage::useGenerator() {
    a_ = QImage();
    drawer_->clear();
    judge_->clear();
    showGenerators();
    refreshThumbs();
    showLayers();
    showState();
}

void ExplorePage::refreshThumbs() {
    const auto& recipe = model_.recipe();
    const std::pair wanted(recipe.psi, recipe.label);
    if (!model_.ready() || (thumbsOf_ == wanted && thumbsFrom_ == model_.exactExplorer().get())) return;
    thumbsOf_ = wanted;
    thumbsFrom_ = model_.exactExplorer().get();
    plane_->thumbs().setLoader(
        [explorer = model_.exactExplorer(), psi = recipe.psi, label = recipe.label](qint64 key) {
            const QPoint at = SeedPlane::unpack(key);
            FaceRecipe small;
            small.x = at.x();
            small.y = at.y();
            small.psi = psi;
            small.label = label;
            return imageOf(explorer->picture(small, {}, false));
        });
    plane_->update();
}

void ExplorePage::draw() {
    if (!model_.ready()) return;
    gauge_->setSimilarity(std::nullopt);
    measureTimer_.start();
    model_.previewsUnderWay()->store(1);
    drawer_->submit([this, explorer = model_.previewExplorer(), recipe = model_.recipe(),
                     favourites = model_.favourites()]() -> LatestWorker::Show {
        const QImage picture = imageOf(explorer->picture(recipe, favourites, false));
        return [this, recipe, picture] {
            shown_ = picture;
            if (a_.isNull()) a_ = picture;
            if (!showingA_) {
                canvas_->setImage(picture);
                canvas_->setBoxes(
                    {{0, QRectF(QPointF(), QSizeF(picture.size())), Mark::Synthetic, {}, {}, false}});
            }
            if (recipe == model_.recipe()) model_.setStepPicture(picture);
            showState();
            Q_EMIT previewShown();
        };
    });
}

void ExplorePage::measure() {
    measureTimer_.stop();
    if (!model_.ready() || !model_.session().workspace()) return;
    const auto& recipe = model_.recipe();
    if (recipe.edits.empty()) {
        judge_->clear();
        gauge_->setSimilarity(1);
        return;
    }
    const std::optional<double> threshold =
        lock_->isChecked() ? std::optional(gauge_->threshold()) : std::nullopt;
    judge_->submit([this, workspace = model_.session().workspace(), explorer = model_.exactExplorer(), recipe,
                    favourites = model_.favourites(), threshold]() -> LatestWorker::Show {
        JobContext context;
        const auto found =
            holdIdentity(workspace->engine(), *explorer, recipe, favourites, threshold, context);
        return [this, recipe, similarity = found.similarity, held = found.held] {
            auto asked = recipe, now = model_.recipe();
            asked.held = now.held = 1;
            if (!(asked == now)) return;  // the hand went on
            const bool moves = held != model_.recipe().held;
            model_.setHeld(held);
            if (moves) measureTimer_.stop();  // what it draws has just been measured
            gauge_->setSimilarity(similarity);
            showState();
        };
    });
}

void ExplorePage::randomFace() {
    auto recipe = model_.recipe();
    recipe.x = QRandomGenerator::global()->bounded(kSeedRange);
    recipe.y = QRandomGenerator::global()->bounded(kSeedRange);
    recipe.photo.reset();
    recipe.held = 1;
    model_.setRecipe(recipe, true);
}

void ExplorePage::keepFavourite() {
    model_.addFavourite(model_.freeName());
}

void ExplorePage::exportTo(const QString& file, int enlarge) {
    if (!model_.ready()) return;
    auto* job = model_.session().jobs().run<bool>(
        tr("Export the picture"), JobLane::Short,
        [workspace = model_.session().workspace(), explorer = model_.exactExplorer(),
         recipe = model_.recipe(), favourites = model_.favourites(), enlarge,
         path = file.toStdString()](JobContext&) {
            exportPicture(*explorer, recipe, favourites, enlarge, path,
                          {true, &workspace->engine(), workspace->store().folder()});
            return true;
        },
        this, [this, file](bool&) { Q_EMIT exported(file); });
    connect(job, &JobHandle::failed, this, &ExplorePage::failed);
}

void ExplorePage::chooseExport(int enlarge) {
    auto* dialog = new QFileDialog(this, tr("Export the picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PNG picture (*.png)"), tr("JPEG picture (*.jpg)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, enlarge](const QString& file) { exportTo(file, enlarge); });
    dialog->open();
}

void ExplorePage::chooseGenerator() {
    auto* dialog = new QFileDialog(this, tr("Open a generator"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Network files (*.safetensors)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { model_.openGenerator(file); });
    dialog->open();
}

void ExplorePage::showGenerators() {
    showing_ = true;
    generators_->clear();
    generators_->addItems(model_.choices());
    for (int i = 0; i < generators_->count(); ++i)
        generators_->setItemData(i, generators_->itemText(i), Qt::ToolTipRole);
    generators_->setCurrentText(model_.generator());
    showing_ = false;
}

void ExplorePage::showA(bool on) {
    if (on == showingA_ || a_.isNull()) return;
    showingA_ = on;
    canvas_->setImage(on ? a_ : shown_);
}

void ExplorePage::showState() {
    const bool ready = model_.ready();
    stack_->setCurrentWidget(ready && !shown_.isNull() ? static_cast<QWidget*>(canvas_) : empty_);
    if (!ready || shown_.isNull())
        empty_->setTexts(model_.opening() || ready
                             ? tr("Opening the generator…")
                             : tr("A generator makes faces that do not exist; you explore them here."),
                         model_.opening() || ready ? QString() : tr("Open a generator…"));
    for (QWidget* part :
         std::initializer_list<QWidget*>{plane_, layers_, lock_, gauge_, keepA_, holdA_, exportButton_,
                                         randomButton_, favouriteButton_, controls_->widget()})
        part->setEnabled(ready);
    removeButton_->setEnabled(tray_->currentRow() >= 0);
    layers_->setEnabled(ready && tray_->count() > 0);
    leavePhoto_->setVisible(model_.recipe().photo.has_value());
    const auto& recipe = model_.recipe();
    const bool held = recipe.held < 1 && !recipe.edits.empty();
    lock_->setText(held ? tr("Identity lock: %1 % of the edits").arg(qRound(recipe.held * 100))
                        : tr("Identity lock"));
    position_->setText(recipe.photo
                           ? QString::fromStdString(recipe.photoName)
                           : QStringLiteral("%1, %2").arg(recipe.x, 0, 'f', 2).arg(recipe.y, 0, 'f', 2));
}

void ExplorePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ExplorePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_B && event->modifiers() == Qt::NoModifier) {
        if (!event->isAutoRepeat()) showA(true);
        return;
    }
    QWidget::keyPressEvent(event);
}

void ExplorePage::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_B && !event->isAutoRepeat()) return showA(false);
    QWidget::keyReleaseEvent(event);
}

}  // namespace lineament::ui
