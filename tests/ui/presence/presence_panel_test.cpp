// Drives the Presence desk through its widgets: a list, a person, a recording that plays as a camera, an
// alert.
#include "ui/presence/presence_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <fstream>

#include "core/store/alert_book.h"
#include "core/store/case_book.h"
#include "core/store/presence_book.h"
#include "tests/core/media/stream_server.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/presence/alerts/alerts_page.h"
#include "ui/presence/attendance/attendance_page.h"
#include "ui/presence/live/area_editor.h"
#include "ui/presence/live/live_page.h"
#include "ui/presence/watchlists/watchlists_page.h"
#include "ui/presence/webhooks/webhooks_page.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class PresencePanelTest : public testing::Test {
  protected:
    PresencePanelTest() { open(); }
    void open() {
        panel.reset();
        session.reset();
        workspace.reset();
        workspace = test::workspaceIn(folder / "store");
        session = std::make_unique<Session>(workspace);
        panel = std::make_unique<PresencePanel>(*session, nullptr);
        panel->resize(1366 - 72, 768 - 64);
        panel->show();
        ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    void clickIn(QWidget* parent, const char* name) {
        QTest::mouseClick(parent->findChild<QWidget*>(QString::fromLatin1(name)), Qt::LeftButton);
    }
    bool settled() {
        return waitUntil([&] { return panel->idle(); });
    }
    AlertBook& book() { return workspace->store().alertBook(); }
    IdentityId enrol(const std::string& name, const Face& face = {},
                     const Template& value = {"test@1", {1.f}}) {
        Store::NewSample sample;
        sample.sample.path = name + ".jpg";
        sample.sample.sha256 = name;
        sample.sample.face = face;
        sample.templates = {value};
        return workspace->store().enrol(name, "", {sample}).identity;
    }
    Alert alertOf(IdentityId who, UnixMs at) {
        Alert alert;
        alert.key = std::to_string(at), alert.identity = who, alert.at = at, alert.listName = "Banned";
        alert.cameraName = "Door", alert.zone = "Lobby", alert.escalateMs = 60'000;
        alert.similarity = 0.71f, alert.threshold = 0.52f, alert.fmr = 1e-5, alert.quality = 60;
        return alert;
    }
    static QString text(QWidget* parent, const char* name) {
        return parent->findChild<ElidedLabel*>(QString::fromLatin1(name))->fullText();
    }
    void expectNothingClipped() {
        EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
            << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    std::unique_ptr<Session> session;
    std::unique_ptr<PresencePanel> panel;
};

}  // namespace

TEST_F(PresencePanelTest, EmptyPagesSayWhatToDoInBothLanguages) {
    Language language;
    for (const char* code : {"en", "zh_CN", "en"}) {
        language.use(QString::fromLatin1(code));
        for (const char* tab : {"live", "alerts", "watchlists", "attendance"}) {
            panel->showTab(QString::fromLatin1(tab));
            ASSERT_TRUE(settled());
            auto* empty = part<QWidget>((std::string(tab) + "Empty").c_str());
            EXPECT_TRUE(empty->isVisible()) << tab;
            EXPECT_FALSE(empty->findChild<QPushButton*>()->text().isEmpty());
            expectNothingClipped();
        }
    }
    panel->showTab(QStringLiteral("live"));
    QTest::mouseClick(part<QWidget>("liveEmpty")->findChild<QPushButton*>(), Qt::LeftButton);
    EXPECT_TRUE(part<QWidget>("cameraForm")->isVisible());
    EXPECT_FALSE(part<QPushButton>("cameraSave")->isEnabled()) << "without a name and a source it is none";
    expectNothingClipped();
}

TEST_F(PresencePanelTest, AWatchlistIsMadeFilledAndChangedAndEachChangeIsKeptAtOnce) {
    const auto anna = enrol("Anna");
    enrol("Ben");
    panel->showTab(QStringLiteral("watchlists"));
    QTest::mouseClick(part<QWidget>("watchlistsEmpty")->findChild<QPushButton*>(), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return panel->watchlists().lists().size() == 1 && panel->idle(); }));
    auto* name = part<QLineEdit>("watchlistName");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Banned"));
    QTest::keyClick(name, Qt::Key_Return);
    part<QSpinBox>("watchlistLooks")->setValue(2);
    auto* person = part<QComboBox>("watchlistPerson");
    ASSERT_TRUE(waitUntil([&] { return person->findText(QStringLiteral("Anna")) >= 0; }));
    person->setCurrentIndex(person->findText(QStringLiteral("Anna")));
    click("watchlistAddMember");
    ASSERT_TRUE(waitUntil([&] {
        const auto lists = book().watchlists();
        return lists.size() == 1 && lists[0].name == "Banned" && lists[0].looks == 2 &&
               lists[0].members == std::vector{anna};
    }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(part<QListWidget>("watchlistMembers")->count(), 1);
    EXPECT_EQ(person->findText(QStringLiteral("Anna")), -1) << "she is on it already";
    expectNothingClipped();
    part<QListWidget>("watchlistMembers")->item(0)->setSelected(true);
    click("watchlistTakeMember");
    ASSERT_TRUE(waitUntil([&] { return book().watchlists()[0].members.empty(); }));
    panel->watchlists().setConfirm([](const QString&) { return true; });
    click("watchlistRemove");
    ASSERT_TRUE(waitUntil([&] { return book().watchlists().empty(); }));
}

TEST_F(PresencePanelTest, AWebhookIsAddedWithASecretAndSaysWhatWaitsAndWhy) {
    panel->showTab(QStringLiteral("webhooks"));
    auto* url = part<QLineEdit>("webhookUrl");
    QTest::keyClicks(url, QStringLiteral("nonsense"));
    EXPECT_FALSE(part<QPushButton>("webhookAdd")->isEnabled());
    url->clear();
    QTest::keyClicks(url, QStringLiteral("http://127.0.0.1:9/hook"));  // nobody listens there
    click("webhookAdd");
    ASSERT_TRUE(waitUntil([&] { return panel->webhooks().hooks().size() == 1; }));
    EXPECT_EQ(part<QLineEdit>("webhookSecret")->text().size(), 64);
    expectNothingClipped();
    ASSERT_TRUE(book().raise(alertOf(enrol("Anna"), Clock::system().now()), 0));
    session->pollNow();
    EXPECT_TRUE(waitUntil([&] {
        const auto& hooks = panel->webhooks().hooks();
        return hooks[0].waiting == 1 && !hooks[0].trouble.empty();
    })) << "it is told from the window, in vain";
    click("webhookToggle");
    EXPECT_TRUE(waitUntil([&] { return !book().webhooks()[0].enabled; }));
    ASSERT_TRUE(settled());
    click("webhookRemove");
    EXPECT_TRUE(waitUntil([&] { return book().webhooks().empty(); }));
}

TEST_F(PresencePanelTest, AlertsAreDecidedOnTheirCardsWhichStayAndAreStillDecidedAfterwards) {
    const auto anna = enrol("Anna");
    const UnixMs now = Clock::system().now();
    const auto older = *book().raise(alertOf(anna, now - 150'000), 0);
    const auto newer = *book().raise(alertOf(anna, now), 0);
    panel->showTab(QStringLiteral("alerts"));
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().cards().size() == 2; }));
    auto cards = panel->alerts().cards();
    EXPECT_EQ(cards[0]->alert().id, newer) << "newest on top";
    EXPECT_TRUE(text(cards[0], "alertNumbers").contains(QStringLiteral("0.71 ≥ 0.52")));
    EXPECT_TRUE(text(cards[0], "alertPlace").contains(QStringLiteral("Door · Lobby")));
    EXPECT_FALSE(cards[0]->findChild<QLabel*>(QStringLiteral("alertAge"))->isVisible());
    EXPECT_TRUE(cards[1]->findChild<QLabel*>(QStringLiteral("alertAge"))->isVisible()) << "overdue";
    expectNothingClipped();
    QTest::keyClick(panel.get(), Qt::Key_A);
    ASSERT_TRUE(waitUntil([&] { return book().alert(newer)->state == AlertState::kAcknowledged; }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(panel->alerts().cards().size(), 2) << "a card that is decided stays where it is";
    clickIn(cards[1], "alertDismiss");
    auto* reason = cards[1]->findChild<QLineEdit*>(QStringLiteral("alertReason"));
    ASSERT_TRUE(reason->isVisible());
    EXPECT_FALSE(cards[1]->findChild<QPushButton*>(QStringLiteral("alertConfirm"))->isEnabled())
        << "not without a reason";
    expectNothingClipped();
    QTest::keyClicks(reason, QStringLiteral("a poster"));
    QTest::keyClick(reason, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return book().alert(older)->state == AlertState::kDismissed; }));
    EXPECT_EQ(book().alert(older)->reason, "a poster");
    open();
    panel->showTab(QStringLiteral("alerts"));
    ASSERT_TRUE(settled());
    EXPECT_TRUE(panel->alerts().cards().isEmpty()) << "none is new";
    panel->alerts().setFilter(AlertState::kDismissed);
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().cards().size() == 1; }));
    cards = panel->alerts().cards();
    EXPECT_TRUE(text(cards[0], "alertDecision").contains(QStringLiteral("a poster")));
    clickIn(cards[0], "alertReopen");
    ASSERT_TRUE(waitUntil([&] { return book().alert(older)->state == AlertState::kNew; }));
}

TEST_F(PresencePanelTest, ARecordingPlaysAsACameraAndItsAlertIsAcknowledgedForGood) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::SyntheticFootage footage(workspace->engine());
    footage.write(folder / "film");
    const auto anna = enrol("Anna", footage.annasFace(), footage.annasTemplate());
    Watchlist list;
    list.name = "Banned", list.fmr = 1e-3, list.looks = 1, list.members = {anna};
    list.colour = ListColour::kBlue;
    book().saveWatchlist(list);
    panel->live().addCamera();
    QTest::keyClicks(part<QLineEdit>("cameraName"), QStringLiteral("Door"));
    QTest::keyClicks(part<QLineEdit>("cameraSource"), QString::fromStdString((folder / "film").string()));
    QTest::keyClicks(part<QLineEdit>("cameraZone"), QStringLiteral("Lobby"));
    click("cameraSave");
    ASSERT_TRUE(waitUntil([&] { return panel->live().tiles().size() == 1; }));
    auto* tile = panel->live().tiles().at(0);
    EXPECT_EQ(text(tile, "tileState"), QStringLiteral("Stopped"));
    QSignalSpy notices(panel.get(), &Desk::noticeRaised);
    clickIn(tile, "tileRun");
    EXPECT_TRUE(panel->runs().running(tile->camera().id));
    ASSERT_TRUE(waitUntil(
        [&] {
            for (const auto& box : tile->canvas().boxes())
                if (box.label == QStringLiteral("Anna") && box.colour == Token::Accent) return true;
            return false;
        },
        30'000));
    ASSERT_TRUE(waitUntil([&] { return text(tile, "tileState").startsWith(QStringLiteral("Live")); }));
    expectNothingClipped();
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().newAlerts() == 1; }));
    clickIn(tile, "tileRun");
    EXPECT_FALSE(panel->runs().running(tile->camera().id));
    panel->showTab(QStringLiteral("alerts"));
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().cards().size() == 1 && panel->idle(); }));
    auto* card = panel->alerts().cards().at(0);
    EXPECT_FALSE(card->findChild<QLabel*>(QStringLiteral("alertLook"))->pixmap(Qt::ReturnByValue).isNull());
    QSignalSpy openAt(panel.get(), &Desk::openAtRequested);
    clickIn(card, "alertRecording");
    ASSERT_EQ(openAt.count(), 1);
    EXPECT_EQ(openAt[0][0].toString().toStdString(), folder / "film");
    EXPECT_EQ(openAt[0][1].toDouble(), std::max(0.0, card->alert().recordingMs - 2000)) << "shortly before";
    EXPECT_LE(card->alert().recordingMs, 4000);
    EXPECT_EQ(notices.count(), 1);
    EXPECT_TRUE(notices[0][1].toString().contains(QStringLiteral("Anna")));
    EXPECT_FALSE(notices[0][2].toString().contains(QStringLiteral("Anna"))) << "that of a locked window";
    clickIn(card, "alertAcknowledge");
    const auto id = card->alert().id;
    ASSERT_TRUE(waitUntil([&] { return book().alert(id)->state == AlertState::kAcknowledged; }));
    open();
    EXPECT_EQ(panel->alerts().newAlerts(), 0);
    panel->showTab(QStringLiteral("alerts"));
    panel->alerts().setFilter(AlertState::kAcknowledged);
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().cards().size() == 1; }));
    EXPECT_EQ(panel->alerts().cards().at(0)->alert().id, id);
    EXPECT_FALSE(workspace->store().auditBrokenAt());
}

TEST_F(PresencePanelTest, ACamerasRulesAreSetInItsFormAndDrawnOnAStill) {
    for (int i = 0; i < 3; ++i) {
        std::filesystem::create_directories(folder / "film");
        QImage frame(320, 180, QImage::Format_RGB888);
        frame.fill(QColor(10, 120, 200));
        ASSERT_TRUE(
            frame.save(QString::fromStdString((folder / ("film/" + std::to_string(i) + ".png")).string())));
    }
    const QString film = QString::fromStdString((folder / "film").string());
    panel->live().addCamera();
    auto* area = part<AreaEditor>("cameraArea");
    EXPECT_TRUE(area->still().isNull()) << "there is no source yet";
    QTest::keyClicks(part<QLineEdit>("cameraName"), QStringLiteral("Door"));
    QTest::keyClicks(part<QLineEdit>("cameraSource"), film);
    EXPECT_TRUE(part<QPushButton>("cameraSave")->isEnabled());
    click("cameraStill");
    ASSERT_TRUE(waitUntil([&] { return !area->still().isNull(); }));
    EXPECT_EQ(area->still().size(), QSize(320, 180));
    expectNothingClipped();
    // A rectangle is dragged, a corner moved, one added on an edge, one taken away by a key.
    const auto drag = [&](const QPointF& from, const QPointF& to) {
        QTest::mousePress(area, Qt::LeftButton, {}, from.toPoint());
        QTest::mouseMove(area, ((from + to) / 2).toPoint());
        QTest::mouseMove(area, to.toPoint());
        QTest::mouseRelease(area, Qt::LeftButton, {}, to.toPoint());
    };
    const QPointF middle = QRectF(area->rect()).center();
    drag(middle - QPointF(60, 40), middle + QPointF(60, 40));
    ASSERT_EQ(area->area().size(), 4u);
    EXPECT_LT(area->area()[0].x, 0.5f);
    EXPECT_GT(area->area()[2].y, 0.5f);
    const auto before = area->area()[1];
    drag(area->cornerAt(1), area->cornerAt(1) + QPointF(20, -15));
    EXPECT_GT(area->area()[1].x, before.x);
    EXPECT_LT(area->area()[1].y, before.y);
    QTest::mouseDClick(area, Qt::LeftButton, {}, ((area->cornerAt(2) + area->cornerAt(3)) / 2).toPoint());
    ASSERT_EQ(area->area().size(), 5u);
    QTest::keyClick(area, Qt::Key_Delete);
    EXPECT_EQ(area->area().size(), 4u);
    const auto moved = area->area()[3];
    QTest::keyClick(area, Qt::Key_Left);
    EXPECT_LT(area->area()[3].x, moved.x);
    // A corner that is taken away while the mouse holds it does not follow it, nor does another one.
    const auto whole = area->area();
    QTest::mousePress(area, Qt::LeftButton, {}, area->cornerAt(1).toPoint());
    QTest::keyClick(area, Qt::Key_Delete);
    const auto three = area->area();
    ASSERT_EQ(three.size(), 3u);
    QTest::mouseMove(area, middle.toPoint() + QPoint(3, 5));
    EXPECT_EQ(area->area(), three);
    QTest::mouseRelease(area, Qt::LeftButton, {}, middle.toPoint());
    QTest::mousePress(area, Qt::LeftButton, {}, area->cornerAt(1).toPoint());
    QTest::keyClick(area, Qt::Key_Delete);
    QTest::mouseMove(area, middle.toPoint());
    QTest::mouseRelease(area, Qt::LeftButton, {}, middle.toPoint());
    EXPECT_TRUE(area->area().empty()) << "two are no area";
    area->setArea(whole);
    auto* detector = part<QComboBox>("cameraDetector");
    ASSERT_GE(detector->findData(QStringLiteral("blazeface")), 0);
    detector->setCurrentIndex(detector->findData(QStringLiteral("blazeface")));
    part<QSpinBox>("cameraMinFace")->setValue(48);
    auto* fmr = part<QComboBox>("cameraFmr");
    fmr->setCurrentIndex(fmr->findData(1e-5));
    Language language;
    for (const char* code : {"zh_CN", "en"}) {
        language.use(QString::fromLatin1(code));
        expectNothingClipped();
        EXPECT_EQ(detector->currentData().toString(), QStringLiteral("blazeface")) << "kept over a language";
        EXPECT_EQ(fmr->currentData().toDouble(), 1e-5);
    }
    const auto drawn = area->area();
    click("cameraSave");
    ASSERT_TRUE(waitUntil([&] { return panel->live().tiles().size() == 1; }));
    const auto kept = workspace->store().presence().cameras().at(0).rules;
    EXPECT_EQ(kept.detector, "blazeface");
    EXPECT_EQ(kept.minFacePx, 48);
    EXPECT_EQ(kept.fmr, 1e-5);
    ASSERT_EQ(kept.area.size(), drawn.size());
    EXPECT_NEAR(kept.area[1].x, drawn[1].x, 1e-3);

    clickIn(panel->live().tiles().at(0), "tileEdit");
    ASSERT_TRUE(waitUntil([&] { return !area->still().isNull(); })) << "its picture is taken at once";
    EXPECT_EQ(area->area().size(), 4u);
    EXPECT_EQ(detector->currentData().toString(), QStringLiteral("blazeface"));
    EXPECT_EQ(part<QSpinBox>("cameraMinFace")->value(), 48);
    click("cameraWhole");
    drag(middle, middle + QPointF(7, 7));
    EXPECT_FALSE(part<QPushButton>("cameraSave")->isEnabled()) << "no face would be in it";
    click("cameraWhole");
    click("cameraSave");
    EXPECT_TRUE(waitUntil([&] { return workspace->store().presence().cameras().at(0).rules.area.empty(); }));
}

TEST_F(PresencePanelTest, ACameraWithoutAPictureSaysSoInThePlaceOfIt) {
    panel->live().addCamera();
    QTest::keyClicks(part<QLineEdit>("cameraSource"), QStringLiteral("/nowhere/at/all.mp4"));
    click("cameraStill");
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("cameraStill")->isEnabled() && panel->idle(); }));
    EXPECT_TRUE(part<AreaEditor>("cameraArea")->still().isNull());
    EXPECT_TRUE(part<AreaEditor>("cameraArea")->note().contains(QStringLiteral("all.mp4")));
}

TEST_F(PresencePanelTest, SourcesThatDoNotAnswerHoldUpNoOther) {
    const test::StreamServer silent("", true), mute("", true);
    std::filesystem::create_directories(folder / "film");
    QImage frame(320, 180, QImage::Format_RGB888);
    frame.fill(Qt::blue);
    ASSERT_TRUE(frame.save(QString::fromStdString((folder / "film/0.png").string())));
    panel->live().addCamera();
    auto* source = part<QLineEdit>("cameraSource");
    const auto ask = [&](const QString& of) {
        source->setFocus();
        source->selectAll();
        QTest::keyClicks(source, of);
        QTest::keyClick(source, Qt::Key_Tab);
    };
    for (const auto* server : {&silent, &mute}) {
        ask(QStringLiteral("tcp://127.0.0.1:%1").arg(server->port()));
        ASSERT_TRUE(waitUntil([&] { return server->connections() > 0; }));
    }
    ask(QString::fromStdString((folder / "film").string()));
    ASSERT_TRUE(waitUntil([&] { return !part<AreaEditor>("cameraArea")->still().isNull(); }));
    const auto givenUp = [&] {
        int count = 0;
        for (const auto* job : session->jobs().jobs())
            count += job->state() == JobHandle::State::Cancelled;
        return count;
    };
    EXPECT_TRUE(waitUntil([&] { return givenUp() == 2; })) << "no worker waits for them";
}

TEST_F(PresencePanelTest, ACameraThatIsDeadSaysWhyAndIsRemoved) {
    Camera camera;
    camera.name = "Dead", camera.source = "/nowhere/at/all.mp4";
    workspace->store().presence().saveCamera(camera);
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return panel->live().tiles().size() == 1; }));
    auto* tile = panel->live().tiles().at(0);
    panel->live().toggleAll();
    ASSERT_TRUE(waitUntil(
        [&] {
            return text(tile, "tileState") != QStringLiteral("Connecting…") &&
                   text(tile, "tileState") != QStringLiteral("Stopped");
        },
        20'000));
    clickIn(tile, "tileRemove");
    EXPECT_TRUE(waitUntil([&] { return panel->live().tiles().isEmpty(); }));
    EXPECT_EQ(panel->runs().count(), 0);
}

TEST_F(PresencePanelTest, ACameraThatIsChangedElsewhereRunsAsItIsNow) {
    Camera camera;
    camera.name = "Door", camera.source = (folder / "nothing.mp4").string();
    camera.id = workspace->store().presence().saveCamera(camera);
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return panel->live().tiles().size() == 1; }));
    panel->live().toggleAll();
    ASSERT_TRUE(panel->runs().running(camera.id));
    camera.source = (folder / "nothing else.mp4").string();
    workspace->store().presence().saveCamera(camera);
    EXPECT_TRUE(waitUntil([&] { return panel->runs().runs(camera); }));
}

TEST_F(PresencePanelTest, AnAlertOfACameraLeadsToWhatItHasRecordedMeanwhile) {
    Camera camera;
    camera.name = "Door", camera.source = "rtsp://door/1";
    camera.id = workspace->store().presence().saveCamera(camera);
    constexpr UnixMs kAt = 1'794'441'600'000;
    auto alert = alertOf(enrol("Anna"), kAt);
    alert.camera = camera.id;
    book().raise(alert, 0);
    const auto film = (folder / "door.mp4").string();
    std::ofstream(film) << "film";
    panel->showTab(QStringLiteral("alerts"));
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return panel->alerts().cards().size() == 1 && panel->idle(); }));
    auto* button = panel->alerts().cards().at(0)->findChild<QPushButton*>(QStringLiteral("alertRecording"));
    EXPECT_TRUE(button->isHidden());
    workspace->store().caseBook().addSource(CaseBook::kUnsorted, film, "");
    workspace->store().caseBook().setRecorded(film, {kAt - 61'500, 120'000, camera.id, true});
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return !button->isHidden(); }));
    QSignalSpy openAt(panel.get(), &Desk::openAtRequested);
    button->click();
    ASSERT_EQ(openAt.count(), 1);
    EXPECT_EQ(openAt[0][0].toString(), QString::fromStdString(film));
    EXPECT_EQ(openAt[0][1].toDouble(), 59'500) << "two seconds before";
}

TEST_F(PresencePanelTest, TheDayBoardShowsWhoWasThereAndIsExported) {
    const auto anna = enrol("Anna");
    enrol("Ben");
    const auto roster = folder / "roster.json";
    QFile file(QString::fromStdString(roster.string()));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(R"({"shifts":[{"name":"Day","time_zone":"UTC","from":"09:00","to":"17:00"}],
        "assignments":[{"person":"Anna","shift":"Day","from":"2026-11-01"},
                       {"person":"Ben","shift":"Day","from":"2026-11-01"}],"days_off":[]})");
    file.close();
    constexpr UnixMs kDay = 1'794'441'600'000;  // 2026-11-12, a Thursday
    std::vector<Sighting> seen;
    for (const int minute : {9 * 60 + 20, 17 * 60 + 1}) {
        Sighting sighting;
        sighting.key = std::to_string(minute), sighting.identity = anna,
        sighting.at = kDay + minute * 60'000LL;
        seen.push_back(sighting);
    }
    workspace->store().presence().addSightings(seen);
    panel->showTab(QStringLiteral("attendance"));
    panel->attendance().importRoster(QString::fromStdString(roster.string()));
    panel->attendance().setDay(QDate(2026, 11, 12));
    auto& board = panel->attendance().board();
    ASSERT_TRUE(waitUntil([&] { return board.rowCount() == 2; }));
    const auto cell = [&](int row, int column) {
        return board.data(board.index(row, column), Qt::DisplayRole).toString();
    };
    EXPECT_EQ(cell(0, DayBoard::PersonColumn), QStringLiteral("Anna"));
    EXPECT_EQ(cell(0, DayBoard::StatusColumn), QStringLiteral("Late"));
    EXPECT_EQ(cell(0, DayBoard::CameColumn), QStringLiteral("09:20"));
    EXPECT_EQ(cell(0, DayBoard::LeftColumn), QStringLiteral("17:01"));
    EXPECT_EQ(board.report().days[1].identity.value(), workspace->store().identityNamed("Ben")->id.value());
    expectNothingClipped();
    for (const char* name : {"month.csv", "month.xlsx"}) {
        const auto path = folder / name;
        panel->attendance().exportMonth(QString::fromStdString(path.string()));
        EXPECT_TRUE(waitUntil([&] { return std::filesystem::exists(path); }));
    }
}
