#include "ui/shell/tour.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "core/domain/identity.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sample_guide.h"
#include "ui/widgets/banner.h"

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
    void openWindow() {
        window = std::make_unique<MainWindow>(session, settings, language);
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

TEST_F(TourTest, AStoreWithPeopleOffersNothing) {
    Store::NewSample sample;
    sample.sample.path = "anna.jpg";
    sample.sample.sha256 = std::string(64, 'a');
    workspace->store().enrol("Anna", "", {sample});
    openWindow();
    ASSERT_TRUE(waitUntil([&] { return window->idle(); }));
    EXPECT_FALSE(offer().isVisible());
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
    QTest::keyClick(tour, Qt::Key_Return);
    QTest::keyClick(tour, Qt::Key_Left);
    EXPECT_EQ(tour->step(), 0);
    QTest::keyClick(tour, Qt::Key_Escape);
    EXPECT_FALSE(tour->isVisible());
}
