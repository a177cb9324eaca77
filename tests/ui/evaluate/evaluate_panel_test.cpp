// Drives the Evaluate desk through its widgets: a run over pairs, the operating point, a threshold put into
// force, a second setting with its disagreements, reports, and lists that cannot be used.
#include "ui/evaluate/evaluate_panel.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/pipelines/evaluate_pairs.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/evaluate/operating_panel.h"
#include "ui/evaluate/pair_pictures.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plot/plot.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;
namespace fs = std::filesystem;

namespace {

constexpr int kLimitMs = 60'000;

class EvaluatePanelTest : public testing::Test {
  protected:
    EvaluatePanelTest()
        : workspace(test::workspaceIn(folder / "store")), session(workspace), panel(session, nullptr) {
        panel.resize(1294, 690);
        panel.show();
    }
    /// Three people of the sample photos, two pictures each; nine pairs in two groups.
    void makePairs() {
        const std::pair<int, cv::Rect> people[] = {
            {3, {485, 230, 410, 480}}, {6, {560, 220, 400, 520}}, {1, {310, 260, 400, 430}}};
        std::ofstream csv(folder / "pairs.csv");
        csv << "path_a,path_b,same,group\n";
        for (int i = 0; i < 3; ++i) {
            const auto person = "person" + std::to_string(i);
            fs::create_directories(folder / person);
            const cv::Mat face = cv::imread(test::samplePhoto(people[i].first).string())(
                people[static_cast<std::size_t>(i)].second);
            cv::imwrite((folder / (person + "/a.png")).string(), face);
            cv::Mat other;
            cv::resize(face, other, {}, 0.6, 0.6, cv::INTER_AREA);
            cv::flip(other, other, 1);
            cv::imwrite((folder / (person + "/b.png")).string(), other);
            for (int j = 0; j < 3; ++j)
                csv << person << "/a.png,person" << j << "/b.png," << (i == j) << ','
                    << (i ? "inside" : "outside") << '\n';
        }
    }
    QString path(const char* name) const { return QString::fromStdString((folder / name).string()); }
    bool run() {
        panel.run();
        return waitUntil([&] { return panel.idle() && !session.jobs().busy(); }, kLimitMs);
    }
    template <class T>
    T* part(const char* name) const {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }
    QString banner() const {
        return part<Banner>("evaluateBanner")->isVisible() ? part<Banner>("evaluateBanner")->sentence()
                                                           : QString();
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    EvaluatePanel panel;
};

}  // namespace

TEST_F(EvaluatePanelTest, PairsAreMeasuredAndTheThresholdIsPutIntoForceAndTakenBack) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    makePairs();
    QSignalSpy grew(&panel, &EvaluatePanel::grew), finished(&panel, &EvaluatePanel::finished);
    ASSERT_TRUE(panel.openPath(path("pairs.csv")));
    ASSERT_TRUE(part<QPushButton>("runEvaluationButton")->isEnabled());
    part<QPushButton>("runEvaluationButton")->click();
    ASSERT_TRUE(waitUntil([&] { return finished.count() == 1; }, kLimitMs)) << banner().toStdString();
    EXPECT_GE(grew.count(), 1);
    ASSERT_EQ(panel.entries().size(), 1);
    const auto& result = *panel.entries().front()->result;

    // The command line's figures.
    JobContext context;
    const auto byCommand = evaluatePairs(workspace->engine(), folder / "pairs.csv", folder.path(), context);
    EXPECT_EQ(result.figures.accuracy, byCommand.figures.accuracy);
    EXPECT_EQ(result.figures.tar, byCommand.figures.tar);
    EXPECT_EQ(result.figures.threshold, byCommand.figures.threshold);

    // Six non-mated pairs tell no rate of 1 in 1000, and nothing can be applied there.
    auto* apply = part<QPushButton>("applyThresholdButton");
    auto* rate = part<QLineEdit>("rateEdit");
    EXPECT_EQ(panel.operating()->rate(), 0.5) << "the strictest that they can tell";
    rate->setText(QStringLiteral("1/1000"));
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_FALSE(apply->isEnabled());
    EXPECT_TRUE(part<QLabel>("operatingWarning")->isVisible());
    EXPECT_EQ(part<QTableWidget>("rateTable")->item(3, 1)->text(), QStringLiteral("not enough pairs"));

    rate->setText(QStringLiteral("50 %"));
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_EQ(panel.operating()->rate(), 0.5);
    EXPECT_EQ(panel.charts()->plot(RateCharts::Det)->markerValue(QStringLiteral("operating")), 0.5);
    rate->setText(QStringLiteral("rubbish"));
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_EQ(panel.operating()->rate(), 0.5);
    // Dragged on the curve.
    Q_EMIT panel.charts()->plot(RateCharts::Det)->markerMoved(QStringLiteral("operating"), 0.6);
    EXPECT_EQ(rate->text(), QStringLiteral("0.6"));

    ASSERT_TRUE(apply->isEnabled());
    const float before = workspace->verificationThreshold().first;
    QSignalSpy changed(&panel, &EvaluatePanel::thresholdChanged);
    apply->click();
    ASSERT_TRUE(waitUntil([&] { return changed.count() == 1; }));
    EXPECT_FLOAT_EQ(workspace->verificationThreshold().first,
                    static_cast<float>(result.rates->atRate(0.6).threshold));
    EXPECT_EQ(workspace->store().auditEntries(1).at(0).action, "setting.change");
    auto* withdraw = part<QPushButton>("withdrawThresholdButton");
    ASSERT_TRUE(waitUntil([&] { return withdraw->isVisible(); }));
    withdraw->click();
    ASSERT_TRUE(waitUntil([&] { return changed.count() == 2; }));
    EXPECT_FLOAT_EQ(workspace->verificationThreshold().first, before);

    // Groups with their sizes.
    panel.charts()->setTab(RateCharts::Groups);
    ASSERT_EQ(panel.charts()->groups()->rowCount(), 2);
    EXPECT_EQ(panel.charts()->groups()->item(0, 1)->text(), QStringLiteral("1"));
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}

TEST_F(EvaluatePanelTest, SettingsAreLaidOverEachOtherWithTheirDisagreementsAndReported) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    makePairs();
    panel.openPath(path("pairs.csv"));
    ASSERT_TRUE(run());
    panel.form()->setTreatment(QStringLiteral("width=9,noise=40"), {});
    ASSERT_TRUE(run());
    ASSERT_EQ(panel.entries().size(), 2);
    const auto& poor = *panel.entries().last()->result;
    EXPECT_LT(poor.figures.auc, 1);
    EXPECT_EQ(panel.charts()
                  ->plot(RateCharts::Det)
                  ->curves()
                  .filter(QRegularExpression(QStringLiteral("^\\d")))
                  .size(),
              2);

    panel.setRate(0.5);
    panel.charts()->setTab(RateCharts::Pairs);
    auto* pictures = panel.charts()->pictures();
    pictures->setMode(PairPictures::Disagreements);
    pictures->setOther(panel.entries().front()->id);
    EXPECT_GT(pictures->pairs(), 0);

    for (const char* name : {"report.html", "report.pdf", "report.csv"}) {
        QSignalSpy reported(&panel, &EvaluatePanel::reported);
        panel.writeReport(path(name));
        ASSERT_TRUE(waitUntil([&] { return reported.count() == 1; }, kLimitMs)) << name;
        QFile file(path(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        const QByteArray content = file.readAll();
        EXPECT_GT(content.size(), 1000) << name;
        if (QFileInfo(path(name)).suffix() == QLatin1String("pdf")) {
            EXPECT_TRUE(content.startsWith("%PDF"));
            continue;
        }
        EXPECT_TRUE(content.contains("width=9,noise=40")) << name;
        EXPECT_TRUE(content.contains("fr_feature@")) << name;
    }
}

TEST_F(EvaluatePanelTest, GalleriesAreSearched) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    makePairs();
    panel.form()->setGalleryAndProbes(QString::fromStdString(folder.path().string()),
                                      QString::fromStdString(folder.path().string()));
    // The store lies in that folder too; it holds no pictures.
    ASSERT_TRUE(run()) << banner().toStdString();
    ASSERT_EQ(panel.entries().size(), 1) << banner().toStdString();
    EXPECT_EQ(panel.charts()->tab(), RateCharts::Searches);
    EXPECT_EQ(panel.entries().front()->result->cumulativeMatch.front(), 1);
    panel.setRate(0.6);
    const auto point = panel.operating()->pointToApply();
    ASSERT_TRUE(point);
    EXPECT_EQ(point->use, AppliedThreshold::Use::kSearch);
    EXPECT_FALSE(panel.charts()->plot(RateCharts::Ranks)->curves().isEmpty());

    panel.form()->setKind(EvaluationProtocol::Kind::kOwnGallery);
    ASSERT_TRUE(run());
    EXPECT_EQ(panel.entries().size(), 1) << "nobody is enrolled: no run is left behind";
    EXPECT_TRUE(banner().contains(QLatin1String("two enrolled people"))) << banner().toStdString();
}

TEST_F(EvaluatePanelTest, WhatCannotBeUsedIsASentenceAndLeavesNoRun) {
    const auto refuse = [&](const char* content, const char* word) {
        std::ofstream(folder / "bad.csv") << content;
        panel.openPath(path("bad.csv"));
        ASSERT_TRUE(run());
        EXPECT_TRUE(panel.entries().isEmpty()) << content;
        EXPECT_TRUE(banner().contains(QLatin1String(word))) << banner().toStdString();
    };
    refuse("left,right\na,b\n", "path_a");
    refuse("path_a,path_b,same\n", "no pairs");
    refuse("path_a,path_b,same\na.png,b.png,1\n", "two people");
    refuse("path_a,path_b,same\na.png,b.png,maybe\n", "line 2");
    EXPECT_FALSE(panel.openPath(path("photo.png")));
    panel.form()->setTreatment(QStringLiteral("width=dozens"), {});
    panel.run();
    EXPECT_FALSE(banner().isEmpty());
    panel.form()->setPairs({});
    EXPECT_FALSE(part<QPushButton>("runEvaluationButton")->isEnabled());
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}

TEST_F(EvaluatePanelTest, ListsWhosePicturesAreMissingCountThemAndRunsCanBeStopped) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    {
        std::ofstream csv(folder / "missing.csv");
        csv << "path_a,path_b,same\nno/a.png,no/b.png,1\nno/a.png,nor/b.png,0\n";
    }
    panel.openPath(path("missing.csv"));
    ASSERT_TRUE(run());
    ASSERT_EQ(panel.entries().size(), 1);
    EXPECT_EQ(panel.entries().front()->result->failedToAcquire, 1);
    EXPECT_TRUE(banner().contains(QLatin1String("a.png")) || banner().contains(QLatin1String("b.png")));

    makePairs();
    panel.openPath(path("pairs.csv"));
    panel.run();
    panel.stop();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, kLimitMs));
    EXPECT_EQ(panel.entries().size(), 1);
}

TEST(EvaluationEntry, RatesAreReadAsPeopleWriteThem) {
    EXPECT_EQ(rateFromText(QStringLiteral("1e-3")), 0.001);
    EXPECT_EQ(rateFromText(QStringLiteral(" 0.1 % ")), 0.001);
    EXPECT_EQ(rateFromText(QStringLiteral("1/1000")), 0.001);
    for (const char* bad : {"", "0", "2", "-1", "x", "1/0", "nan", "110 %"})
        EXPECT_FALSE(rateFromText(QString::fromLatin1(bad))) << bad;
}
