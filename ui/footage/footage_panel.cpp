#include "ui/footage/footage_panel.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/player/transport_bar.h"
#include "ui/footage/track_review.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/footage/why_inspector.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

constexpr int kSideWidth = 320, kTimelineHeight = 216;
constexpr int kMostOpened = 20;  // sources that were opened and not analysed yet, remembered

bool isAddress(const QString& source) {
    return source.contains(QLatin1String("://")) || source.startsWith(QLatin1String("camera:"));
}

bool holdsPictures(const QString& folder) {
    const auto files = QDir(folder).entryList(QDir::Files);
    return std::any_of(files.begin(), files.end(),
                       [](const QString& name) { return looksLikeImage(name.toStdString()); });
}

}  // namespace

FootagePanel::FootagePanel(Session& session, QWidget* parent) : Desk(session, parent) {
    setObjectName(QStringLiteral("footagePanel"));
    setAcceptDrops(true);
    makeActions();
    layOut();
    connectAll();
    connectKeys();
    showSelection();
    showAvailability();
    if (session.workspace()) useWorkspace();
}

FootagePanel::~FootagePanel() {
    rememberPlace();
}

void FootagePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    bar_ = new RecordingBar({keys_.openFile, keys_.openFolder, keys_.openStream, keys_.analyse});
    column->addWidget(bar_);
    address_ = new QLineEdit;
    address_->setObjectName(QStringLiteral("streamAddress"));
    address_->hide();
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    messages->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("footageBanner"));
    strip_ = new JobStrip;
    strip_->setObjectName(QStringLiteral("analysisStrip"));
    messages->addWidget(address_);
    messages->addWidget(banner_);
    messages->addWidget(strip_);
    column->addLayout(messages);
    column->addSpacing(metrics::kSpace1);

    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("film"));
    empty_->setObjectName(QStringLiteral("footageEmpty"));
    stack_->addWidget(empty_);
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("playerCanvas"));
    stack_->addWidget(canvas_);
    column->addWidget(stack_, 1);
    transport_ = new TransportBar(player_, {keys_.toStart, keys_.stepBack, keys_.play, keys_.stepOn,
                                            keys_.toEnd, keys_.loop, keys_.boxes});
    column->addWidget(transport_);
    setCentralWidget(centre);

    list_ = new TrackList(model_);
    why_ = new WhyInspector(session(), {keys_.confirm, keys_.reject, keys_.name});
    timeline_ = new TimelineStrip;
    timeline_->setObjectName(QStringLiteral("timeline"));
    timeline_->setModel(&model_);
    list_->setMinimumWidth(kSideWidth - 40);
    listPanel_ = addPanel(QStringLiteral("footageTracks"), list_, Qt::RightDockWidgetArea);
    whyPanel_ = addPanel(QStringLiteral("footageWhy"), why_, Qt::RightDockWidgetArea);
    timelinePanel_ = addPanel(QStringLiteral("footageTimeline"), timeline_, Qt::BottomDockWidgetArea);
    resizeDocks({listPanel_, whyPanel_}, {kSideWidth, kSideWidth}, Qt::Horizontal);
    resizeDocks({listPanel_, whyPanel_}, {300, 400}, Qt::Vertical);
    resizeDocks({timelinePanel_}, {kTimelineHeight}, Qt::Vertical);
    picker_ = new NamePicker(centre);
    review_ = new TrackReview(session(), model_, *list_, *why_, *picker_, this);
    // A click into the picture leaves the keys with the list: Up and Down go on through the tracks.
    canvas_->setFocusProxy(list_->view());
    setFocusProxy(list_->view());
    // A floated panel is a window of its own: the keys of the desk act there too.
    for (QWidget* panel :
         {static_cast<QWidget*>(list_), static_cast<QWidget*>(why_), static_cast<QWidget*>(timeline_)})
        panel->addActions(actions_);
}

void FootagePanel::connectAll() {
    connect(&session(), &Session::workspaceChanged, this, &FootagePanel::useWorkspace);
    connect(&session(), &Session::storeChanged, this, &FootagePanel::loadRecordings);
    connect(bar_, &RecordingBar::chosen, this, &FootagePanel::openSource);
    connect(empty_, &EmptyState::activated, this, &FootagePanel::chooseFile);
    connect(address_, &QLineEdit::returnPressed, this, [this] {
        const QString address = address_->text().trimmed();
        address_->hide();
        if (!address.isEmpty()) openSource(address);
    });

    connect(&player_, &PlayerEngine::opened, this, [this] {
        timeline_->setDuration(player_.info()->durationMs);
        showAvailability();
    });
    connect(&player_, &PlayerEngine::frameShown, this, &FootagePanel::showFrame);
    connect(&player_, &PlayerEngine::playingChanged, this, [this] {
        if (player_.playing()) atEnd_ = false;
        keys_.play->setIcon(
            Theme::instance().icon(player_.playing() ? QStringLiteral("pause") : QStringLiteral("play")));
        retranslate();
    });
    connect(&player_, &PlayerEngine::reachedEnd, this, [this] { atEnd_ = true; });
    connect(&player_, &PlayerEngine::failed, this, [this](const QString& sentence) {
        framePending_ = false;
        banner_->show(Banner::Kind::Error, sentence, tr("Open another"));
    });
    connect(transport_, &TransportBar::speedChosen, this, [this](double speed) {
        speed_ = speed;
        if (player_.playing()) player_.play(speed);
    });
    connect(timeline_, &TimelineStrip::seekRequested, &player_, &PlayerEngine::seek);
    connect(timeline_, &TimelineStrip::trackClicked, this,
            [this](qint64 track) { list_->select(TrackId(track)); });
    connect(timeline_, &TimelineStrip::rangeChosen, this,
            [this](double from, double to) { setLoop(std::pair(from, to)); });

    connect(&model_, &TrackModel::tracksChanged, this, &FootagePanel::showBoxes);
    connect(&model_, &TrackModel::tracksChanged, this, &FootagePanel::showSelection);
    connect(list_, &TrackList::currentChanged, this, &FootagePanel::showSelection);
    connect(list_, &TrackList::opened, this, &FootagePanel::goToTrack);
    connect(canvas_, &ImageCanvas::boxClicked, this, [this](qint64 track) { list_->select(TrackId(track)); });
    connect(why_, &WhyInspector::lookChosen, this, [this](double ms) {
        player_.pause();
        player_.seek(ms);
    });

    connect(review_, &TrackReview::failed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence);
        loadTracks();
    });
    connect(review_, &TrackReview::said, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Good, sentence); });
    connect(review_, &TrackReview::enrolRefused, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Warning, sentence, tr("Enrol anyway"));
    });
    connect(review_, &TrackReview::settled, this, &FootagePanel::loadTracks);
    connect(banner_, &Banner::actionTriggered, this, [this] {
        const bool failed = banner_->kind() == Banner::Kind::Error;
        banner_->dismiss();
        if (failed)
            chooseFile();
        else
            review_->enrolAnyway();
    });
    connect(picker_, &NamePicker::dismissed, list_->view(), [this] { list_->view()->setFocus(); });
}

bool FootagePanel::openPath(const QString& path) {
    const bool address = isAddress(path) || path.startsWith(QLatin1String("/dev/video"));
    if (!address && !looksLikeVideo(path.toStdString()) && !(QFileInfo(path).isDir() && holdsPictures(path)))
        return false;
    openSource(path);
    return true;
}

bool FootagePanel::reveal(const DeskItem& item) {
    if (item.kind != DeskItem::Kind::Recording) return false;
    for (const auto& recording : recordings_)
        if (recording.id.value() == item.id) {
            openSource(QString::fromStdString(recording.source));
            return true;
        }
    return false;
}

bool FootagePanel::idle() const {
    return !loadingTracks_ && !framePending_ && (recordingsKnown_ || storeFolder_.isEmpty());
}

void FootagePanel::openSource(const QString& given) {
    const bool local = !isAddress(given) && !given.startsWith(QLatin1String("/dev/"));
    const QString source = local ? QFileInfo(given).absoluteFilePath() : given;
    rememberPlace();
    reopened_ = true;
    banner_->dismiss();
    picker_->dismiss();
    source_ = source;
    atEnd_ = false;
    setLoop(std::nullopt);
    model_.setTracks({});
    review_->setSource(source);
    canvas_->setBoxes({});
    canvas_->setImage({});
    timeline_->setDuration(0);
    stack_->setCurrentWidget(canvas_);
    list_->setOpen(true);
    framePending_ = true;
    player_.open(source, settings_.named(placeKey(source)).toDouble());
    if (!recordingOf(source).valid() && !opened_.contains(source)) {
        opened_.prepend(source);
        while (opened_.size() > kMostOpened)
            opened_.removeLast();
    }
    strip_->setJob(analyses_.value(source));
    showRecordings();
    showAvailability();
    loadTracks();
    if (session().workspace()) settings_.setNamed(placeKey(QStringLiteral("last")), source);
}

void FootagePanel::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a recording"), settings_.text(Setting::LastFolder),
        tr("Recordings (*.mp4 *.mkv *.avi *.mov *.webm *.m4v *.mpg *.ts);;All files (*)"));
    if (path.isEmpty()) return;
    settings_.set(Setting::LastFolder, QFileInfo(path).absolutePath());
    openSource(path);
}

void FootagePanel::chooseFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a folder of photos"),
                                                           settings_.text(Setting::LastFolder));
    if (!path.isEmpty()) openSource(path);
}

void FootagePanel::useWorkspace() {
    storeFolder_ = QByteArray::fromStdString(session().workspace()->store().folder().string());
    opened_ = settings_.named(placeKey(QStringLiteral("opened"))).toStringList();
    loadRecordings();
}

void FootagePanel::loadRecordings() {
    if (!session().workspace()) return;
    session().jobs().run<std::vector<Recording>>(
        tr("List recordings"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer()](JobContext&) { return store->recordings(); }, this,
        [this](std::vector<Recording>& recordings) {
            recordings_ = std::move(recordings);
            recordingsKnown_ = true;
            showRecordings();
            if (!review_->busy()) loadTracks();
            showAvailability();
            if (!reopened_ && source_.isEmpty() && isVisible()) {  // where the user left off
                reopened_ = true;
                const QString last = settings_.named(placeKey(QStringLiteral("last"))).toString();
                if (!last.isEmpty() &&
                    (isAddress(last) ? recordingOf(last).valid() : QFileInfo::exists(last)))
                    openSource(last);
            }
        });
}

void FootagePanel::showRecordings() {
    std::vector<RecordingEntry> entries;
    for (const auto& recording : recordings_)
        entries.push_back({QString::fromStdString(recording.source), recording.id, -1});
    for (const QString& source : std::as_const(opened_))
        if (!recordingOf(source).valid()) entries.push_back({source, {}, -1});
    bar_->setEntries(std::move(entries), source_);
}

RecordingId FootagePanel::recordingOf(const QString& source) const {
    const std::string wanted = source.toStdString();
    for (const auto& recording : recordings_)
        if (recording.source == wanted) return recording.id;
    return {};
}

void FootagePanel::loadTracks() {
    const int asked = ++tracksAsked_;
    const RecordingId recording = recordingOf(source_);
    loadingTracks_ = recording.valid();
    if (!recording.valid()) return;
    auto* job = session().jobs().run<std::vector<Track>>(
        tr("Read tracks"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), recording](JobContext&) {
            return store->tracks(recording);
        },
        this,
        [this, asked](std::vector<Track>& tracks) {
            // While decisions are on their way what is shown is ahead of the store; settled() asks again.
            if (asked != tracksAsked_ || review_->busy()) return;
            loadingTracks_ = false;
            model_.setTracks(std::move(tracks));
            if (!list_->current().valid() && model_.rowCount() > 0)
                list_->select(model_.trackAt(model_.index(0))->id);
            showAvailability();
            Q_EMIT tracksLoaded();
        });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        loadingTracks_ = false;
        banner_->show(Banner::Kind::Error, sentence);
    });
}

void FootagePanel::analyse() {
    if (source_.isEmpty() || !session().workspace() || analyses_.value(source_)) return;
    auto* job = session().jobs().run<AnalysisResult>(
        tr("Analyse %1").arg(titleOfSource(source_)), JobRunner::Lane::Long,
        [workspace = session().workspace(), source = source_.toStdString()](JobContext& context) {
            return analyseFootage(*workspace, source, AnalyseOptions{}, context);
        },
        this, [this, source = source_](AnalysisResult& result) { analysed(source, result); });
    analyses_.insert(source_, job);
    banner_->dismiss();
    strip_->setJob(job);
    connect(job, &JobHandle::failed, this, [this, source = source_](const QString& sentence) {
        if (source == source_) banner_->show(Banner::Kind::Error, sentence, tr("Open another"));
    });
    connect(job, &JobHandle::cancelled, this, [this, source = source_] {
        if (source == source_)
            banner_->show(Banner::Kind::Info, tr("The analysis was stopped; nothing of it was stored."));
    });
    connect(job, &JobHandle::ended, this, [this, source = source_] {
        analyses_.remove(source);
        showAvailability();
    });
    showAvailability();
}

void FootagePanel::analysed(const QString& source, const AnalysisResult& result) {
    opened_.removeAll(source);
    loadRecordings();
    if (source != source_) return;
    const int tracks = static_cast<int>(result.tracks.size());
    if (result.endedEarly || result.damagedPackets > 0)
        banner_->show(
            Banner::Kind::Warning,
            result.endedEarly
                ? tr("The recording breaks off before its stated end; %n tracks were found until there.",
                     nullptr, tracks)
                : tr("Parts of the recording are damaged and were skipped; %n tracks were found.", nullptr,
                     tracks));
    else if (tracks == 0)
        banner_->show(Banner::Kind::Info, tr("Nobody was found in this recording."));
}

void FootagePanel::showFrame() {
    framePending_ = false;
    canvas_->setImage(player_.frame().image);
    timeline_->setPlace(player_.frame().ms);
    showBoxes();
}

void FootagePanel::showBoxes() {
    canvas_->setBoxes(keys_.boxes->isChecked() ? boxesAt(model_, player_.frame().ms, list_->current())
                                               : QList<CanvasBox>{});
}

void FootagePanel::showSelection() {
    const Track* track = model_.track(list_->current());
    why_->show(track, track ? model_.displayName(*track) : QString());
    timeline_->setSelected(track ? track->id : TrackId());
    for (QAction* action : {keys_.confirm, keys_.reject, keys_.name})
        action->setEnabled(track != nullptr);
    showBoxes();
    const auto count = static_cast<int>(track ? list_->selected().size() : 0);
    setStatusText(
        count == 0 ? tr("J K L play · , . frame")
                   : tr("%n tracks selected · Enter confirm · X reject · N name · U undo", nullptr, count));
}

void FootagePanel::showAvailability() {
    bar_->setAnalysed(recordingOf(source_).valid());
    keys_.analyse->setIconText(recordingOf(source_).valid() ? tr("Analyse again") : tr("Find people"));
    const bool open = !source_.isEmpty(), live = player_.info() && player_.info()->live;
    keys_.analyse->setEnabled(open && !live && session().workspace() && !analyses_.value(source_));
    for (QAction* action :
         {keys_.play, keys_.back, keys_.on, keys_.stepBack, keys_.stepOn, keys_.skipBack, keys_.skipOn,
          keys_.toStart, keys_.toEnd, keys_.previousLook, keys_.nextLook, keys_.loop, keys_.rangeStart,
          keys_.rangeEnd, keys_.boxes, keys_.fit, keys_.original, keys_.zoomIn, keys_.zoomOut})
        action->setEnabled(open);
}

void FootagePanel::rememberPlace() {
    if (!session().workspace()) return;
    if (!source_.isEmpty() && player_.isOpen() && !player_.info()->live)
        settings_.setNamed(placeKey(source_), player_.frame().ms);
    settings_.setNamed(placeKey(QStringLiteral("opened")), opened_);
}

// Places belong to a store: another case has other recordings.
QString FootagePanel::placeKey(const QString& source) const {
    const auto digest =
        QCryptographicHash::hash(storeFolder_ + '\n' + source.toUtf8(), QCryptographicHash::Sha1)
            .toHex()
            .left(16);
    return QStringLiteral("footage/place-") + QString::fromLatin1(digest);
}

void FootagePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void FootagePanel::dropEvent(QDropEvent* event) {
    QStringList others;
    bool taken = false;
    for (const QUrl& url : event->mimeData()->urls()) {
        const QString path = url.isLocalFile() ? url.toLocalFile() : url.toString();
        if (!taken && openPath(path))
            taken = true;
        else
            others << path;
    }
    event->acceptProposedAction();
    if (!others.isEmpty()) Q_EMIT openRequested(others);
}

void FootagePanel::hideEvent(QHideEvent* event) {
    player_.pause();
    rememberPlace();
    Desk::hideEvent(event);
}

void FootagePanel::showEvent(QShowEvent* event) {
    Desk::showEvent(event);
    if (!reopened_) loadRecordings();
}

}  // namespace lineament::ui
