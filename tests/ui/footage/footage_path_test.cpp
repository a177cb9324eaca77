// The way an analyst goes, through the widgets by their names: enrol two people, open a recording, correct
// what is wrong, name an unknown, take everything back, do it again, reopen, export the report. On the
// Hamilton clip where the data lie beside the checkout, else on a clip made of the sample photos.
#include <gtest/gtest.h>

#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <sstream>

#include "core/image/image.h"
#include "core/pipelines/enrol.h"
#include "core/store/case_book.h"
#include "tests/support/places.h"
#include "tests/ui/footage/sample_video.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/session.h"
#include "ui/footage/case/search_panel.h"
#include "ui/footage/footage_panel.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/widgets/application.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

namespace fs = std::filesystem;
constexpr int kLimitMs = 120'000;

class FootagePath : public testing::Test {
  protected:
    FootagePath() : workspace(test::workspaceIn(folder / "store")), session(workspace) { open(); }

    void open() {
        panel.reset();
        panel = std::make_unique<FootagePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    CaseState& state() { return panel->caseState(); }
    /// Nothing is decided, read or grouped any more.
    bool calm() {
        return waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, kLimitMs) &&
               waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, kLimitMs);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        part<QListView>("casePeopleView")->setFocus();
        QTest::keyClick(part<QListView>("casePeopleView"), key, modifiers);
        ASSERT_TRUE(calm());
    }
    /// All that decisions change, in one comparable text.
    std::string everything() {
        std::ostringstream text;
        auto& store = workspace->store();
        for (const auto& identity : store.identities())
            text << identity.name << ' ' << identity.templates << '\n';
        for (const auto& recording : store.recordings()) {
            for (const auto& track : store.tracks(recording.id))
                text << track.id.value() << ' ' << track.name << ' ' << static_cast<int>(track.state) << '\n';
            for (const auto& [track, who] : store.caseBook().refusals(std::vector{recording.id}))
                text << "refused " << track.value() << ' ' << who.value() << '\n';
        }
        return text.str();
    }
    std::optional<Track> trackIn(TrackState wanted) {
        for (const auto& track : state().tracks())
            if (track.state == wanted && !track.shots.empty()) return track;
        return std::nullopt;
    }
    void enrol(const std::string& name, const fs::path& photo) {
        JobContext context;
        EnrolOptions options;
        options.gate = QualityGate::kOff;
        options.severalFaces = SeveralFaces::kLargest;
        ASSERT_TRUE(enrolPerson(*workspace, name, "", {photo}, options, context).identity.valid()) << photo;
    }
    /// The clip, after two people of it were enrolled.
    fs::path prepare() {
        const fs::path known = test::sharedFolder() / "data/video/hamilton";
        if (fs::exists(known)) {
            enrol("lin-manuel-miranda", known / "lin-manuel-miranda.png");
            enrol("alex-lacamoire", known / "alex-lacamoire.png");
            return known / "short_hamilton_clip.mp4";
        }
        const cv::Mat photo = loadImage(test::samplePhoto(3)).bgr;
        const auto faces = workspace->engine().detect(photo);
        for (std::size_t i = 0; i < 2; ++i) {
            const auto around = clip(scaled(faces[i].box, 2), {photo.cols, photo.rows});
            const cv::Rect cut(static_cast<int>(around.x), static_cast<int>(around.y),
                               static_cast<int>(around.width), static_cast<int>(around.height));
            const auto file = folder / ("person" + std::to_string(i) + ".png");
            toQImage(photo(cut).clone()).save(QString::fromStdString(file.string()));
            enrol(i == 0 ? "lin-manuel-miranda" : "alex-lacamoire", file);
        }
        const auto film = folder / "party.mp4";
        test::makeSampleVideo(film, {3, 6}, 14);
        return film;
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<FootagePanel> panel;
};

}  // namespace

TEST_F(FootagePath, FromTheFirstPhotoToTheReport) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const fs::path film = prepare();
    ASSERT_TRUE(calm());
    panel->openSource(QString::fromStdString(film.string()));
    ASSERT_TRUE(waitUntil([&] { return !part<ImageCanvas>("playerCanvas")->image().isNull(); }));
    QTest::mouseClick(part<QPushButton>("analyseButton"), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return !workspace->store().recordings().empty(); }, kLimitMs));
    ASSERT_TRUE(calm());
    const std::string first = everything();
    ASSERT_GE(state().tracks().size(), 3u);

    // A suggestion is confirmed by one key, and then turns out to be wrong.
    auto* people = part<PeopleView>("casePeople");
    const auto suggested = trackIn(TrackState::kSuggested);
    ASSERT_TRUE(suggested) << first;
    people->select(suggested->id);
    press(Qt::Key_Return);
    EXPECT_EQ(state().track(suggested->id)->state, TrackState::kConfirmed);
    people->select(suggested->id);
    press(Qt::Key_X);
    // In the people a person is rejected with all their tracks: only one was confirmed.
    EXPECT_EQ(state().track(suggested->id)->state, TrackState::kRejected);
    const auto recording = workspace->store().recordings().front().id;
    EXPECT_EQ(workspace->store().caseBook().refusals(std::vector{recording}).size(), 1u);
    press(Qt::Key_U);
    EXPECT_EQ(state().track(suggested->id)->state, TrackState::kConfirmed);

    // An unknown gets a name of their own.
    const auto unknown = trackIn(TrackState::kUnknown);
    ASSERT_TRUE(unknown);
    EXPECT_TRUE(state().nameOf(*unknown).startsWith(QStringLiteral("Unknown-"))) << "it was clustered";
    people->select(unknown->id);
    QTest::keyClick(people->view(), Qt::Key_N);
    ASSERT_TRUE(part<NamePicker>("namePicker")->isVisible());
    QTest::keyClicks(part<QLineEdit>("namePickerEdit"), QStringLiteral("Guest"));
    QTest::keyClick(part<QLineEdit>("namePickerEdit"), Qt::Key_Return);
    ASSERT_TRUE(calm());
    if (!workspace->store().identityNamed("Guest"))  // the looks are not good enough: the user insists
        Q_EMIT part<Banner>("footageBanner")->actionTriggered();
    ASSERT_TRUE(calm());
    ASSERT_TRUE(workspace->store().identityNamed("Guest"));
    EXPECT_EQ(state().track(unknown->id)->name, "Guest");

    // A track is no face; the same face is drawn by hand, as where the detector had missed it.
    const Track gone = *trackIn(TrackState::kConfirmed);
    const auto& middle = gone.boxes[gone.boxes.size() / 2];
    panel->player().seek(middle.ms);
    part<TrackList>("trackList")->select(gone.id);
    QTest::keyClick(part<QListView>("trackView"), Qt::Key_Delete);
    ASSERT_TRUE(calm());
    EXPECT_FALSE(state().track(gone.id));
    ASSERT_TRUE(waitUntil([&] { return std::abs(panel->player().frame().ms - middle.ms) < 60; }));
    QTest::keyClick(people->view(), Qt::Key_B);
    auto* canvas = part<ImageCanvas>("playerCanvas");
    ASSERT_TRUE(canvas->drawing());
    const QRectF box = canvas->widgetFromImage(
        QRectF(static_cast<double>(middle.box.x), static_cast<double>(middle.box.y),
               static_cast<double>(middle.box.width), static_cast<double>(middle.box.height)));
    QTest::mousePress(canvas, Qt::LeftButton, {}, box.topLeft().toPoint());
    QTest::mouseMove(canvas, box.center().toPoint());
    QTest::mouseMove(canvas, box.bottomRight().toPoint());
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, box.bottomRight().toPoint());
    ASSERT_TRUE(calm());
    EXPECT_EQ(workspace->store().caseBook().drawnTracks(recording).size(), 1u)
        << part<Banner>("footageBanner")->sentence().toStdString();
    EXPECT_FALSE(canvas->drawing());
    EXPECT_EQ(part<TrackList>("trackList")->current(),
              workspace->store().caseBook().drawnTracks(recording).front())
        << "what is decided next is about the face that was drawn";

    // All of it is taken back, and done again.
    const std::string last = everything();
    ASSERT_NE(first, last);
    for (int i = 0; i < 20 && workspace->store().decisions(1).front().undone == false; ++i)
        press(Qt::Key_U);
    for (int i = 0; i < 6; ++i)
        press(Qt::Key_U);
    EXPECT_EQ(everything(), first);
    for (int i = 0; i < 6; ++i)
        press(Qt::Key_U, Qt::ShiftModifier);
    EXPECT_EQ(everything(), last);

    // Searched for, in all cases.
    people->select(suggested->id);
    QTest::keyClick(people->view(), Qt::Key_F, Qt::ControlModifier);
    ASSERT_TRUE(calm());
    EXPECT_GE(part<SearchPanel>("searchPanel")->hits(), 1);

    // Closed and opened again: it is where it was left.
    open();
    ASSERT_TRUE(waitUntil([&] { return panel->source() == QString::fromStdString(film.string()); }));
    ASSERT_TRUE(calm());
    EXPECT_EQ(everything(), last);
    EXPECT_GE(state().tracks().size(), 3u);

    for (const char* name : {"report.html", "report.pdf", "report.csv", "report.json"}) {
        QSignalSpy written(panel.get(), &FootagePanel::reportWritten);
        const QString path = QString::fromStdString((folder / name).string());
        panel->writeReport(path);
        ASSERT_TRUE(waitUntil([&] { return written.count() == 1; }, kLimitMs)) << name;
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        const QByteArray content = file.readAll();
        EXPECT_GT(content.size(), 200) << name;
        if (path.endsWith(QLatin1String(".pdf")))
            EXPECT_TRUE(content.startsWith("%PDF-"));
        else
            EXPECT_TRUE(content.contains("Guest")) << name;
    }
    for (const auto& stall : static_cast<Application*>(qApp)->watchdog().stalls())
        EXPECT_LT(stall.cpuMs, StallWatchdog::kLimitMs) << stall.what.toStdString();
}

TEST_F(FootagePath, AnInterruptedAnalysisIsOfferedToGoOn) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto film = folder / "party.mp4";
    test::makeSampleVideo(film, {3}, 12);
    // As an earlier run left it that was killed.
    workspace->store().caseBook().addSource(CaseBook::kUnsorted, film.string(), "");
    workspace->store().rememberJob("analyse-case:1", "[\"" + film.string() + "\"]");
    open();
    auto* banner = part<Banner>("footageBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }));
    EXPECT_EQ(banner->kind(), Banner::Kind::Warning);
    Q_EMIT banner->actionTriggered();
    ASSERT_TRUE(waitUntil([&] { return !workspace->store().recordings().empty(); }, kLimitMs));
    ASSERT_TRUE(calm());
    EXPECT_FALSE(workspace->store().job("analyse-case:1")) << "done";
}

TEST_F(FootagePath, ACaseIsMadeAndOpenedWhereItWasLeft) {
    const auto lobby = workspace->store().caseBook().createCase("Lobby");
    const auto film = folder / "numbered.mp4";
    test::makeNumberedVideo(film, 20);
    ASSERT_TRUE(calm());
    panel->openCase(lobby);
    ASSERT_TRUE(calm());
    panel->openSource(QString::fromStdString(film.string()));
    ASSERT_TRUE(waitUntil([&] {
        const auto sources = workspace->store().caseBook().sources(lobby);
        return sources.size() == 1 && !sources.front().sha256.empty();
    }));
    ASSERT_TRUE(calm());
    EXPECT_EQ(workspace->store().caseBook().sources(lobby).front().sha256.size(), 64u);
    panel->openCase(CaseBook::kUnsorted);
    ASSERT_TRUE(calm());
    EXPECT_TRUE(panel->source().isEmpty());
    panel->openCase(lobby);
    EXPECT_TRUE(waitUntil([&] { return panel->source() == QString::fromStdString(film.string()); }));
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
}

TEST_F(FootagePath, AHitOfAnotherCaseSelectsThePersonOfThatCase) {
    auto& store = workspace->store();
    const auto filmOf = [&](const char* name) {
        const auto film = folder / (std::string(name) + ".mp4");
        test::makeNumberedVideo(film, 20);
        return film.string();
    };
    // Three people, none of whom has a name: both cases know an Unknown-1.
    const auto analysed = [&](const std::string& film) {
        std::vector<Track> tracks(3);
        for (int i = 0; i < 3; ++i) {
            const double ms = 200.0 + 500 * i;
            auto& track = tracks[static_cast<std::size_t>(i)];
            track.firstMs = ms;
            track.lastMs = ms + 100;
            track.frames = 2;
            track.boxes = {{ms, {10, 10, 40, 40}}, {ms + 100, {10, 10, 40, 40}}};
        }
        store.saveAnalysis({.source = film, .durationMs = 2000}, tracks);
        return tracks;
    };
    const std::string here = filmOf("lobby"), there = filmOf("garage"), besides = filmOf("yard");
    const auto lobby = store.caseBook().createCase("Lobby"), garage = store.caseBook().createCase("Garage");
    const auto own = analysed(here), others = analysed(there), later = analysed(besides);
    store.caseBook().addSource(lobby, here, "");
    store.caseBook().addSource(garage, there, "");
    store.caseBook().addSource(garage, besides, "");
    ASSERT_TRUE(calm());
    auto* list = part<TrackList>("trackList");
    const auto hit = [&](CaseId of, const std::string& source, const Track& track) {
        Q_EMIT part<SearchPanel>("searchPanel")
            ->hitChosen(of, QString::fromStdString(source), track.id.value(), track.firstMs);
        EXPECT_TRUE(waitUntil([&] { return panel->player().isOpen() && list->current() == track.id; }))
            << list->current().value() << " is chosen, not " << track.id.value();
        ASSERT_TRUE(calm());
        EXPECT_EQ(state().id(), of);
        EXPECT_EQ(panel->source(), QString::fromStdString(source));
        EXPECT_EQ(list->current(), track.id) << "also once all is read";
        EXPECT_EQ(part<PeopleView>("casePeople")->current(), track.id);
        EXPECT_TRUE(waitUntil([&] { return std::abs(panel->player().frame().ms - track.firstMs) < 60; }))
            << panel->player().frame().ms << " ms, not " << track.firstMs;
    };
    hit(garage, there, others[1]);
    hit(lobby, here, own[2]);
    hit(lobby, here, own[1]);  // of the recording that is open
    hit(garage, besides, later[2]);
    hit(garage, there, others[0]);  // of another recording of the open case
    // Where the desk was left counts no more than the hit.
    hit(lobby, here, own[0]);
    hit(garage, besides, later[1]);
}
