// The commands of the Footage desk: their keys, their words, and what they do.
#include <QLineEdit>
#include <algorithm>
#include <cmath>

#include "ui/footage/footage_panel.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/player/live_look.h"
#include "ui/footage/player/magnifier.h"
#include "ui/footage/track_review.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr double kSkipMs = 1000;
constexpr double kFastest = 8;
constexpr const char* kLiveLookKey = "footage/live-look";

}  // namespace

QAction* FootagePanel::add(const QString& id, const QString& icon, const QKeySequence& keys) {
    QAction* action = makeAction(QStringLiteral("footage.") + id, icon, keys);
    actions_.append(action);
    return action;
}

void FootagePanel::makeActions() {
    const auto name = [](const char* text) { return QString::fromLatin1(text); };
    keys_.openFile = add(name("openFile"), name("film"), QKeySequence::Open);
    keys_.openFolder = add(name("openFolder"), name("images"), Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    keys_.openStream = add(name("openStream"), name("link"), {});
    keys_.analyse = add(name("analyse"), name("scan-face"), Qt::Key_F5);
    keys_.play = add(name("play"), name("play"), Qt::Key_Space);
    keys_.play->setShortcuts({Qt::Key_Space, Qt::Key_K});
    keys_.back = add(name("back"), name("rewind"), Qt::Key_J);
    keys_.on = add(name("on"), name("fast-forward"), Qt::Key_L);
    keys_.stepBack = add(name("stepBack"), name("step-back"), Qt::Key_Comma);
    keys_.stepOn = add(name("stepOn"), name("step-forward"), Qt::Key_Period);
    keys_.skipBack = add(name("skipBack"), name("chevrons-left"), Qt::Key_Left);
    keys_.skipOn = add(name("skipOn"), name("chevrons-right"), Qt::Key_Right);
    keys_.toStart = add(name("toStart"), name("skip-back"), Qt::Key_Home);
    keys_.toEnd = add(name("toEnd"), name("skip-forward"), Qt::Key_End);
    keys_.previousLook = add(name("previousLook"), name("arrow-left"), Qt::Key_BracketLeft);
    keys_.nextLook = add(name("nextLook"), name("arrow-right"), Qt::Key_BracketRight);
    keys_.rangeStart = add(name("rangeStart"), {}, Qt::Key_I);
    keys_.rangeEnd = add(name("rangeEnd"), {}, Qt::Key_O);
    keys_.loop = add(name("loop"), name("repeat"), Qt::Key_R);
    keys_.loop->setCheckable(true);
    keys_.boxes = add(name("boxes"), name("eye"), Qt::Key_H);
    keys_.boxes->setCheckable(true);
    keys_.boxes->setChecked(true);
    keys_.liveLook = add(name("liveLook"), name("scan-face"), Qt::Key_F);
    keys_.liveLook->setCheckable(true);
    keys_.liveLook->setChecked(settings_.named(QString::fromLatin1(kLiveLookKey)).toString() !=
                               QLatin1String("false"));
    keys_.fit = add(name("fit"), name("maximize"), Qt::Key_0);
    keys_.original = add(name("original"), name("square"), Qt::Key_1);
    keys_.zoomIn = add(name("zoomIn"), name("zoom-in"), Qt::Key_Plus);
    keys_.zoomOut = add(name("zoomOut"), name("zoom-out"), Qt::Key_Minus);
    keys_.timeIn = add(name("timeIn"), name("zoom-in"), Qt::CTRL | Qt::Key_Equal);
    keys_.timeOut = add(name("timeOut"), name("zoom-out"), Qt::CTRL | Qt::Key_Minus);
    keys_.timeAll = add(name("timeAll"), name("maximize"), Qt::CTRL | Qt::Key_0);
    keys_.confirm = add(name("confirm"), name("check"), Qt::Key_Return);
    keys_.confirm->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    keys_.reject = add(name("reject"), name("x"), Qt::Key_X);
    keys_.name = add(name("name"), name("tag"), Qt::Key_N);
    keys_.enrol = add(name("enrol"), name("user-plus"), Qt::SHIFT | Qt::Key_N);
    keys_.merge = add(name("merge"), name("merge"), Qt::Key_M);
    keys_.split = add(name("split"), name("scissors"), Qt::Key_S);
    keys_.notAFace = add(name("notAFace"), name("ban"), Qt::Key_Delete);
    keys_.draw = add(name("draw"), name("square-dashed"), Qt::Key_B);
    keys_.draw->setCheckable(true);
    keys_.searchFace = add(name("searchFace"), name("scan-search"), Qt::CTRL | Qt::Key_F);
    keys_.mark = add(name("mark"), name("flag"), Qt::Key_W);
    keys_.hide = add(name("hidePerson"), name("eye-off"), Qt::SHIFT | Qt::Key_H);
    keys_.showAll = add(name("showAll"), name("eye"), Qt::CTRL | Qt::Key_H);
    keys_.showAll->setEnabled(false);
    keys_.magnifier = add(name("magnifier"), name("zoom-in"), Qt::Key_Z);
    keys_.magnifier->setCheckable(true);
    keys_.report = add(name("report"), name("file-text"), Qt::CTRL | Qt::Key_P);
    keys_.clip = add(name("clip"), name("film"), Qt::CTRL | Qt::Key_E);
    keys_.crops = add(name("crops"), name("file-down"), Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    keys_.enhance = add(name("enhance"), name("sliders-horizontal"), Qt::CTRL | Qt::Key_T);
    keys_.newCase = add(name("newCase"), name("briefcase"), Qt::CTRL | Qt::Key_N);
    keys_.reason = add(name("reason"), name("pencil"), Qt::Key_Y);
    keys_.undo = add(name("undo"), name("undo-2"), Qt::Key_U);
    keys_.redo = add(name("redo"), name("redo-2"), Qt::SHIFT | Qt::Key_U);
    keys_.search = add(name("search"), name("search"), Qt::Key_Slash);
}

void FootagePanel::connectKeys() {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(keys_.openFile, [this] { chooseFile(); });
    on(keys_.openFolder, [this] { chooseFolder(); });
    on(keys_.openStream, [this] {
        address_->show();
        address_->setFocus(Qt::ShortcutFocusReason);
    });
    on(keys_.analyse, [this] { analyse(); });
    on(keys_.play, [this] { togglePlay(); });
    on(keys_.back, [this] { shuttle(-1); });
    on(keys_.on, [this] { shuttle(1); });
    const auto step = [this](int frames) {
        atEnd_ = false;
        player_.step(frames);
    };
    on(keys_.stepBack, [step] { step(-1); });
    on(keys_.stepOn, [step] { step(1); });
    const auto seek = [this](double ms) {
        atEnd_ = false;
        player_.seek(std::max(0.0, ms));
    };
    on(keys_.skipBack, [this, seek] { seek(player_.frame().ms - kSkipMs); });
    on(keys_.skipOn, [this, seek] { seek(player_.frame().ms + kSkipMs); });
    on(keys_.toStart, [seek] { seek(0); });
    on(keys_.toEnd, [this, seek] {
        if (player_.info()) seek(player_.info()->durationMs);
    });
    on(keys_.previousLook, [this] { goToLook(-1); });
    on(keys_.nextLook, [this] { goToLook(1); });
    on(keys_.rangeStart, [this] { rangeStart_ = player_.frame().ms; });
    on(keys_.rangeEnd, [this] {
        if (rangeStart_ >= 0 && player_.frame().ms > rangeStart_)
            setLoop(std::pair(rangeStart_, player_.frame().ms));
    });
    on(keys_.loop, [this](bool looping) {
        const double duration = player_.info() ? player_.info()->durationMs : 0;
        setLoop(looping ? std::optional(timeline_->visibleRange().second > 0 ? timeline_->visibleRange()
                                                                             : std::pair(0.0, duration))
                        : std::nullopt);
    });
    on(keys_.boxes, [this](bool shown) {
        keys_.boxes->setIcon(
            Theme::instance().icon(shown ? QStringLiteral("eye") : QStringLiteral("eye-off")));
        showBoxes();
    });
    on(keys_.liveLook, [this](bool looking) {
        settings_.setNamed(QString::fromLatin1(kLiveLookKey),
                           looking ? QStringLiteral("true") : QStringLiteral("false"));
        live_->forget();
        lookLive();
        showSelection();
    });
    on(keys_.fit, [this] { canvas_->fit(); });
    on(keys_.original, [this] { canvas_->setZoom(1); });
    on(keys_.zoomIn, [this] { canvas_->setZoom(static_cast<int>(std::floor(canvas_->scale())) + 1); });
    on(keys_.zoomOut, [this] {
        canvas_->scale() > 1 ? canvas_->setZoom(static_cast<int>(std::ceil(canvas_->scale())) - 1)
                             : canvas_->fit();
    });
    constexpr double kTimeZoom = 2;
    on(keys_.timeIn, [this] { timeline_->zoom(kTimeZoom, player_.frame().ms); });
    on(keys_.timeOut, [this] { timeline_->zoom(1 / kTimeZoom, player_.frame().ms); });
    on(keys_.timeAll, [this] { timeline_->showAll(); });
    on(keys_.confirm, [this] {
        // Enter in the search field goes to the list; it decides nothing.
        if (qobject_cast<QLineEdit*>(focusWidget()))
            (&review_->selection() == people_ ? people_->view() : list_->view())
                ->setFocus(Qt::ShortcutFocusReason);
        else
            review_->confirm();
    });
    on(keys_.reject, [this] { review_->reject(); });
    on(keys_.name, [this] { review_->name(); });
    on(keys_.enrol, [this] { review_->enrol(); });
    on(keys_.merge, [this] { review_->merge(); });
    on(keys_.split, [this] { review_->split(player_.frame().ms); });
    on(keys_.notAFace, [this] { review_->notAFace(); });
    connect(keys_.draw, &QAction::toggled, this, [this](bool drawing) {
        if (drawing) player_.pause();
        canvas_->setDrawing(drawing);
        if (drawing)
            setStatusText(tr("Drag a box around the face · B to leave"));
        else
            showSelection();
    });
    on(keys_.searchFace, [this] { searchSelected(); });
    on(keys_.mark, [this] { toggleMark(); });
    on(keys_.hide, [this] { toggleHidden(); });
    on(keys_.showAll, [this] {
        hidden_.clear();
        keys_.showAll->setEnabled(false);
        showBoxes();
    });
    connect(reason_, &QLineEdit::returnPressed, this, [this] {
        review_->setReason(reason_->text().trimmed());
        reason_->hide();
        takeFocus();
    });
    connect(review_, &TrackReview::reasonChanged, this, [this] { showSelection(); });
    for (QLineEdit* line : {address_, reason_})
        line->installEventFilter(this);
    connect(keys_.magnifier, &QAction::toggled, this, [this](bool active) { magnifier_->setActive(active); });
    on(keys_.report, [this] { chooseReport(); });
    on(keys_.clip, [this] { chooseClip(); });
    on(keys_.crops, [this] { chooseCrops(); });
    on(keys_.enhance, [this] {
        if (const Track* track = case_->track(review_->selection().current()))
            Q_EMIT revealRequested({DeskItem::Kind::Track, track->id.value()});
    });
    on(keys_.newCase, [this] { newCase(); });
    on(keys_.reason, [this] { askReason(); });
    on(keys_.undo, [this] { review_->undo(); });
    on(keys_.redo, [this] { review_->redo(); });
    on(keys_.search, [this] {
        if (&review_->selection() == people_ && people_->isVisible())
            people_->focusSearch();
        else
            list_->focusSearch();
    });
}

void FootagePanel::askReason() {
    reason_->setText(review_->reason());
    reason_->show();
    reason_->setFocus(Qt::ShortcutFocusReason);
    reason_->selectAll();
}

void FootagePanel::togglePlay() {
    if (player_.playing()) return player_.pause();
    if (atEnd_) player_.seek(player_.loop() ? player_.loop()->first : 0);
    atEnd_ = false;
    player_.play(speed_);
}

// L plays on and, again, twice as fast; J the same backwards.
void FootagePanel::shuttle(int direction) {
    const double now = player_.playing() ? player_.speed() : 0;
    const double speed = now * direction > 0 ? std::min(std::abs(now) * 2, kFastest) : 1;
    if (atEnd_ && direction > 0) player_.seek(0);
    atEnd_ = false;
    player_.play(speed * direction);
}

void FootagePanel::setLoop(std::optional<std::pair<double, double>> range) {
    if (range && range->second - range->first < 1) range.reset();
    player_.setLoop(range);
    timeline_->setRange(range);
    people_->setStretch(range);
    keys_.loop->setChecked(range.has_value());
    if (range && (player_.frame().ms < range->first || player_.frame().ms > range->second))
        player_.seek(range->first);
}

void FootagePanel::goToTrack(qint64 id) {
    const Track* track = model_.track(TrackId(id));
    if (!track) return;
    player_.pause();
    // The best look says more than the first frame, where the face just comes in.
    player_.seek(track->shots.empty() ? track->firstMs : track->shots.front().ms);
}

// The looks at a person are the best shots of all their tracks, in time.
void FootagePanel::goToLook(int direction) {
    const Track* current = model_.track(chosenHere_.value(0));
    if (!current) return;
    std::vector<std::pair<double, TrackId>> looks;
    for (const Track& track : model_.tracks())
        if (track.id == current->id || (current->identity && track.identity == current->identity))
            for (const auto& shot : track.shots)
                looks.emplace_back(shot.ms, track.id);
    std::sort(looks.begin(), looks.end());
    const double now = player_.frame().ms;
    constexpr double kHere = 1;  // ms: the look one stands on is not the next one
    const std::pair<double, TrackId>* goal = nullptr;
    for (const auto& look : looks) {
        if (direction < 0 && look.first < now - kHere) goal = &look;
        if (direction > 0 && look.first > now + kHere && !goal) goal = &look;
    }
    if (!goal) return;
    player_.pause();
    player_.seek(goal->first);
    if (goal->second != current->id) list_->select(goal->second);
}

void FootagePanel::retranslate() {
    const auto text = [](QAction* action, const QString& words, const QString& onButton = {}) {
        action->setText(words);
        if (!onButton.isEmpty()) action->setIconText(onButton);
        action->setToolTip(textWithKey(action));
    };
    text(keys_.openFile, tr("Open a recording …"));
    text(keys_.openFolder, tr("Open a folder of photos …"));
    text(keys_.openStream, tr("Open a stream …"));
    text(keys_.analyse, tr("Find people in this recording"));
    text(keys_.play, player_.playing() ? tr("Pause") : tr("Play"));
    text(keys_.back, tr("Play backwards, faster each time"));
    text(keys_.on, tr("Play on, faster each time"));
    text(keys_.stepBack, tr("Previous frame"));
    text(keys_.stepOn, tr("Next frame"));
    text(keys_.skipBack, tr("Back one second"));
    text(keys_.skipOn, tr("On one second"));
    text(keys_.toStart, tr("To the start"));
    text(keys_.toEnd, tr("To the end"));
    text(keys_.previousLook, tr("Previous look at this person"));
    text(keys_.nextLook, tr("Next look at this person"));
    text(keys_.rangeStart, tr("Range starts here"));
    text(keys_.rangeEnd, tr("Range ends here"));
    text(keys_.loop, tr("Repeat the range"));
    text(keys_.boxes, tr("Boxes and names"));
    text(keys_.liveLook, tr("Look for faces while watching"));
    text(keys_.fit, tr("Fit the picture"));
    text(keys_.original, tr("Original size"));
    text(keys_.zoomIn, tr("Zoom in"));
    text(keys_.zoomOut, tr("Zoom out"));
    text(keys_.timeIn, tr("Zoom the timeline in"));
    text(keys_.timeOut, tr("Zoom the timeline out"));
    text(keys_.timeAll, tr("Timeline of the whole recording"));
    text(keys_.confirm, tr("Confirm the suggestion"), tr("Confirm"));
    text(keys_.reject, tr("Reject the name"), tr("Reject"));
    text(keys_.name, tr("Name …"), tr("Name …"));
    text(keys_.enrol, tr("Enrol this track …"), tr("Enrol this track …"));
    text(keys_.merge, tr("Merge: the selected tracks are one person"), tr("Merge"));
    text(keys_.split, tr("Split the track before this frame"), tr("Split"));
    text(keys_.notAFace, tr("Not a face"));
    text(keys_.draw, tr("Draw a box around a face that was missed"), tr("Draw a box"));
    text(keys_.searchFace, tr("Search for this face in all cases"));
    text(keys_.mark, tr("Mark: look out for this person"));
    text(keys_.hide, tr("Hide or show the boxes of this person"));
    text(keys_.showAll, tr("Show the boxes of everybody"));
    text(keys_.magnifier, tr("Magnifier"));
    text(keys_.report, tr("Report of the case …"));
    text(keys_.clip, tr("Export a clip …"));
    text(keys_.crops, tr("Export the looks …"));
    text(keys_.enhance, tr("Enhance this track"));
    text(keys_.newCase, tr("New case …"));
    text(keys_.reason, tr("Reason for the next decision …"));
    text(keys_.undo, tr("Undo"));
    text(keys_.redo, tr("Redo"));
    text(keys_.search, tr("Search tracks"));

    showAvailability();
    setAccessibleName(title());
    canvas_->setAccessibleName(tr("Picture"));
    timeline_->setAccessibleName(tr("Timeline"));
    address_->setPlaceholderText(tr("Address, such as rtsp://192.168.1.20/stream"));
    address_->setAccessibleName(tr("Address of the stream"));
    reason_->setPlaceholderText(tr("Why? It goes into the record with the next decision."));
    reason_->setAccessibleName(tr("Reason for the next decision"));
    empty_->setTexts(tr("Open a recording to see who appears in it, and when."), tr("Open a recording …"),
                     tr("Or drop a video or a folder of photos here."));
    setPanelTitle(listPanel_, tr("Tracks of this recording"));
    setPanelTitle(peoplePanel_, tr("People of this case"));
    setPanelTitle(caseDock_, tr("Case"));
    setPanelTitle(searchDock_, tr("Search by face"));
    // What stands on the tabs is shorter than what stands above the panels.
    listPanel_->setWindowTitle(tr("Tracks"));
    peoplePanel_->setWindowTitle(tr("People"));
    caseDock_->setWindowTitle(tr("Case"));
    searchDock_->setWindowTitle(tr("Search"));
    setPanelTitle(whyPanel_, tr("Why"));
    setPanelTitle(timelinePanel_, tr("Timeline"));
    model_.retranslate();
}

}  // namespace lineament::ui
