// Drives the Footage desk through its widgets: open, analyse, jump, name, undo, redo.
#include "ui/footage/footage_panel.h"

#include <gtest/gtest.h>

#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "core/pipelines/enrol.h"
#include "tests/support/places.h"
#include "tests/ui/footage/sample_video.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/widgets/application.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr int kFramesEach = 14;

class FootagePanelTest : public testing::Test {
  protected:
    FootagePanelTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {
        panel = std::make_unique<FootagePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    bool shown() {
        return waitUntil(
            [&] { return panel->player().isOpen() && !part<ImageCanvas>("playerCanvas")->image().isNull(); });
    }
    void open(const std::filesystem::path& file) { panel->openSource(QString::fromStdString(file.string())); }
    Track stored(TrackId id) const {
        for (const auto& recording : workspace->store().recordings())
            for (auto& track : workspace->store().tracks(recording.id))
                if (track.id == id) return track;
        return {};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(part<QListView>("trackView"), key, modifiers);
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<FootagePanel> panel;
};

}  // namespace

TEST_F(FootagePanelTest, AnEmptyDeskSaysWhatBelongsHere) {
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && part<QWidget>("footageEmpty")->isVisible(); }));
    EXPECT_FALSE(part<QPushButton>("analyseButton")->isEnabled());
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
}

TEST_F(FootagePanelTest, SaysInPlaceWhatCannotBeOpened) {
    const auto file = folder / "broken.mp4";
    std::ofstream(file) << "no video at all";
    open(file);
    auto* banner = part<Banner>("footageBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }));
    EXPECT_EQ(banner->kind(), Banner::Kind::Error);
    EXPECT_TRUE(banner->sentence().contains(QStringLiteral("broken.mp4")))
        << banner->sentence().toStdString();
}

TEST_F(FootagePanelTest, OpensWhereARecordingWasLeft) {
    const auto file = folder / "numbered.mp4", other = folder / "other.mp4";
    test::makeNumberedVideo(file, 30);
    test::makeNumberedVideo(other, 10);
    open(file);
    ASSERT_TRUE(shown());
    panel->player().seek(1700);
    ASSERT_TRUE(waitUntil([&] { return panel->player().frame().index == 17; }));
    open(other);
    ASSERT_TRUE(
        waitUntil([&] { return panel->player().isOpen() && panel->player().info()->durationMs < 1500; }));
    open(file);
    EXPECT_TRUE(waitUntil([&] { return panel->player().frame().index == 17; }));
}

TEST_F(FootagePanelTest, ARecordingThatHasJustComeIsShownInItsCase) {
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    const auto file = folder / "numbered.mp4";
    test::makeNumberedVideo(file, 30);
    auto& store = workspace->store();
    const CaseId lobby = store.caseBook().createCase("Lobby");
    store.caseBook().addSource(lobby, file.string(), std::string(64, 'a'));
    Recording recording;
    recording.source = file.string();
    recording.size = {320, 240}, recording.framesPerSecond = 10, recording.durationMs = 3000,
    recording.frames = 30;
    std::vector<Track> tracks;
    const auto id = store.saveAnalysis(recording, tracks);
    // At once, before the desk has heard of it.
    auto* search = part<QLineEdit>("trackSearch");
    search->setText(QStringLiteral("somebody of this case"));
    ASSERT_TRUE(panel->reveal({DeskItem::Kind::Recording, id.value()}));
    ASSERT_TRUE(shown());
    EXPECT_EQ(panel->source().toStdString(), file.string());
    EXPECT_TRUE(search->text().isEmpty()) << "what narrowed the list was of the other case";
    for (const auto& source : store.caseBook().sources(CaseBook::kUnsorted))
        EXPECT_NE(source.source, file.string()) << "it was taken out of its case";
}

TEST_F(FootagePanelTest, ACaseLooksAsItWasLeft) {
    const auto file = folder / "numbered.mp4";
    test::makeNumberedVideo(file, 30);
    open(file);
    ASSERT_TRUE(shown());
    const auto heightOf = [&] { return part<QDockWidget>("footageTimeline")->height(); };
    const int builtHeight = heightOf();
    panel->resizeDocks({part<QDockWidget>("footageTimeline")}, {builtHeight + 60}, Qt::Vertical);
    ASSERT_TRUE(waitUntil([&] { return heightOf() == builtHeight + 60; }));
    part<ImageCanvas>("playerCanvas")->setZoom(3);
    part<TimelineStrip>("timeline")->showRange(500, 1500);
    panel->player().seek(1200);
    ASSERT_TRUE(waitUntil([&] { return panel->player().frame().index == 12; }));

    panel.reset();
    panel = std::make_unique<FootagePanel>(session, nullptr);
    panel->resize(1366, 768);
    panel->show();
    ASSERT_TRUE(shown()) << "the recording that was open";
    EXPECT_TRUE(waitUntil([&] { return heightOf() == builtHeight + 60; })) << heightOf();
    EXPECT_EQ(panel->player().frame().index, 12);
    EXPECT_EQ(part<ImageCanvas>("playerCanvas")->view().zoom, 3);
    const auto [from, to] = part<TimelineStrip>("timeline")->visibleRange();
    EXPECT_NEAR(from, 500, 1);
    EXPECT_NEAR(to, 1500, 1);
}

TEST_F(FootagePanelTest, ACaseOfAnotherStoreDoesNotTakeTheLayoutOfThisOne) {
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    auto* timeline = part<QDockWidget>("footageTimeline");
    const int builtHeight = timeline->height();
    const auto grow = [&](int by) {
        panel->resizeDocks({timeline}, {builtHeight + by}, Qt::Vertical);
        return waitUntil([&] { return timeline->height() == builtHeight + by; });
    };
    ASSERT_TRUE(grow(60));
    session.setWorkspace(test::workspaceIn(folder / "other"));
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    ASSERT_TRUE(grow(20));
    session.setWorkspace(workspace);
    EXPECT_TRUE(waitUntil([&] { return timeline->height() == builtHeight + 60; })) << timeline->height();
}

TEST_F(FootagePanelTest, APanelThatFloatsIsThereAgainAfterTheWindowWasClosed) {
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    auto* why = part<QDockWidget>("footageWhy");
    why->setFloating(true);
    ASSERT_TRUE(waitUntil([&] { return why->isVisible(); }));
    why->close();  // as the program does with all windows when it ends
    panel.reset();
    panel = std::make_unique<FootagePanel>(session, nullptr);
    panel->resize(1366, 768);
    panel->show();
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && part<QDockWidget>("footageWhy")->isFloating(); }));
    EXPECT_TRUE(part<QDockWidget>("footageWhy")->isVisible());
}

TEST_F(FootagePanelTest, AnalysesNamesUndoesAndRedoes) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto file = folder / "party.mp4";
    test::makeSampleVideo(file, {3, 6}, kFramesEach);
    open(file);
    ASSERT_TRUE(shown());

    // Analysis, by its button; the tracks appear when it is done.
    QSignalSpy loaded(panel.get(), &FootagePanel::tracksLoaded);
    QTest::mouseClick(part<QPushButton>("analyseButton"), Qt::LeftButton);
    EXPECT_TRUE(part<QWidget>("analysisStrip")->isVisible());
    ASSERT_TRUE(waitUntil([&] { return loaded.count() > 0; }, 120'000))
        << part<Banner>("footageBanner")->sentence().toStdString();
    auto& model = panel->tracks();
    ASSERT_GE(model.rowCount(), 4) << "three and four people are in the two photos";
    EXPECT_FALSE(part<QWidget>("analysisStrip")->isVisible());
    EXPECT_EQ(model.count(TrackState::kUnknown), model.rowCount()) << "nobody is enrolled";

    // The unknown people are grouped next, which gives rows other numbers.
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, 60'000));
    // A click in the list jumps to the best look of that track.
    auto* view = part<QListView>("trackView");
    const QModelIndex last = model.index(model.rowCount() - 1);
    const Track track = *model.trackAt(last);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(last).center());
    ASSERT_TRUE(waitUntil([&] {
        const double ms = panel->player().frame().ms;
        return ms >= track.firstMs - 1 && ms <= track.lastMs + 1;
    }));
    EXPECT_TRUE(waitUntil([&] {
        const auto& boxes = part<ImageCanvas>("playerCanvas")->boxes();
        return std::any_of(boxes.begin(), boxes.end(),
                           [&](const auto& box) { return box.id == track.id.value() && box.selected; });
    }));

    // N, a new name, Enter: enrolled from the best looks, and the track is confirmed.
    press(Qt::Key_N);
    auto* picker = part<NamePicker>("namePicker");
    ASSERT_TRUE(picker->isVisible());
    QTest::keyClicks(part<QLineEdit>("namePickerEdit"), QStringLiteral("Maria"));
    QTest::keyClick(part<QLineEdit>("namePickerEdit"), Qt::Key_Return);
    auto* banner = part<Banner>("footageBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }, 60'000));
    EXPECT_EQ(banner->kind(), Banner::Kind::Good) << banner->sentence().toStdString();
    ASSERT_TRUE(waitUntil([&] { return stored(track.id).state == TrackState::kConfirmed; }));
    EXPECT_EQ(stored(track.id).name, "Maria");
    const auto maria = workspace->store().identityNamed("Maria");
    ASSERT_TRUE(maria);
    EXPECT_GE(maria->templates, 1);
    EXPECT_EQ(model.displayName(*model.track(track.id)), QStringLiteral("Maria"));

    // Undo and redo by their keys.
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return stored(track.id).state == TrackState::kUnknown; }));
    ASSERT_TRUE(waitUntil([&] { return model.track(track.id)->state == TrackState::kUnknown; }));
    press(Qt::Key_U, Qt::ShiftModifier);
    ASSERT_TRUE(waitUntil([&] { return model.track(track.id)->state == TrackState::kConfirmed; }));
    EXPECT_EQ(stored(track.id).name, "Maria");

    // Naming another track after somebody known, chosen by typing; then rejecting it.
    const Track first = *model.trackAt(model.index(0));
    part<TrackList>("trackList")->select(first.id);
    press(Qt::Key_N);
    QTest::keyClicks(part<QLineEdit>("namePickerEdit"), QStringLiteral("mar"));
    ASSERT_TRUE(waitUntil([&] {
        return part<QListView>("namePickerList")
            ->model()
            ->index(0, 0)
            .data()
            .toString()
            .startsWith(QStringLiteral("Maria"));
    }));
    QTest::keyClick(part<QLineEdit>("namePickerEdit"), Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return stored(first.id).state == TrackState::kConfirmed; }));
    part<TrackList>("trackList")->select(first.id);
    press(Qt::Key_X);
    ASSERT_TRUE(waitUntil([&] { return stored(first.id).state == TrackState::kRejected; }));
    EXPECT_FALSE(stored(first.id).identity);

    EXPECT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }));
    for (const auto& stall : static_cast<Application*>(qApp)->watchdog().stalls())
        EXPECT_LT(stall.cpuMs, StallWatchdog::kLimitMs) << stall.what.toStdString();
}

TEST_F(FootagePanelTest, FacesOfWhatIsShownAreLookedForBeforeTheRecordingIsAnalysed) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto file = folder / "party.mp4";
    test::makeSampleVideo(file, {3, 6}, kFramesEach);
    open(file);
    ASSERT_TRUE(shown());
    const auto boxes = [&] { return part<ImageCanvas>("playerCanvas")->boxes(); };
    ASSERT_TRUE(waitUntil([&] { return boxes().size() >= 3; }, 60'000)) << "three people are in the photo";
    for (const auto& box : boxes()) {
        EXPECT_LT(box.id, 0) << "it is no track";
        EXPECT_EQ(box.mark, Mark::Unknown);
    }
    EXPECT_TRUE(workspace->store().recordings().empty()) << "nothing is kept";
    // A click on one selects nothing, F turns it off and on again.
    auto* canvas = part<ImageCanvas>("playerCanvas");
    QTest::mouseClick(canvas, Qt::LeftButton, {},
                      canvas->widgetFromImage(boxes().front().box).center().toPoint());
    EXPECT_FALSE(part<TrackList>("trackList")->current().valid());
    press(Qt::Key_F);
    EXPECT_TRUE(boxes().isEmpty());
    press(Qt::Key_F);
    ASSERT_TRUE(waitUntil([&] { return boxes().size() >= 3; }, 60'000));

    // Somebody who is enrolled has their name at once.
    JobContext context;
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    options.severalFaces = SeveralFaces::kLargest;
    ASSERT_TRUE(
        enrolPerson(*workspace, "Maria", {}, {test::samplePhoto(3)}, options, context).identity.valid());
    press(Qt::Key_F);
    press(Qt::Key_F);
    ASSERT_TRUE(waitUntil(
        [&] {
            const auto seen = boxes();
            return std::any_of(seen.begin(), seen.end(),
                               [](const auto& box) { return box.label == QStringLiteral("Maria"); });
        },
        60'000));

    // What is found by an analysis takes its place.
    QSignalSpy loaded(panel.get(), &FootagePanel::tracksLoaded);
    QTest::mouseClick(part<QPushButton>("analyseButton"), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return loaded.count() > 0; }, 120'000));
    ASSERT_TRUE(waitUntil([&] { return !boxes().isEmpty() && boxes().front().id > 0; }));
}

TEST_F(FootagePanelTest, AnAnalysisCanBeStoppedInPlace) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto file = folder / "long.mp4";
    test::makeSampleVideo(file, {3, 4, 5, 6}, 30);
    open(file);
    ASSERT_TRUE(shown());
    panel->analyse();
    auto* strip = part<QWidget>("analysisStrip");
    ASSERT_TRUE(strip->isVisible());
    QTest::mouseClick(strip->findChild<QPushButton*>(QStringLiteral("jobCancelButton")), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }, 30'000));
    EXPECT_TRUE(part<Banner>("footageBanner")->isVisible());
    EXPECT_TRUE(workspace->store().recordings().empty());
    EXPECT_TRUE(part<QPushButton>("analyseButton")->isEnabled());
}

TEST_F(FootagePanelTest, OfManyRecordingsTheOneThatIsOpenIsAnalysedFirst) {
    QStringList films;
    for (const char* name : {"first", "second", "third"}) {
        const auto film = folder / (std::string(name) + ".mp4");
        test::makeNumberedVideo(film, 10);
        workspace->store().caseBook().addSource(CaseBook::kUnsorted, film.string(), "");
        films << QString::fromStdString(film.string());
    }
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    panel->openSource(films[1]);
    ASSERT_TRUE(shown());
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }));
    QStringList begun, done;
    QObject::connect(&session.jobs(), &JobRunner::jobAdded, panel.get(), [&](JobHandle* job) {
        if (job->lane() != JobLane::Long) return;
        begun << job->title();
        QObject::connect(job, &JobHandle::finished, panel.get(), [&done, job] { done << job->title(); });
    });
    part<QPushButton>("caseAnalyse")->click();
    ASSERT_EQ(begun.size(), 3);
    for (const auto& [at, name] :
         {std::pair(0, "second.mp4"), std::pair(1, "first.mp4"), std::pair(2, "third.mp4")})
        EXPECT_TRUE(begun[at].contains(QLatin1String(name))) << begun.join(QLatin1Char(' ')).toStdString();
    EXPECT_TRUE(part<QWidget>("analysisStrip")->isVisible()) << "of the recording that is open";
    panel->openSource(films[2]);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, 120'000));
    EXPECT_FALSE(part<QWidget>("analysisStrip")->isVisible());
    ASSERT_EQ(done.size(), 3);
    EXPECT_TRUE(done[1].contains(QLatin1String("third.mp4"))) << "opened while it waited";
}
