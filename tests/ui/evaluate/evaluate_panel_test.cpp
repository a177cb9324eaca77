// Drives the Evaluate desk through its widgets: a run over pairs, the operating point, a threshold put into
// force, a second setting with its disagreements, reports, and lists that cannot be used.
#include "ui/evaluate/evaluate_panel.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <cmath>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/pipelines/evaluate_pairs.h"
#include "core/store/evaluation_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/evaluate/calibration/calibration_view.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/evaluate/operating_panel.h"
#include "ui/evaluate/pair_pictures.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plot/plot.h"
#include "ui/widgets/thumb_grid.h"

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
    void relabel(int line, bool same) {
        std::ifstream in(folder / "pairs.csv");
        std::string text, row;
        for (int number = 1; std::getline(in, row); ++number) {
            if (number == line) row.replace(row.rfind(same ? ",0," : ",1,"), 3, same ? ",1," : ",0,");
            text += row + '\n';
        }
        in.close();
        std::ofstream(folder / "pairs.csv") << text;
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
    EXPECT_EQ(workspace->store().auditEntries(1).at(0).action, "threshold.apply");
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

TEST_F(EvaluatePanelTest, AThresholdInForceIsTakenBackByUndoWithItsReasonKept) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    makePairs();
    panel.openPath(path("pairs.csv"));
    ASSERT_TRUE(run());
    const float before = workspace->verificationThreshold().first;
    part<QLineEdit>("thresholdReasonEdit")->setText(QStringLiteral("agreed with the works council"));
    QSignalSpy changed(&panel, &EvaluatePanel::thresholdChanged);
    panel.apply();
    ASSERT_TRUE(waitUntil([&] { return changed.count() == 1; }));
    EXPECT_EQ(workspace->store().decisions(1).at(0).reason, "agreed with the works council");
    EXPECT_TRUE(part<QLineEdit>("thresholdReasonEdit")->text().isEmpty());
    EXPECT_NE(workspace->verificationThreshold().first, before);
    auto* withdraw = part<QPushButton>("withdrawThresholdButton");
    ASSERT_TRUE(waitUntil([&] { return withdraw->isVisible(); }));
    session.undo();
    ASSERT_TRUE(waitUntil([&] { return workspace->verificationThreshold().first == before; }));
    ASSERT_TRUE(waitUntil([&] { return !withdraw->isVisible(); }, kLimitMs)) << "the desk follows";
    session.redo();
    ASSERT_TRUE(waitUntil([&] { return withdraw->isVisible(); }, kLimitMs));
}

TEST_F(EvaluatePanelTest, WrongLabelsAreMarkedOnThePicturesKeptAndLeftOut) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    makePairs();
    panel.openPath(path("pairs.csv"));
    ASSERT_TRUE(run());
    // The two people who are least alike are said to be one: that is missed for sure.
    const auto& right = *panel.entries().front()->result;
    std::size_t worst = 1;
    for (std::size_t i = 0; i < right.list->pairs.size(); ++i)
        if (!right.list->pairs[i].mated && (*right.similarityOfPair)[i] < (*right.similarityOfPair)[worst])
            worst = i;
    relabel(static_cast<int>(right.list->pairs[worst].line), true);
    ASSERT_TRUE(run());
    auto* pictures = panel.charts()->pictures();
    auto* mark = panel.findChild<QAction*>(QStringLiteral("evaluate.markLabel"));
    ASSERT_TRUE(mark);
    EXPECT_FALSE(mark->isEnabled());
    panel.setRate(0.19);  // none of the five that are left
    panel.charts()->setTab(RateCharts::Pairs);
    pictures->setMode(PairPictures::Missed);
    ASSERT_EQ(pictures->pairs(), 1);
    auto* grid = pictures->grid();
    EXPECT_TRUE(grid->actions().contains(mark)) << "the cards' menu has it";
    grid->setCurrentIndex(grid->model()->index(0, 0));
    ASSERT_TRUE(mark->isEnabled());
    QSignalSpy changed(&panel, &EvaluatePanel::labelsChanged);
    mark->trigger();
    const auto badge = [&] { return grid->model()->index(0, 0).data(BadgeRole).toString(); };
    ASSERT_TRUE(waitUntil([&] { return !badge().isEmpty(); }, kLimitMs));
    EXPECT_EQ(pictures->selectedLines().size(), 1u) << "the selection stays";
    const auto list = listHash(folder / "pairs.csv");
    const auto marks = EvaluationBook::of(workspace->store()).labelMarks(list);
    ASSERT_EQ(marks.size(), 1u);
    EXPECT_EQ(marks[0].line, pictures->selectedLines().front());

    // Marked again it is right again; undo says that it was wrong.
    mark->trigger();
    ASSERT_TRUE(waitUntil([&] { return badge().isEmpty(); }, kLimitMs));
    EXPECT_TRUE(EvaluationBook::of(workspace->store()).labelMarks(list).empty());
    session.undo();
    ASSERT_TRUE(waitUntil([&] { return !badge().isEmpty(); }, kLimitMs));

    // Several at once are one decision.
    panel.setRate(1);
    pictures->setMode(PairPictures::FalselyMatched);
    ASSERT_EQ(pictures->pairs(), 5);
    const auto decisions = workspace->store().decisions().size();
    grid->selectAll();
    mark->trigger();
    ASSERT_TRUE(waitUntil([&] { return !badge().isEmpty(); }, kLimitMs));
    EXPECT_EQ(workspace->store().decisions().size(), decisions + 1);
    EXPECT_EQ(EvaluationBook::of(workspace->store()).labelMarks(list).size(), 6u);
    session.undo();
    ASSERT_TRUE(waitUntil([&] { return badge().isEmpty(); }, kLimitMs));
    EXPECT_EQ(EvaluationBook::of(workspace->store()).labelMarks(list).size(), 1u);

    // The report lists it; the run without it is the command line's.
    QSignalSpy reported(&panel, &EvaluatePanel::reported);
    panel.writeReport(path("report.html"));
    ASSERT_TRUE(waitUntil([&] { return reported.count() == 1; }, kLimitMs));
    QFile file(path("report.html"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().contains("Labels marked as wrong"));
    panel.form()->setLeaveOutMarked(true);
    ASSERT_TRUE(run());
    const auto& without = *panel.entries().last()->result;
    EXPECT_EQ(without.comparisons, 8);
    EXPECT_TRUE(panel.entries().last()->settings.name().contains(QLatin1String("without marked labels")));
    JobContext context;
    PairsOptions options;
    options.withoutMarkedOf = workspace->storePointer();
    const auto byCommand =
        evaluatePairs(workspace->engine(), folder / "pairs.csv", folder.path(), context, options);
    EXPECT_EQ(byCommand.pairs, 8);
    EXPECT_EQ(without.figures.auc, byCommand.figures.auc);
    EXPECT_EQ(without.figures.threshold, byCommand.figures.threshold);
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}

TEST_F(EvaluatePanelTest, TheOwnGalleryIsCalibratedAndItsAdviceApplied) {
    const auto key = workspace->engine().recogniserKey();
    panel.showCalibration();
    auto* view = panel.charts()->calibration();
    ASSERT_TRUE(view->isVisible()) << "also without any run";
    part<QPushButton>("measureGalleryButton")->click();
    ASSERT_TRUE(waitUntil([&] { return !banner().isEmpty(); }, kLimitMs));
    EXPECT_TRUE(banner().contains(QLatin1String("two enrolled people"))) << banner().toStdString();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, kLimitMs));
    for (int person = 0; person < 30; ++person) {
        Store::NewSample sample;
        sample.sample.path = sample.sample.sha256 = std::to_string(person);
        Template value{key, std::vector<float>(512)};
        for (int i = 0; i < 512; ++i)
            value.values[static_cast<std::size_t>(i)] =
                std::sin(static_cast<float>((person + 1) * (i + 3) * (i % 7 + 1))) / 16;
        sample.templates = {value};
        workspace->store().enrol("Person " + std::to_string(person), "", {sample});
    }
    GalleryCalibrationOptions options;
    options.fmr = 0.05;
    options.fpir = 0.2;
    options.synthetic = false;
    view->setOptions(options);
    EXPECT_FALSE(view->adviceToApply(AppliedThreshold::Use::kVerification));
    QSignalSpy calibrated(&panel, &EvaluatePanel::calibrated);
    part<QPushButton>("measureGalleryButton")->click();
    ASSERT_TRUE(waitUntil([&] { return calibrated.count() == 1; }, kLimitMs)) << banner().toStdString();
    JobContext context;
    const auto byCommand = calibrateGallery(*workspace, view->options(), context);
    const auto advice = view->adviceToApply(AppliedThreshold::Use::kVerification);
    ASSERT_TRUE(advice);
    EXPECT_EQ(advice->threshold, byCommand.comparison->threshold) << "the command line's";
    EXPECT_EQ(advice->rate, byCommand.comparison->measured);
    EXPECT_GT(view->plot()->pointCount(QStringLiteral("real")), 10u);
    EXPECT_EQ(view->plot()->markerValue(QStringLiteral("comparison")), advice->threshold);
    EXPECT_TRUE(part<QLabel>("comparisonAdvice")->text().contains(QLatin1String("435")))
        << "the number of comparisons is said";
    QSignalSpy changed(&panel, &EvaluatePanel::thresholdChanged);
    part<QPushButton>("searchAdviceApply")->click();
    ASSERT_TRUE(waitUntil([&] { return changed.count() == 1; }, kLimitMs));
    EXPECT_FLOAT_EQ(workspace->searchThreshold().first, static_cast<float>(byCommand.search->threshold));
    workspace->store().undo();
    EXPECT_FALSE(workspace->appliedThreshold(AppliedThreshold::Use::kSearch));
    EXPECT_EQ(test::clippedTexts(panel), QStringList());

    // Another store has other people: what was measured here is not applied there.
    session.setWorkspace(test::workspaceIn(folder / "other"));
    EXPECT_FALSE(view->adviceToApply(AppliedThreshold::Use::kSearch));
    EXPECT_FALSE(part<QPushButton>("searchAdviceApply")->isVisible());
}

TEST_F(EvaluatePanelTest, WhatWasMeasuredOnTheGalleryOfAnotherStoreIsNotAppliedToThisOne) {
    const auto key = workspace->engine().recogniserKey();
    for (int i = 0; i < 12; ++i) {
        Store::NewSample sample;
        sample.sample.path = sample.sample.sha256 = std::to_string(i);
        Template value{key, std::vector<float>(128)};
        for (int j = 0; j < 128; ++j)
            value.values[static_cast<std::size_t>(j)] =
                std::sin(static_cast<float>((i / 2 + 1) * (j + 3) * (j % 7 + 1) + i % 2)) / 8;
        sample.templates = {value};
        workspace->store().enrol("Person " + std::to_string(i / 2), "", {sample});
    }
    panel.form()->setKind(EvaluationProtocol::Kind::kOwnGallery);
    ASSERT_TRUE(run()) << banner().toStdString();
    ASSERT_EQ(panel.entries().size(), 1) << banner().toStdString();
    panel.setRate(0.5);
    ASSERT_TRUE(panel.operating()->pointToApply());
    const auto other = test::workspaceIn(folder / "other");
    session.setWorkspace(other);
    EXPECT_FALSE(panel.operating()->pointToApply());
    EXPECT_FALSE(part<QPushButton>("applyThresholdButton")->isEnabled());
    auto* apply = panel.findChild<QAction*>(QStringLiteral("evaluate.apply"));
    ASSERT_TRUE(apply);
    EXPECT_FALSE(apply->isEnabled());
    EXPECT_TRUE(part<QLabel>("operatingWarning")->text().contains(QLatin1String("another data store")));
    panel.apply();
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_TRUE(other->store().decisions().empty());
    session.setWorkspace(workspace);
    EXPECT_TRUE(panel.operating()->pointToApply()) << "its own store again";
    EXPECT_TRUE(apply->isEnabled());
}

TEST_F(EvaluatePanelTest, SyntheticFacesWearTheirMarkInTheChartAndAmongTheCards) {
    panel.showCalibration();
    auto* view = panel.charts()->calibration();
    auto shown = std::make_shared<CalibrationShown>();
    auto& found = shown->found;
    found.recogniser = "fr@1", found.generator = "faces";
    found.people = 3, found.templates = 3, found.drawn = 16;
    for (int i = 0; i < 300; ++i) {
        found.nonMated.add(0.3f * std::sin(static_cast<float>(i)));
        found.synthetic.add(0.4f * std::sin(static_cast<float>(i)));
    }
    found.comparison = ThresholdAdvice{.threshold = 0.29, .wanted = 1e-4, .rate = 0.01, .trials = 300};
    for (int i = 0; i < 4; ++i)
        found.hardNegatives.push_back({static_cast<std::uint64_t>(i),
                                       0.2f,
                                       0.5f - 0.1f * static_cast<float>(i),
                                       IdentityId(7),
                                       {2, 2, std::vector<std::uint8_t>(12, 90)}});
    shown->names[7] = "Anna";
    view->show(shown);
    ASSERT_EQ(view->faces()->model()->rowCount(), 4);
    for (int row = 0; row < 4; ++row)
        EXPECT_EQ(view->faces()->model()->index(row, 0).data(MarkRole).toInt(), int(Mark::Synthetic));
    EXPECT_EQ(view->plot()->pointCount(QStringLiteral("hard")), 4u);
    EXPECT_EQ(view->plot()->curves(),
              QStringList({QStringLiteral("real"), QStringLiteral("synthetic"), QStringLiteral("hard")}));
    const QString text = part<QLabel>("comparisonAdvice")->text();
    EXPECT_TRUE(text.contains(QLatin1String("3 of 4 synthetic"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QLatin1String("0.5010"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QLatin1String("needs more people"))) << text.toStdString();
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
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
    panel.charts()->setTab(RateCharts::Groups);
    EXPECT_TRUE(part<QLabel>("noGroups")->isVisible()) << "folders have no groups, and the page says so";

    panel.form()->setKind(EvaluationProtocol::Kind::kOwnGallery);
    ASSERT_TRUE(run());
    EXPECT_EQ(panel.entries().size(), 1) << "nobody is enrolled: no run is left behind";
    EXPECT_TRUE(banner().contains(QLatin1String("two enrolled people"))) << banner().toStdString();
    panel.form()->setKind(EvaluationProtocol::Kind::kConfirmedTracks);
    ASSERT_TRUE(run());
    EXPECT_TRUE(banner().contains(QLatin1String("no track"))) << banner().toStdString();
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
        csv << "path_a,path_b,same\nthere.jpg,no/b.png,1\nthere.jpg,nor/b.png,0\n";
    }
    panel.openPath(path("missing.csv"));
    ASSERT_TRUE(run());
    EXPECT_TRUE(panel.entries().isEmpty()) << "no figures of nothing";
    EXPECT_TRUE(banner().contains(QLatin1String("any other of the 3 pictures"))) << banner().toStdString();
    std::filesystem::copy_file(test::samplePhoto(1), folder / "there.jpg");
    ASSERT_TRUE(run());
    ASSERT_EQ(panel.entries().size(), 1);
    EXPECT_NEAR(panel.entries().front()->result->failedToAcquire, 2 / 3.0, 1e-9);
    EXPECT_TRUE(banner().contains(QLatin1String("b.png"))) << banner().toStdString();

    makePairs();
    panel.openPath(path("pairs.csv"));
    panel.run();
    panel.stop();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, kLimitMs));
    EXPECT_EQ(panel.entries().size(), 1);
}
