#include "ui/shell/main_window.h"
#include "ui/shell/desktop_notice.h"

#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <filesystem>
#include <thread>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/help/help_window.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/job_tray.h"
#include "ui/shell/status_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

/// A desk that takes paths with its ending and remembers what it was told.
class FakeDesk : public Desk {
  public:
    FakeDesk(Session& session, QString id, QString ending, QWidget* parent)
        : Desk(session, parent), id_(std::move(id)), ending_(std::move(ending)) {
        setCentralWidget(new QLabel(id_, this));
        action = makeAction(id_ + QStringLiteral(".act"), QStringLiteral("check"), Qt::Key_X);
        connect(action, &QAction::triggered, this, [this] { ++triggered; });
        panel = addPanel(id_ + QStringLiteral("Panel"), new QLabel(QStringLiteral("panel")),
                         Qt::RightDockWidgetArea);
    }
    QString id() const override { return id_; }
    QString title() const override { return id_.toUpper(); }
    QString iconName() const override { return QStringLiteral("film"); }
    QList<QAction*> deskActions() const override { return {action}; }
    bool openPath(const QString& path) override {
        if (!path.endsWith(ending_)) return false;
        opened << path;
        return true;
    }
    bool reveal(const DeskItem& item) override {
        if (item.kind != DeskItem::Kind::Identity || id_ != QLatin1String("people")) return false;
        revealed = item.id;
        return true;
    }
    bool openAt(const QString& path, double ms) override {
        openedAt = ms;
        return openPath(path);
    }
    void say(const QString& text) { setStatusText(text); }

    QAction* action;
    QDockWidget* panel;
    QStringList opened;
    qint64 revealed = 0;
    int triggered = 0, translated = 0;
    double openedAt = -1;

  protected:
    void retranslate() override {
        ++translated;
        action->setText(QStringLiteral("Act of ") + id_);
        setPanelTitle(panel, id_);
    }

  private:
    QString id_, ending_;
};

class MainWindowTest : public testing::Test {
  protected:
    MainWindowTest() {
        settings.reset(Setting::Language);
        settings.set(Setting::Language, QStringLiteral("en"));
        settings.set(Setting::Theme, QStringLiteral("dark"));
        window = std::make_unique<MainWindow>(session, settings, language);
        footage = new FakeDesk(session, QStringLiteral("footage"), QStringLiteral(".mp4"), window.get());
        people = new FakeDesk(session, QStringLiteral("people"), QStringLiteral(".jpg"), window.get());
        window->addDesk(footage);
        window->addDesk(people);
        window->show();
        window->activateWindow();  // keys act in the active window alone
        static_cast<void>(QTest::qWaitForWindowActive(window.get()));
    }
    QString status() { return window->findChild<ElidedLabel*>(QStringLiteral("statusText"))->fullText(); }

    test::TempFolder folder;
    Settings settings;
    Language language;
    Session session{test::workspaceIn(folder.path())};
    std::unique_ptr<MainWindow> window;
    FakeDesk *footage, *people;
};

}  // namespace

TEST_F(MainWindowTest, SwitchesDesksByKeyAndRemembersTheLast) {
    EXPECT_EQ(window->currentDesk(), footage);
    QTest::keyClick(window.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(window->currentDesk(), people);
    EXPECT_EQ(settings.text(Setting::LastDesk), QStringLiteral("people"));
    EXPECT_EQ(window->findChild<QLabel*>(QStringLiteral("deskTitle"))->text(), QStringLiteral("PEOPLE"));
    EXPECT_FALSE(window->goTo(QStringLiteral("studio"))) << "no stub of a desk that is not there";
}

TEST_F(MainWindowTest, HelpOpensAtTheDeskOnShow) {
    window->goTo(QStringLiteral("people"));
    QTest::keyClick(window.get(), Qt::Key_F1, Qt::ControlModifier);
    ASSERT_TRUE(window->helpWindow());
    EXPECT_TRUE(window->helpWindow()->isVisible());
    EXPECT_EQ(window->helpWindow()->current(), QStringLiteral("people"));
}

TEST_F(MainWindowTest, StatusLineSpeaksForTheDeskOnShow) {
    footage->say(QStringLiteral("1 track selected"));
    people->say(QStringLiteral("2 people selected"));
    EXPECT_EQ(status(), QStringLiteral("1 track selected"));
    window->goTo(QStringLiteral("people"));
    EXPECT_EQ(status(), QStringLiteral("2 people selected"));
}

TEST_F(MainWindowTest, DesksShareAKeyAndOnlyTheOneOnShowActs) {
    window->goTo(QStringLiteral("people"));
    QTest::keyClick(people, Qt::Key_X);
    EXPECT_EQ(people->triggered, 1);
    EXPECT_EQ(footage->triggered, 0);
}

TEST_F(MainWindowTest, LanguageChangesAtRunTime) {
    auto* undo = window->actions().action(QStringLiteral("edit.undo"));
    EXPECT_EQ(undo->text(), QStringLiteral("Undo"));
    const int before = people->translated;
    settings.set(Setting::Language, QStringLiteral("zh_CN"));
    EXPECT_TRUE(waitUntil([&] { return undo->text() == QStringLiteral("撤销"); }));
    EXPECT_GT(people->translated, before) << "hidden desks too";
    settings.set(Setting::Language, QStringLiteral("en"));
    EXPECT_TRUE(waitUntil([&] { return undo->text() == QStringLiteral("Undo"); }));
}

TEST_F(MainWindowTest, ThemeChangesAtRunTime) {
    settings.set(Setting::Theme, QStringLiteral("light"));
    EXPECT_FALSE(Theme::instance().dark());
    const QImage shown = window->grab().toImage();
    EXPECT_EQ(shown.pixelColor(shown.width() / 2, 20), Theme::color(Token::Base, false)) << "the top bar";
    settings.set(Setting::Theme, QStringLiteral("dark"));
    EXPECT_EQ(window->grab().toImage().pixelColor(shown.width() / 2, 20), Theme::color(Token::Base, true));
}

TEST_F(MainWindowTest, NothingIsClippedInEitherLanguage) {
    for (const auto& code : Language::codes()) {
        settings.set(Setting::Language, code);
        for (const QSize size : {QSize(1366, 768), QSize(2560, 1440)}) {
            window->resize(size);
            EXPECT_EQ(test::clippedTexts(*window), QStringList())
                << code.toStdString() << test::clippedTexts(*window).join(u'\n').toStdString();
        }
    }
    settings.set(Setting::Language, QStringLiteral("en"));
}

TEST_F(MainWindowTest, PathsGoToTheDeskTheyBelongTo) {
    window->open({QStringLiteral("/x/anna.jpg")});
    EXPECT_EQ(people->opened, QStringList{QStringLiteral("/x/anna.jpg")});
    EXPECT_EQ(window->currentDesk(), people);
    window->open({QStringLiteral("/x/cam.mp4")});
    EXPECT_EQ(window->currentDesk(), footage);
    window->open({QStringLiteral("/x/notes.txt")});
    EXPECT_TRUE(window->banner().isVisible());
    EXPECT_TRUE(window->banner().sentence().contains(QStringLiteral("notes.txt")));
}

TEST_F(MainWindowTest, ARecordingIsOpenedAtAPlaceThatAnotherDeskNames) {
    window->goTo(QStringLiteral("people"));
    Q_EMIT people->openAtRequested(QStringLiteral("/x/cam.mp4"), 61'240);
    EXPECT_EQ(window->currentDesk(), footage);
    EXPECT_EQ(footage->opened, QStringList{QStringLiteral("/x/cam.mp4")});
    EXPECT_EQ(footage->openedAt, 61'240);
    // A folder of pictures that played as a camera is no folder of photos then; what is none is said to be
    // so.
    window->goTo(QStringLiteral("people"));
    std::filesystem::create_directories(folder / "film.mp4");
    std::filesystem::create_directories(folder / "film.jpg");
    const auto path = [&](const char* name) { return QString::fromStdString((folder / name).string()); };
    Q_EMIT people->openAtRequested(path("film.mp4"), 40);
    EXPECT_EQ(window->currentDesk(), footage);
    EXPECT_EQ(footage->opened.last(), path("film.mp4"));
    Q_EMIT people->openAtRequested(path("film.jpg"), 40);
    EXPECT_TRUE(people->opened.isEmpty());
    EXPECT_TRUE(window->banner().sentence().contains(QStringLiteral("film.jpg")));
}

TEST_F(MainWindowTest, NoticesOfADeskGoToTheDesktopIfThatIsWantedAndTheWindowIsBehind) {
    QStringList shown;
    bool inFront = false;
    window->notice().setShow([&](const QString& title, const QString& text) { shown << title + text; });
    window->notice().setInFront([&] { return inFront; });
    const auto raise = [&] {
        Q_EMIT people->noticeRaised(QStringLiteral("Alert: "), QStringLiteral("Anna"),
                                    QStringLiteral("somebody"));
    };
    settings.reset(Setting::DesktopNotices);
    raise();
    EXPECT_TRUE(shown.isEmpty()) << "not unless it is asked for: it shows names";
    settings.set(Setting::DesktopNotices, true);
    raise();
    EXPECT_EQ(shown, QStringList{QStringLiteral("Alert: Anna")});
    inFront = true;
    raise();
    EXPECT_EQ(shown.size(), 1) << "the window says it itself";
    window->goTo(QStringLiteral("footage"));
    Q_EMIT window->notice().clicked(QStringLiteral("people"));
    EXPECT_EQ(window->currentDesk(), people);
    settings.reset(Setting::DesktopNotices);
}

TEST_F(MainWindowTest, FilesDroppedAnywhereAreOpened) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(QStringLiteral("/x/cam.mp4"))});
    window->goTo(QStringLiteral("people"));
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &drop);
    EXPECT_EQ(footage->opened.size(), 1);
    EXPECT_EQ(window->currentDesk(), footage);
}

TEST_F(MainWindowTest, PaletteFindsActionsAndPeople) {
    Store::NewSample added;
    added.sample.sha256 = "a";
    added.sample.path = "a.jpg";
    added.sample.face.box = {0, 0, 9, 9};
    added.templates.push_back({"test@1", {1, 0}});
    const auto id = session.workspace()->store().enrol("Zoë Quist", "", {added}).identity;
    auto& palette = window->palette();
    palette.popUp();
    auto* field = palette.findChild<QLineEdit*>(QStringLiteral("paletteField"));
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    QTest::keyClicks(field, QStringLiteral("quist"));
    ASSERT_EQ(palette.shown().size(), 1);
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(people->revealed, id.value());
    EXPECT_EQ(window->currentDesk(), people);
    EXPECT_FALSE(palette.isVisible());

    palette.popUp();
    QTest::keyClicks(field, QStringLiteral("act of footage"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(footage->triggered, 1);
    EXPECT_EQ(window->currentDesk(), footage) << "a command acts where its effect is seen";
}

TEST_F(MainWindowTest, JobTrayTellsWhatRunsAndWhatFailed) {
    auto* tray = window->findChild<JobTray*>(QStringLiteral("jobTray"));
    std::atomic<bool> go = false;
    session.jobs().run<int>(QStringLiteral("Analyse cam-2.mp4"), JobRunner::Lane::Long,
                            [&](JobContext& job) {
                                while (!go) {
                                    job.checkpoint();
                                    job.report("frames", 41, 100);
                                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                                }
                                throw Error(ErrorCode::kUnreadable, "cam-2.mp4", "it ends in the middle");
                                return 0;
                            },
                            nullptr, {});
    EXPECT_TRUE(waitUntil([&] { return tray->text().contains(QStringLiteral("41 %")); }))
        << tray->text().toStdString();
    EXPECT_TRUE(tray->text().contains(QStringLiteral("1 job")));
    go = true;
    EXPECT_TRUE(waitUntil([&] { return tray->text().trimmed() == QStringLiteral("1 failed"); }))
        << tray->text().toStdString();
    QTest::mouseClick(tray, Qt::LeftButton);
    bool said = false;
    for (const auto* label : tray->findChildren<QLabel*>())
        said = said || label->text().contains(QStringLiteral("it ends in the middle"));
    EXPECT_TRUE(said);
}

TEST_F(MainWindowTest, ClosingAsksTheJobsSaysSoAndGoesWithTheLast) {
    auto* job = session.jobs().run<int>(QStringLiteral("long"), JobRunner::Lane::Long,
                                        [](JobContext& context) {
                                            for (;;) {
                                                context.checkpoint();
                                                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                                            }
                                            return 0;
                                        },
                                        nullptr, {});
    ASSERT_TRUE(waitUntil([&] { return job->state() == JobHandle::State::Running; }));
    EXPECT_FALSE(window->close()) << "the window must stay until the job has ended";
    EXPECT_TRUE(window->isVisible());
    EXPECT_TRUE(window->banner().isVisible());
    EXPECT_TRUE(waitUntil([&] { return !window->isVisible(); }));
    EXPECT_EQ(job->state(), JobHandle::State::Cancelled);
}

TEST_F(MainWindowTest, GoingAboutNeverHoldsTheThread) {
    auto& dog = static_cast<Application*>(QCoreApplication::instance())->watchdog();
    waitUntil([&] { return !session.jobs().busy(); });
    dog.clear();
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(window.get(), i % 2 ? Qt::Key_1 : Qt::Key_2, Qt::ControlModifier);
        waitUntil([] { return false; }, 10);
    }
    window->palette().popUp();
    QTest::keyClicks(window->palette().findChild<QLineEdit*>(QStringLiteral("paletteField")),
                     QStringLiteral("theme"));
    waitUntil([] { return false; }, 50);
    for (const auto& stall : dog.stalls())
        EXPECT_LE(stall.cpuMs, StallWatchdog::kLimitMs) << stall.what.toStdString();
}

TEST_F(MainWindowTest, ResetLayoutBringsPanelsBack) {
    footage->panel->setFloating(true);
    footage->rememberLayout(settings);
    window->actions().action(QStringLiteral("window.resetLayout"))->trigger();
    EXPECT_FALSE(footage->panel->isFloating());
    EXPECT_FALSE(settings.named(QStringLiteral("layout/footage")).isValid());
}

TEST_F(MainWindowTest, LayoutIsRememberedFromOneWindowToTheNext) {
    footage->addDockWidget(Qt::LeftDockWidgetArea, footage->panel);
    window->close();
    MainWindow next(session, settings, language);
    auto* again = new FakeDesk(session, QStringLiteral("footage"), QStringLiteral(".mp4"), &next);
    next.addDesk(again);
    next.show();
    EXPECT_EQ(again->dockWidgetArea(again->panel), Qt::LeftDockWidgetArea);
    settings.removeNamed(QStringLiteral("layout/footage"));
}

TEST_F(MainWindowTest, StoreThatCannotBeOpenedIsABannerWithAnAction) {
    QSignalSpy again(window.get(), &MainWindow::reopenRequested);
    Q_EMIT session.openFailed(QStringLiteral("The data store is in use."));
    auto* button = window->banner().findChild<QPushButton*>(QStringLiteral("bannerAction"));
    ASSERT_TRUE(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(again.count(), 1);
}

TEST_F(MainWindowTest, EveryActionHasWordsAndNoTwoShareAKey) {
    const auto& registry = window->actions();
    for (const auto* action : registry.actions()) {
        EXPECT_FALSE(action->text().isEmpty()) << action->objectName().toStdString();
        for (const auto& keys : action->shortcuts())
            EXPECT_EQ(registry.conflict(action, keys), nullptr) << action->objectName().toStdString();
    }
}
