#include "ui/footage/footage_panel.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "ui/footage/case/analysis_batch.h"
#include "ui/footage/case/case_panel.h"
#include "ui/footage/case/search_panel.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/player/live_look.h"
#include "ui/footage/player/magnifier.h"
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
    case_ = new CaseState(session, this);
    batch_ = new AnalysisBatch(session, *case_, this);
    makeActions();
    layOut();
    connectAll();
    connectReview();
    connectBatch();
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
    bar_ =
        new RecordingBar({keys_.openFile, keys_.openFolder, keys_.openStream, keys_.analyse, keys_.newCase});
    column->addWidget(bar_);
    address_ = new QLineEdit;
    address_->setObjectName(QStringLiteral("streamAddress"));
    address_->hide();
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("decisionReason"));
    reason_->hide();
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    messages->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("footageBanner"));
    strip_ = new JobStrip;
    strip_->setObjectName(QStringLiteral("analysisStrip"));
    messages->addWidget(address_);
    messages->addWidget(reason_);
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
    people_ = new PeopleView(*case_);
    people_->setMinimumWidth(kSideWidth - 40);
    model_.setShots(&case_->shots());
    listPanel_ = addPanel(QStringLiteral("footageTracks"), list_, Qt::RightDockWidgetArea);
    peoplePanel_ = addPanel(QStringLiteral("footagePeople"), people_, Qt::RightDockWidgetArea);
    casePanel_ = new CasePanel(session(), *case_, *batch_);
    caseDock_ = addPanel(QStringLiteral("footageCase"), casePanel_, Qt::RightDockWidgetArea);
    tabifyDockWidget(peoplePanel_, listPanel_);
    tabifyDockWidget(listPanel_, caseDock_);
    search_ = new SearchPanel(session(), *case_);
    searchDock_ = addPanel(QStringLiteral("footageSearch"), search_, Qt::RightDockWidgetArea);
    for (QWidget* side : {static_cast<QWidget*>(casePanel_), static_cast<QWidget*>(search_)})
        side->setMinimumWidth(kSideWidth - 40);
    tabifyDockWidget(caseDock_, searchDock_);
    magnifier_ = new Magnifier(*canvas_);
    live_ = new LiveLook(session(), this);
    whyPanel_ = addPanel(QStringLiteral("footageWhy"), why_, Qt::RightDockWidgetArea);
    timelinePanel_ = addPanel(QStringLiteral("footageTimeline"), timeline_, Qt::BottomDockWidgetArea);
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    peoplePanel_->raise();
    resizeDocks({peoplePanel_, whyPanel_}, {kSideWidth, kSideWidth}, Qt::Horizontal);
    resizeDocks({peoplePanel_, whyPanel_}, {460, 280}, Qt::Vertical);
    resizeDocks({timelinePanel_}, {kTimelineHeight}, Qt::Vertical);
    picker_ = new NamePicker(centre);
    review_ = new TrackReview(session(), *case_, model_, *why_, *picker_, this);
    review_->setSelection(people_);
    review_->setPickedLooks([this] { return people_->pickedLooks(); });
    canvas_->setFocusPolicy(Qt::NoFocus);
    canvas_->installEventFilter(this);
    // A floated panel is a window of its own: the keys of the desk act there too.
    for (QWidget* panel : {static_cast<QWidget*>(list_), static_cast<QWidget*>(people_),
                           static_cast<QWidget*>(why_), static_cast<QWidget*>(timeline_)})
        panel->addActions(actions_);
}

void FootagePanel::connectAll() {
    connect(&session(), &Session::workspaceChanged, this, &FootagePanel::useWorkspace);
    connect(&session(), &Session::storeChanged, this, [this] {
        if (!review_->busy()) loadTracks();
    });
    connect(case_, &CaseState::loaded, this, &FootagePanel::caseLoaded);
    connect(case_, &CaseState::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(bar_, &RecordingBar::caseChosen, this, &FootagePanel::openCase);
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
        if (wanted_) goToLookOf(wanted_->first, wanted_->second);
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
    connect(timeline_, &TimelineStrip::tracksChosen, this, [this](const QList<qint64>& tracks) {
        QList<TrackId> chosen;
        for (const qint64 id : tracks)
            chosen.append(TrackId(id));
        list_->selectAll(chosen);
    });
    connect(&model_, &TrackModel::tracksChanged, this, &FootagePanel::showBoxes);
    connect(&model_, &TrackModel::tracksChanged, this, &FootagePanel::showSelection);
    connect(list_, &TrackList::opened, this, &FootagePanel::goToTrack);
    connect(live_, &LiveLook::looked, this, &FootagePanel::showBoxes);
    connect(canvas_, &ImageCanvas::boxClicked, this, [this](qint64 track) {
        if (track > 0) list_->select(TrackId(track));
    });
    connect(canvas_, &ImageCanvas::boxDrawn, this, &FootagePanel::boxDrawn);
    connect(why_, &WhyInspector::lookChosen, this,
            [this](double ms) { goToLookOf(review_->selection().current(), ms); });
}

// What can be decided about what is selected, where it is pointed at.
void FootagePanel::popUpDecisions(const QPoint& globalPos) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("trackMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({keys_.confirm, keys_.reject, keys_.name, keys_.enrol});
    menu->addSeparator();
    menu->addActions({keys_.merge, keys_.split, keys_.notAFace, keys_.reason});
    menu->addSeparator();
    menu->addActions({keys_.searchFace, keys_.mark, keys_.hide, keys_.crops});
    menu->popup(globalPos);
}

// What is selected in either list is what the next decision is about.
void FootagePanel::connectReview() {
    for (QListView* view : {list_->view(), people_->view()}) {
        view->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint& at) {
            if (view->indexAt(at).isValid()) popUpDecisions(view->viewport()->mapToGlobal(at));
        });
    }
    connect(canvas_, &ImageCanvas::boxMenuRequested, this, [this](qint64 track, const QPoint& globalPos) {
        if (track <= 0) return;
        list_->select(TrackId(track));
        popUpDecisions(globalPos);
    });
    connect(list_, &TrackList::currentChanged, this, [this] {
        review_->setSelection(list_);
        people_->select(list_->current());
        review_->setSelection(list_);
        showSelection();
    });
    connect(people_, &PeopleView::currentChanged, this, [this] {
        // Lines that come and go move what is current there: with the keys in the tracks that means nothing.
        if (!list_->view()->hasFocus()) review_->setSelection(people_);
        showSelection();
    });
    connect(search_, &SearchPanel::hitChosen, this, &FootagePanel::goToHit);
    connect(search_, &SearchPanel::answered, timeline_, &TimelineStrip::setHits);
    connect(search_, &SearchPanel::selectedWanted, this, &FootagePanel::searchSelected);
    connect(search_, &SearchPanel::photoWanted, this, &FootagePanel::choosePhotoToSearch);
    connect(people_, &PeopleView::lookChosen, this,
            [this](qint64 track, double ms) { goToLookOf(TrackId(track), ms); });
    connect(review_, &TrackReview::failed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence);
        loadTracks();
    });
    connect(review_, &TrackReview::said, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Good, sentence); });
    connect(&session(), &Session::decisionReplayed, this, [this] {
        if (banner_->kind() == Banner::Kind::Good) banner_->dismiss();  // what it says may not hold any more
    });
    connect(review_, &TrackReview::enrolRefused, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Warning, sentence, tr("Enrol anyway"));
    });
    connect(review_, &TrackReview::settled, this, [this] {
        loadTracks();
        if (std::exchange(regrouping_, false)) regroup();
    });
    connect(review_, &TrackReview::made, this, [this](TrackId track) { toChoose_ = track; });
    connect(review_, &TrackReview::regroupWanted, this, [this] { regrouping_ = true; });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        const bool failed = banner_->kind() == Banner::Kind::Error;
        banner_->dismiss();
        if (failed)
            chooseFile();
        else if (!interrupted_.isEmpty())
            goOn();
        else
            review_->enrolAnyway();
    });
    connect(picker_, &NamePicker::dismissed, this, [this] { takeFocus(); });
}

bool FootagePanel::openPath(const QString& path) {
    const bool address = isAddress(path) || path.startsWith(QLatin1String("/dev/video"));
    if (!address && !looksLikeVideo(path.toStdString()) && !(QFileInfo(path).isDir() && holdsPictures(path)))
        return false;
    openSource(path);
    return true;
}

bool FootagePanel::openAt(const QString& path, double ms) {
    const QString source = isAddress(path) ? path : QFileInfo(path).absoluteFilePath();
    if (source != source_) {
        settings_.setNamed(placeKey(source), ms);  // where it is opened
        return openPath(path);
    }
    wanted_.reset();
    atEnd_ = false;
    player_.pause();
    player_.seek(ms);
    return true;
}

bool FootagePanel::idle() const {
    return !(live_->pending() && looksLive() && !player_.playing()) && !search_->searching() &&
           !case_->loading() && !framePending_ && (caseKnown_ || storeFolder_.isEmpty()) &&
           !why_->searching() && !people_->loading();
}

void FootagePanel::openSource(const QString& given) {
    const bool local = !isAddress(given) && !given.startsWith(QLatin1String("/dev/"));
    const QString source = local ? QFileInfo(given).absoluteFilePath() : given;
    if (const CaseId other = caseKnown_ ? case_->otherCaseOf(source) : CaseId(); other.valid()) {
        openAfter_ = source;
        return openCase(other);
    }
    rememberPlace();
    reopened_ = true;
    revealAfter_ = {};
    banner_->dismiss();
    picker_->dismiss();
    source_ = source;
    wanted_.reset();
    atEnd_ = false;
    live_->forget();
    setLoop(std::nullopt);
    model_.setTracks({});
    canvas_->setBoxes({});
    canvas_->setImage({});
    timeline_->setDuration(0);
    turnTo(*stack_, stack_->indexOf(canvas_));
    list_->setOpen(true);
    framePending_ = true;
    player_.open(source, settings_.named(placeKey(source)).toDouble());
    addToCase({source});
    batch_->hurry(source);
    strip_->setJob(batch_->job(source));
    showSources();
    showAvailability();
    loadTracks();
    if (session().workspace()) settings_.setNamed(keyOfCase("last"), source);
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

void FootagePanel::showFrame() {
    const bool first = std::exchange(framePending_, false);
    canvas_->setImage(player_.frame().image);
    if (first) restoreView();
    lookLive();
    timeline_->setPlace(player_.frame().ms);
    if (player_.playing()) timeline_->follow(player_.frame().ms);
    showBoxes();
}

/// Nobody was looked for in what is shown; of a live source the picture is now, whatever was found before.
bool FootagePanel::looksLive() const {
    const bool live = player_.info() && player_.info()->live;
    return keys_.liveLook->isChecked() && keys_.boxes->isChecked() && caseKnown_ && player_.isOpen() &&
           (live || !recordingOf(source_).valid());
}

void FootagePanel::lookLive() {
    if (looksLive() && !framePending_) live_->look(player_.frame().image, player_.frame().ms);
}

void FootagePanel::showBoxes() {
    // Of a live source the picture is now, the tracks are of when it was analysed.
    const bool live = player_.info() && player_.info()->live;
    QList<CanvasBox> boxes;
    if (looksLive())
        boxes = live_->boxesAt(player_.frame().ms);
    else if (keys_.boxes->isChecked() && !live)
        boxes = boxesAt(model_, player_.frame().ms, review_->selection().current());
    if (!hidden_.isEmpty())
        boxes.removeIf([this](const CanvasBox& box) {
            const Track* track = model_.track(TrackId(box.id));
            return track && hidden_.contains(personKey(*track));
        });
    for (CanvasBox& box : boxes) {
        box.selected = box.selected || chosenHere_.contains(TrackId(box.id));
        if (const Track* track = model_.track(TrackId(box.id)))
            if (const auto watched = case_->watched(*track)) {
                box.mark = Mark::Watchlist;
                box.colour = tokenOf(watched->colour);
                if (!watched->list.empty())
                    box.detail += QStringLiteral(" · ") + QString::fromStdString(watched->list);
            }
    }
    canvas_->setBoxes(boxes);
    magnifier_->refresh();
}

void FootagePanel::showSelection() {
    const TrackSelection& selection = review_->selection();
    const Track* track = case_->track(selection.current());
    if (!track) track = model_.track(selection.current());
    why_->show(track, track ? case_->nameOf(*track) : QString());
    const auto selected = selection.selected();
    chosenHere_.clear();
    for (const TrackId id : selected)
        if (model_.track(id)) chosenHere_.append(id);
    timeline_->setSelected(
        chosenHere_.contains(selection.current()) ? selection.current() : chosenHere_.value(0), chosenHere_);
    for (QAction* action :
         {keys_.confirm, keys_.reject, keys_.name, keys_.enrol, keys_.merge, keys_.split, keys_.notAFace,
          keys_.crops, keys_.enhance, keys_.searchFace, keys_.mark, keys_.hide})
        action->setEnabled(track != nullptr);
    showBoxes();
    const auto count = static_cast<int>(track ? selected.size() : 0);
    const QString why = review_->reason();
    setStatusText(
        !why.isEmpty()              ? tr("Reason for the next decision: %1").arg(why)
        : count == 0 && looksLive() ? tr("J K L play · , . frame · F look for faces while watching")
        : count == 0                ? tr("J K L play · , . frame")
                     : tr("%n tracks selected · Enter confirm · X reject · N name · U undo", nullptr, count));
}

void FootagePanel::showAvailability() {
    bar_->setAnalysed(recordingOf(source_).valid());
    keys_.analyse->setIconText(recordingOf(source_).valid() ? tr("Analyse again") : tr("Find people"));
    const bool open = !source_.isEmpty(), live = player_.info() && player_.info()->live;
    keys_.analyse->setEnabled(open && session().workspace() && !batch_->job(source_));
    keys_.draw->setEnabled(open && !live && recordingOf(source_).valid());
    for (QAction* action :
         {keys_.play,      keys_.back,         keys_.on,       keys_.stepBack, keys_.stepOn,
          keys_.skipBack,  keys_.skipOn,       keys_.toStart,  keys_.toEnd,    keys_.clip,
          keys_.magnifier, keys_.previousLook, keys_.nextLook, keys_.loop,     keys_.rangeStart,
          keys_.rangeEnd,  keys_.boxes,        keys_.liveLook, keys_.fit,      keys_.original,
          keys_.zoomIn,    keys_.zoomOut})
        action->setEnabled(open);
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
    if (caseKnown_) restoreCaseLayout();
    if (!reopened_ && caseKnown_) caseLoaded();
}

}  // namespace lineament::ui
