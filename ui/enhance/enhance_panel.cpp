#include "ui/enhance/enhance_panel.h"

#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "core/media/video_source.h"
#include "core/store/store.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/session.h"
#include "ui/enhance/chain_editor.h"
#include "ui/enhance/enhance_work.h"
#include "ui/enhance/face_table.h"
#include "ui/enhance/presets.h"
#include "ui/enhance/preview_thread.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/pair_view.h"

namespace lineament::ui {
namespace {

constexpr int kSoonMs = 150;
constexpr int kChainWidth = 320, kFacesWidth = 310;
/// A whole enlarged picture on the screen may have so many pixels; of larger ones the part is shown alone.
constexpr double kMostShownPixels = 48e6;
/// A picture up to this size is previewed whole.
constexpr double kWholePixels = 700e3;
enum Page { EmptyPage, PicturePage };

}  // namespace

EnhancePanel::EnhancePanel(Session& session, QWidget* parent)
    : Desk(session, parent), opened_(std::make_unique<Opened>()) {
    setObjectName(QStringLiteral("enhancePanel"));
    setAcceptDrops(true);
    soon_ = new QTimer(this);
    soon_->setSingleShot(true);
    soon_->setInterval(kSoonMs);
    thread_ = new PreviewThread(this);
    makeActions();
    layOut();
    connectAll();
    editor_->setChain(lastEnhanceChain(settings_));
    showState();
    if (session.workspace()) useWorkspace();
}

EnhancePanel::~EnhancePanel() = default;

void EnhancePanel::makeActions() {
    const auto add = [this](const char* id, const char* icon, const QKeySequence& keys) {
        auto* action = makeAction(QStringLiteral("enhance.") + QLatin1String(id), QLatin1String(icon), keys);
        actions_.append(action);
        return action;
    };
    keys_.open = add("open", "folder-open", Qt::Key_O);
    keys_.exportOne = add("export", "save", Qt::Key_X);
    keys_.batch = add("batch", "images", Qt::SHIFT | Qt::Key_X);
    keys_.bypass = add("bypass", "eye-off", Qt::Key_B);
    keys_.remove = add("remove", "trash-2", Qt::Key_Delete);
    keys_.save = add("savePreset", "book-marked", Qt::Key_P);
    keys_.fuse = add("fuseLooks", "merge", Qt::Key_L);
}

QWidget* EnhancePanel::makeTop() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    row->setSpacing(metrics::kSpace2);
    openButton_ = new QPushButton;
    openButton_->setObjectName(QStringLiteral("openPictureButton"));
    name_ = new ElidedLabel(nullptr, Qt::ElideMiddle);
    busy_ = new QLabel;
    busy_->setProperty("role", QStringLiteral("muted"));
    presets_ = new QComboBox;
    presets_->setObjectName(QStringLiteral("presets"));
    presets_->setMinimumWidth(170);
    saveButton_ = new QToolButton;
    saveButton_->setDefaultAction(keys_.save);
    batchButton_ = new QToolButton;
    batchButton_->setDefaultAction(keys_.batch);
    for (auto* button : {saveButton_, batchButton_})
        button->setIconSize({metrics::kIcon, metrics::kIcon}), button->setFocusPolicy(Qt::TabFocus);
    exportButton_ = new QPushButton;
    exportButton_->setObjectName(QStringLiteral("exportButton"));
    exportButton_->setProperty("role", QStringLiteral("primary"));
    for (auto* button : {openButton_, exportButton_})
        button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(openButton_);
    row->addWidget(name_, 1);
    row->addWidget(busy_);
    row->addWidget(presets_);
    row->addWidget(saveButton_);
    row->addWidget(batchButton_);
    row->addWidget(exportButton_);
    return top;
}

QWidget* EnhancePanel::makeFrameBar() {
    frameBar_ = new QWidget;
    auto* row = new QHBoxLayout(frameBar_);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace3, metrics::kSpace2);
    tracks_ = new QComboBox;
    tracks_->setObjectName(QStringLiteral("trackChoice"));
    tracks_->setMinimumWidth(220);
    fuseButton_ = new QToolButton;
    fuseButton_->setObjectName(QStringLiteral("fuseButton"));
    fuseButton_->setDefaultAction(keys_.fuse);
    fuseButton_->setIconSize({metrics::kIcon, metrics::kIcon});
    fuseButton_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(tracks_);
    row->addWidget(fuseButton_);
    frame_ = new QSlider(Qt::Horizontal);
    frame_->setObjectName(QStringLiteral("frameSlider"));
    frameText_ = new QLabel;
    row->addWidget(frame_, 1);
    row->addWidget(frameText_);
    frameBar_->hide();
    return frameBar_;
}

void EnhancePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTop());
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, metrics::kSpace1);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("enhanceBanner"));
    strip_ = new JobStrip;
    messages->addWidget(banner_);
    messages->addWidget(strip_);
    // In a line of its own: beside the file's name there is no room for it in a narrow window.
    marked_ = new QLabel;
    marked_->setObjectName(QStringLiteral("markedLabel"));
    marked_->hide();
    messages->addWidget(marked_);
    column->addLayout(messages);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("wand-sparkles"));
    empty_->setObjectName(QStringLiteral("enhanceEmpty"));
    pair_ = new PairView;
    pair_->setObjectName(QStringLiteral("enhancePair"));
    stack_->addWidget(empty_);
    stack_->addWidget(pair_);
    column->addWidget(stack_, 1);
    column->addWidget(makeFrameBar());
    setCentralWidget(centre);
    editor_ = new ChainEditor;
    editor_->setMinimumWidth(kChainWidth - 20);
    chainPanel_ = addPanel(QStringLiteral("enhanceChain"), editor_, Qt::LeftDockWidgetArea);
    faces_ = new FaceTable;
    faces_->setMinimumWidth(kFacesWidth - 40);
    facesPanel_ = addPanel(QStringLiteral("enhanceFaces"), faces_, Qt::RightDockWidgetArea);
    resizeDocks({chainPanel_, facesPanel_}, {kChainWidth, kFacesWidth}, Qt::Horizontal);
    editor_->addActions(actions_);
}

void EnhancePanel::connectAll() {
    connect(&session(), &Session::workspaceChanged, this, &EnhancePanel::useWorkspace);
    connect(&session(), &Session::storeChanged, this, [this] {
        loadPeople();
        if (opened_->video) loadTracks();
    });
    connect(soon_, &QTimer::timeout, this, &EnhancePanel::preview);
    connect(editor_, &ChainEditor::changed, this, [this] {
        presets_->setCurrentIndex(0);
        rememberEnhanceChain(settings_, editor_->chain());
        showState();
        soon_->start();
    });
    connect(pair_, &PairView::viewChanged, soon_, qOverload<>(&QTimer::start));
    connect(faces_, &FaceTable::claimedChanged, soon_, qOverload<>(&QTimer::start));
    connect(presets_, &QComboBox::activated, this, &EnhancePanel::choosePreset);
    connect(thread_, &PreviewThread::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(thread_, &PreviewThread::idleChanged, this,
            [this] { busy_->setText(thread_->idle() ? QString() : tr("Previewing …")); });
    connect(frame_, &QSlider::valueChanged, this, [this](int ms) {
        frameText_->setText(tr("%1 s").arg(ms / 1000.0, 0, 'f', 2));
        if (!frame_->isSliderDown()) showFrame(ms);
    });
    connect(frame_, &QSlider::sliderReleased, this, [this] { showFrame(frame_->value()); });
    connect(openButton_, &QPushButton::clicked, keys_.open, &QAction::trigger);
    connect(empty_, &EmptyState::activated, keys_.open, &QAction::trigger);
    connect(exportButton_, &QPushButton::clicked, keys_.exportOne, &QAction::trigger);
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(keys_.open, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a photo or recording"),
                                                          settings_.text(Setting::LastFolder));
        if (!path.isEmpty()) open(path);
    });
    on(keys_.exportOne, [this] { askExport(); });
    on(keys_.batch, [this] { askBatch(); });
    on(keys_.bypass, [this] { editor_->bypassCurrent(); });
    on(keys_.remove, [this] { editor_->removeCurrent(); });
    on(keys_.save, [this] { savePreset(); });
    on(keys_.fuse, [this] { askFuse(); });
    connect(tracks_, &QComboBox::activated, this,
            [this] { chooseTrack(tracks_->currentData().toLongLong()); });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        banner_->dismiss();
        goOn();
    });
}

void EnhancePanel::useWorkspace() {
    previewer_ = std::make_shared<Previewer>(session().workspace());
    const auto folder = session().workspace()->store().folder();
    const bool otherStore = !storeFolder_.empty() && storeFolder_ != folder;
    storeFolder_ = folder;
    if (otherStore) faces_->setPeople({});  // their numbers are other people's here
    loadPeople();
    showState();
    if (opened_->path.isEmpty()) return;
    // The store before numbered its tracks by itself: the same number means another track here.
    const bool losesTrack = otherStore && opened_->track;
    open(opened_->path, otherStore ? std::nullopt : opened_->track);  // other recogniser, other similarities
    if (losesTrack)
        banner_->show(Banner::Kind::Info,
                      tr("Another store was opened, which does not hold the track that was "
                         "chosen: the whole recording is enhanced now."));
}

void EnhancePanel::loadPeople() {
    if (!session().workspace()) return;
    using People = std::vector<std::pair<qint64, QString>>;
    session().jobs().run<People>(
        tr("List people"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer()](JobContext&) {
            People people;
            for (const auto& identity : store->identities())
                people.emplace_back(identity.id.value(), QString::fromStdString(identity.name));
            return people;
        },
        this,
        [this, folder = storeFolder_](People& people) {
            if (folder == storeFolder_) faces_->setPeople(people);
        });
}

bool EnhancePanel::openPath(const QString& path) {
    if (!looksLikeImage(path.toStdString()) && !looksLikeVideo(path.toStdString())) return false;
    open(path);
    return true;
}

bool EnhancePanel::openPaths(const QStringList& paths) {
    for (const QString& path : paths)
        if (openPath(path)) return true;
    return false;
}

void EnhancePanel::open(QString path, std::optional<TrackToEnhance> track) {
    settings_.set(Setting::LastFolder, QFileInfo(path).absolutePath());
    *opened_ = Opened{};
    opened_->path = path;
    opened_->video = looksLikeVideo(path.toStdString());
    opened_->track = std::move(track);
    stopped_.reset();
    banner_->dismiss();
    name_->setFullText(QFileInfo(path).fileName());
    frameBar_->setVisible(opened_->video);
    if (!previewer_) return;
    if (!opened_->video) return showFrame(0);
    fillTracks();
    opening_ = true;
    auto* job = session().jobs().run<double>(
        tr("Open %1").arg(QFileInfo(path).fileName()), JobRunner::Lane::Short,
        [path](JobContext& job) {
            return openVideoSource(path.toStdString(), job.stopToken())->info().durationMs;
        },
        this, [this](double& duration) { opened_->durationMs = duration; });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::finished, this, [this] { showRange(); });
    connect(job, &JobHandle::ended, this, [this] { opening_ = false; });
    loadTracks();
}

void EnhancePanel::showFrame(double ms) {
    if (!previewer_ || opened_->path.isEmpty()) return;
    thread_->submit(
        [this, previewer = previewer_, path = opened_->path, video = opened_->video, ms](JobContext& job) {
            auto picture = std::make_shared<PreviewPicture>(lookAt(*previewer, path, video, ms, job));
            return PreviewThread::Show([this, picture] { taken(picture); });
        });
}

void EnhancePanel::taken(std::shared_ptr<PreviewPicture> picture) {
    opened_->picture = std::move(picture);
    opened_->before = toQImage(opened_->picture->bgr);
    opened_->after = {};
    opened_->scale = 1;
    std::vector<QImage> crops;
    for (const auto& face : opened_->picture->faces) {
        const auto jpeg = faceCrop(opened_->picture->bgr, face.box, 96);
        crops.push_back(imageFromBytes(jpeg));
    }
    faces_->setFaces(std::move(crops));
    pair_->setImages(opened_->before, opened_->before);
    if (pair_->mode() == PairMode::SideBySide) pair_->setMode(PairMode::Wipe);
    showState();
    preview();
}

QRect EnhancePanel::visiblePart() const {
    const auto& bgr = opened_->picture->bgr;
    const QRect whole(0, 0, bgr.cols, bgr.rows);
    if (static_cast<double>(whole.width()) * whole.height() <= kWholePixels) return whole;
    // The canvas shows the pair's common size: that of the enlarged picture, if there is one.
    const auto* canvas = pair_->canvas(PairView::Left);
    if (canvas->fitted() || canvas->image().isNull()) return whole;
    const double shown = static_cast<double>(canvas->image().width()) / whole.width();
    const QPointF from = canvas->imageFromWidget({0, 0}) / shown;
    const QPointF to = canvas->imageFromWidget(QPointF(canvas->width(), canvas->height())) / shown;
    const QRect seen = QRectF(from, to).toAlignedRect() & whole;
    return seen.isEmpty() ? whole : seen;
}

void EnhancePanel::preview() {
    if (!previewer_ || !opened_->picture) return;
    const QRect seen = visiblePart();
    const cv::Rect part(seen.x(), seen.y(), seen.width(), seen.height());
    std::optional<IdentityId> claimed;
    if (const auto id = faces_->claimed()) claimed = IdentityId(*id);
    thread_->submit([this, previewer = previewer_, picture = opened_->picture, chain = editor_->chain(), part,
                     claimed](JobContext& job) {
        auto result = std::make_shared<Preview>(previewer->run(*picture, chain, part, claimed, job));
        return PreviewThread::Show([this, result] { showPreview(*result); });
    });
}

void EnhancePanel::showPreview(const Preview& preview) {
    const QImage part = toQImage(preview.bgr);
    const auto& before = opened_->before;
    const double pixels =
        static_cast<double>(before.width()) * before.height() * preview.scale * preview.scale;
    const QSignalBlocker quiet(pair_);  // what is shown anew is no change of the view
    if (preview.part.width == before.width() && preview.part.height == before.height()) {
        opened_->after = part;
        pair_->setImages(before, part);
    } else if (pixels <= kMostShownPixels) {
        const QSize size(static_cast<int>(std::lround(before.width() * preview.scale)),
                         static_cast<int>(std::lround(before.height() * preview.scale)));
        if (opened_->after.size() != size)
            opened_->after = before.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
        QPainter(&opened_->after)
            .drawImage(QPoint(static_cast<int>(std::lround(preview.part.x * preview.scale)),
                              static_cast<int>(std::lround(preview.part.y * preview.scale))),
                       part);
        pair_->setImages(before, opened_->after);
    } else {
        const QRect seen(preview.part.x, preview.part.y, preview.part.width, preview.part.height);
        pair_->setImages(before.copy(seen), part);
    }
    opened_->scale = preview.scale;
    faces_->showShifts(preview.faces);
    showState();
    Q_EMIT previewShown();
}

bool EnhancePanel::idle() const {
    return !opening_ && thread_->idle() && !soon_->isActive();
}

void EnhancePanel::fillPresets() {
    const QSignalBlocker quiet(presets_);
    presets_->clear();
    presets_->addItem(tr("Preset …"));
    for (const auto& preset : enhancePresets(settings_))
        presets_->addItem(preset.title, preset.key);
}

void EnhancePanel::choosePreset(int index) {
    const auto presets = enhancePresets(settings_);
    if (index < 1 || index > static_cast<int>(presets.size())) return;
    editor_->setChain(presets[static_cast<std::size_t>(index - 1)].chain);
    rememberEnhanceChain(settings_, editor_->chain());
    showState();
    soon_->start();
}

void EnhancePanel::savePreset() {
    const QString name = QInputDialog::getText(this, tr("Save the chain"), tr("Name of the preset"));
    if (name.trimmed().isEmpty()) return;
    saveEnhancePreset(settings_, name.trimmed(), editor_->chain());
    fillPresets();
}

void EnhancePanel::showState() {
    const bool any = opened_->picture != nullptr;
    stack_->setCurrentIndex(any ? PicturePage : EmptyPage);
    const bool ready = any && session().workspace() && !editor_->chain().empty();
    keys_.exportOne->setEnabled(ready);
    exportButton_->setEnabled(ready);
    keys_.batch->setEnabled(session().workspace() != nullptr && !editor_->chain().empty());
    keys_.fuse->setEnabled(any && session().workspace() && opened_->track);
    const bool marked = enhance::generative(editor_->chain());
    pair_->setTitles(tr("Before"), tr("After"));
    marked_->setVisible(marked);
    marked_->setStyleSheet(QStringLiteral("color: %1").arg(Theme::instance().ink(Token::Synthetic).name()));
    if (any)
        setStatusText(tr("%1 × %2 px · after × %3")
                          .arg(opened_->before.width())
                          .arg(opened_->before.height())
                          .arg(opened_->scale));
    else
        setStatusText(tr("O opens a photo or recording"));
}

void EnhancePanel::retranslate() {
    setPanelTitle(chainPanel_, tr("Steps"));
    setPanelTitle(facesPanel_, tr("Faces"));
    keys_.open->setText(tr("Open a photo or recording"));
    keys_.exportOne->setText(tr("Write the enhanced file"));
    keys_.batch->setText(tr("Enhance several files"));
    keys_.bypass->setText(tr("Bypass the step"));
    keys_.remove->setText(tr("Take the step away"));
    keys_.save->setText(tr("Save the chain as a preset"));
    keys_.fuse->setText(tr("Restore the face of the track from all looks at it"));
    openButton_->setText(tr("Open"));
    tracks_->setAccessibleName(tr("Track"));
    tracks_->setToolTip(tr("Whole recording, or one of the tracks that the Footage desk found in it"));
    frame_->setAccessibleName(tr("Frame that is previewed"));
    marked_->setText(tr("Changed by a network: no evidence"));
    marked_->setToolTip(
        tr("A step invents detail. The result is marked, visibly and in its metadata, and is refused as a "
           "reference and as a probe."));
    exportButton_->setText(tr("Export"));
    frame_->setToolTip(tr("Frame that is previewed"));
    empty_->setTexts(tr("A photo or recording whose quality is to be improved belongs here."),
                     tr("Open a photo or recording"),
                     tr("It can also be dropped onto the desk. The original stays as it is."));
    if (opened_->path.isEmpty()) name_->setFullText({});
    fillPresets();
    fillTracks();
    showState();
}

void EnhancePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void EnhancePanel::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    if (openPaths(paths)) event->acceptProposedAction();
}

}  // namespace lineament::ui
