// Drives the Compare desk through its widgets: two photos, a blind examination, scores, a report, a record.
#include "ui/compare/compare_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <algorithm>
#include <opencv2/imgcodecs.hpp>

#include "core/image/image.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/people/comparison_report.h"
#include "core/store/gallery_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/compare/feature_list.h"
#include "ui/compare/pick/frame_picker.h"
#include "ui/compare/score_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

/// Photos of the woman in the middle of sample 3 and of the one on its left.
const cv::Rect kMiddle(1000, 80, 420, 480), kLeft(470, 220, 420, 480);

class ComparePanelTest : public testing::Test {
  protected:
    ComparePanelTest()
        : workspace(test::workspaceIn(folder / "store")), session(workspace), panel(session, nullptr) {
        panel.resize(1366, 768);
        panel.show();
    }
    void SetUp() override { LINEAMENT_NEEDS(test::samplePhoto(3)); }
    QString photo(const std::string& name, const cv::Rect& where) const {
        const auto path = folder / name;
        EXPECT_TRUE(cv::imwrite(path.string(), loadImage(test::samplePhoto(3)).bgr(where)));
        return QString::fromStdString(path.string());
    }
    QString faceless() const {
        const auto path = folder / "grey.png";
        EXPECT_TRUE(cv::imwrite(path.string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90))));
        return QString::fromStdString(path.string());
    }
    /// Ten times the same frame.
    void clip(const char* name, const cv::Mat& frame) const {
        VideoWriter writer(folder / name, {frame.cols, frame.rows});
        for (int i = 0; i < 10; ++i)
            writer.write(frame);
        writer.finish();
    }
    void openTwo() {
        panel.openPath(photo("a.jpg", kMiddle));
        panel.openPath(photo("b.jpg", kLeft));
        ASSERT_TRUE(waitUntil([&] { return panel.idle() && !panel.pair()->image(PairView::Right).isNull(); },
                              60'000));
    }
    void assessAll() {
        for (int i = 0; i < FeatureList::kFeatures; ++i)
            panel.features()->setObservation(i, i % 3 ? Observation::Similar : Observation::Different);
    }
    /// A pair that was examined and is recorded.
    void recordOne() {
        openTwo();
        assessAll();
        part<QComboBox>("conclusionBox")->setCurrentIndex(2);
        part<QPushButton>("concludeButton")->click();
        ASSERT_TRUE(waitUntil([&] { return panel.idle() && examinations().size() == 1; }));
    }
    /// Another picture on the right: the examination of before is over.
    void openThird() {
        panel.setPicture(PairView::Right, photo("c.jpg", kMiddle));
        ASSERT_TRUE(waitUntil([&] { return panel.idle() && panel.features()->assessed() == 0; }, 60'000));
    }
    std::vector<Examination> examinations() const { return workspace->store().galleryBook().examinations(); }
    QByteArray reportOf() {
        const auto file = folder / "report.html";
        QSignalSpy done(&panel, &ComparePanel::reported);
        panel.writeReport(QString::fromStdString(file.string()));
        EXPECT_TRUE(waitUntil([&] { return done.count() == 1; }, 60'000));
        EXPECT_EQ(done.value(0).value(0).toString(), QString());
        const auto check = checkComparisonReport(file, workspace->store().folder());
        EXPECT_TRUE(check.signatureValid && check.ownKey);
        QFile report(QString::fromStdString(file.string()));
        EXPECT_TRUE(report.open(QIODevice::ReadOnly));
        return report.readAll();
    }
    template <class T>
    T* part(const char* name) const {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    ComparePanel panel;
};

}  // namespace

TEST_F(ComparePanelTest, ScoresStayClosedUntilABlindExaminationIsFilledInThenItIsRecordedAndReported) {
    openTwo();
    EXPECT_FALSE(panel.scores()->open());
    for (int i = 0; i + 1 < FeatureList::kFeatures; ++i)
        panel.features()->setObservation(i, Observation::Similar);
    EXPECT_FALSE(panel.scores()->open());
    assessAll();
    ASSERT_TRUE(panel.scores()->open());
    const auto* table = part<QTableWidget>("scoreTable");
    ASSERT_GE(table->rowCount(), 2);
    EXPECT_EQ(table->item(0, 0)->text(), QStringLiteral("fr_feature"));
    EXPECT_FALSE(part<QLabel>("scoreRatio")->text().contains(QLatin1Char('%')));

    auto* record = part<QPushButton>("concludeButton");
    EXPECT_FALSE(record->isEnabled());
    part<QComboBox>("conclusionBox")->setCurrentIndex(5);
    ASSERT_TRUE(record->isEnabled());
    record->click();
    auto& book = workspace->store().galleryBook();
    ASSERT_TRUE(waitUntil([&] { return book.examinations().size() == 1; }));
    const auto kept = book.examinations().front();
    EXPECT_EQ(kept.conclusion, "Strong support for two people");
    EXPECT_GT(kept.scoreSeenAt, 0);
    EXPECT_NE(kept.content.find("\"Skin\":\"different\""), std::string::npos);

    EXPECT_FALSE(record->isEnabled()) << "it is recorded";

    const QByteArray html = reportOf();
    for (const char* part : {"SHA-256", "fr_feature@87aacdfe", "Skin", "Strong support for two people",
                             "not confirmed by a second examiner"})
        EXPECT_TRUE(html.contains(part)) << part;
}

TEST_F(ComparePanelTest, OnlySomebodyElseWhoExaminedAllAgainConfirms) {
    openTwo();
    assessAll();
    ASSERT_TRUE(panel.scores()->open());
    part<QLineEdit>("examinerEdit")->setText(QStringLiteral("Anna"));
    part<QComboBox>("conclusionBox")->setCurrentIndex(5);
    auto* record = part<QPushButton>("concludeButton");
    record->click();
    auto& book = workspace->store().galleryBook();
    ASSERT_TRUE(waitUntil([&] { return book.examinations().size() == 1 && !record->isEnabled(); }));

    panel.examineAsSecond(book.examinations().front());
    auto* title = part<QLabel>("secondExaminationTitle");
    ASSERT_TRUE(waitUntil([&] { return panel.idle() && !title->isHidden(); }, 60'000));
    EXPECT_FALSE(panel.scores()->open()) << "the second one starts from nothing";
    EXPECT_EQ(panel.features()->assessed(), 0);
    assessAll();
    ASSERT_TRUE(waitUntil([&] { return panel.scores()->open(); }, 60'000));
    EXPECT_EQ(part<QComboBox>("conclusionBox")->currentIndex(), 0);
    part<QComboBox>("conclusionBox")->setCurrentIndex(5);
    EXPECT_FALSE(record->isEnabled()) << "nameless";

    part<QLineEdit>("examinerEdit")->setText(QStringLiteral("Anna"));
    QTest::keyClicks(part<QLineEdit>("examinerEdit"), QStringLiteral(" "));
    record->click();
    EXPECT_EQ(part<Banner>("compareBanner")->kind(), Banner::Kind::Warning) << "it must be somebody else";
    EXPECT_TRUE(book.examinations().front().secondExaminer.empty());

    part<QLineEdit>("examinerEdit")->setText(QStringLiteral("Ben"));
    part<QComboBox>("conclusionBox")->setCurrentIndex(4);
    record->click();
    EXPECT_EQ(part<Banner>("compareBanner")->kind(), Banner::Kind::Warning) << "who disagrees says why";

    part<QComboBox>("conclusionBox")->setCurrentIndex(5);
    record->click();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }));
    ASSERT_EQ(book.examinations().front().secondExaminer, "Ben");
    EXPECT_EQ(book.examinations().size(), 1u);
    EXPECT_TRUE(waitUntil([&] { return !record->isEnabled(); }));
    const QByteArray html = reportOf();
    EXPECT_TRUE(html.contains("confirmed by the second examiner"));
    EXPECT_TRUE(html.contains("Ben"));
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}

TEST_F(ComparePanelTest, AnExaminationIsOpenedAgainAsItWasRecorded) {
    recordOne();
    openThird();

    QTest::keyClick(panel.pair()->canvas(PairView::Left), Qt::Key_E);
    auto* table = panel.findChild<QTableWidget*>(QStringLiteral("examinationTable"));
    ASSERT_TRUE(table && waitUntil([&] { return table->rowCount() == 1; }));
    EXPECT_TRUE(table->item(0, 5)->text().contains(QStringLiteral("waits for a second examiner")));
    EXPECT_EQ(test::clippedTexts(*table->window()), QStringList());
    panel.findChild<QPushButton*>(QStringLiteral("examinationOpenButton"))->click();
    ASSERT_TRUE(waitUntil([&] { return panel.idle() && panel.scores()->open(); }, 60'000));
    EXPECT_EQ(panel.features()->assessed(), FeatureList::kFeatures);
    EXPECT_EQ(panel.features()->observation(0), Observation::Different);
    EXPECT_EQ(part<QComboBox>("conclusionBox")->currentIndex(), 2);
    EXPECT_FALSE(part<QComboBox>("conclusionBox")->isEnabled());
}

TEST_F(ComparePanelTest, APictureAskedForEarlierDoesNotSpoilTheExaminationThatIsOpened) {
    recordOne();
    const QImage left = panel.pair()->image(PairView::Left), right = panel.pair()->image(PairView::Right);

    panel.setPicture(PairView::Left, faceless());
    panel.setPicture(PairView::Right, photo("c.jpg", kMiddle));
    panel.openExamination(examinations().front());
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, 60'000));
    EXPECT_EQ(part<Banner>("compareBanner")->kind(), Banner::Kind::Info) << "the earlier failure is not told";
    EXPECT_EQ(panel.pair()->image(PairView::Left), left);
    EXPECT_EQ(panel.pair()->image(PairView::Right), right);
    EXPECT_EQ(panel.features()->assessed(), FeatureList::kFeatures);
    EXPECT_EQ(part<QComboBox>("conclusionBox")->currentIndex(), 2);
    EXPECT_TRUE(panel.scores()->open());
}

TEST_F(ComparePanelTest, AnExaminationThatCannotBeOpenedLeavesThePairThatIsOpen) {
    recordOne();
    openThird();
    assessAll();
    const QImage left = panel.pair()->image(PairView::Left), right = panel.pair()->image(PairView::Right);

    std::filesystem::remove(folder / "b.jpg");
    panel.openExamination(examinations().front());
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, 60'000));
    EXPECT_EQ(part<Banner>("compareBanner")->kind(), Banner::Kind::Error);
    EXPECT_EQ(panel.pair()->image(PairView::Left), left);
    EXPECT_EQ(panel.pair()->image(PairView::Right), right);
    EXPECT_EQ(panel.features()->assessed(), FeatureList::kFeatures);
    EXPECT_TRUE(panel.scores()->open());
    EXPECT_TRUE(part<QComboBox>("conclusionBox")->isEnabled()) << "it is not the one that was recorded";
}

TEST_F(ComparePanelTest, WhatIsRecordedWhileAnotherPictureIsOpenedStaysApartFromTheNextPair) {
    openTwo();
    assessAll();
    auto* conclusion = part<QComboBox>("conclusionBox");
    auto* record = part<QPushButton>("concludeButton");
    conclusion->setCurrentIndex(5);
    record->click();
    panel.setPicture(PairView::Right, photo("c.jpg", kMiddle));
    auto& book = workspace->store().galleryBook();
    ASSERT_TRUE(waitUntil([&] { return panel.idle() && panel.features()->assessed() == 0; }, 60'000));
    ASSERT_EQ(book.examinations().size(), 1u);
    EXPECT_EQ(conclusion->currentIndex(), 0);
    assessAll();
    conclusion->setCurrentIndex(1);
    ASSERT_TRUE(record->isEnabled());
    record->click();
    record->click();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }));
    ASSERT_EQ(book.examinations().size(), 2u) << "another pair is another examination, recorded once";
    EXPECT_EQ(book.examinations().back().conclusion, "Strong support for two people");
}

TEST_F(ComparePanelTest, WhatIsRecordedWhileTheStoreIsChangedIsNoneOfTheOtherStores) {
    openTwo();
    assessAll();
    auto* conclusion = part<QComboBox>("conclusionBox");
    auto* record = part<QPushButton>("concludeButton");
    conclusion->setCurrentIndex(2);
    record->click();
    const auto other = test::workspaceIn(folder / "other");
    session.setWorkspace(other);
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, 60'000));
    ASSERT_EQ(examinations().size(), 1u);
    conclusion->setCurrentIndex(2);
    ASSERT_TRUE(record->isEnabled());
    record->click();
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, 60'000));
    EXPECT_EQ(other->store().galleryBook().examinations().size(), 1u);
    EXPECT_EQ(part<Banner>("compareBanner")->kind(), Banner::Kind::Good);
}

TEST_F(ComparePanelTest, TheKeysAreWithWhatIsShown) {
    panel.takeFocus();
    // Once the window is active, which takes the windowing system a moment.
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("emptyStateButton")->hasFocus(); }))
        << "it opens the first picture";
    panel.setPicture(PairView::Left, photo("a.jpg", kMiddle));
    ASSERT_TRUE(waitUntil([&] { return panel.idle(); }, 60'000));
    EXPECT_TRUE(panel.pair()->canvas(PairView::Left)->hasFocus());
}

TEST_F(ComparePanelTest, FacesOfTheFrameBeforeAreNotChosenFromTheNextRecording) {
    const cv::Mat frame = loadImage(test::samplePhoto(3)).bgr(kMiddle).clone();
    const cv::Mat nobody(frame.rows, frame.cols, CV_8UC3, cv::Scalar::all(90));
    clip("one.mp4", frame);
    clip("none.mp4", nobody);
    FramePicker picker(session, QString::fromStdString((folder / "one.mp4").string()), {}, nullptr);
    picker.setAttribute(Qt::WA_DeleteOnClose, false);
    auto* canvas = picker.findChild<ImageCanvas*>(QStringLiteral("pickFrameCanvas"));
    auto* take = picker.findChild<QPushButton*>(QStringLiteral("pickFrameButton"));
    auto* message = picker.findChild<QLabel*>(QStringLiteral("pickFrameMessage"));
    ASSERT_TRUE(waitUntil([&] { return take->isEnabled(); }, 60'000)) << "of one face it is clear which";
    picker.goTo(200);
    EXPECT_FALSE(take->isEnabled()) << "the frame of then is not read yet";
    EXPECT_TRUE(canvas->boxes().isEmpty());
    ASSERT_TRUE(waitUntil([&] { return take->isEnabled(); }, 60'000));

    picker.open(QString::fromStdString((folder / "none.mp4").string()));
    EXPECT_FALSE(take->isEnabled());
    EXPECT_TRUE(canvas->boxes().isEmpty());
    EXPECT_TRUE(canvas->image().isNull());
    ASSERT_TRUE(waitUntil([&] { return !canvas->image().isNull(); }, 60'000));
    EXPECT_FALSE(take->isEnabled());
    EXPECT_TRUE(message->text().contains(QStringLiteral("No face"))) << message->text().toStdString();
}

TEST_F(ComparePanelTest, ASideMayBeSomebodyEnrolledOrAFrameOfARecording) {
    JobContext context;
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    const auto anna =
        enrolPerson(*workspace, "Anna", {}, {photo("anna.jpg", kMiddle).toStdString()}, options, context);
    ASSERT_TRUE(anna.identity.valid());
    panel.pickSample(PairView::Left);
    auto* people = panel.findChild<QListWidget*>(QStringLiteral("pickPersonList"));
    auto* choose = panel.findChild<QPushButton*>(QStringLiteral("pickSampleButton"));
    ASSERT_TRUE(people && waitUntil([&] { return people->count() == 1 && choose->isEnabled(); }));
    EXPECT_EQ(test::clippedTexts(*choose->window()), QStringList());
    choose->click();
    ASSERT_TRUE(
        waitUntil([&] { return panel.idle() && !panel.pair()->image(PairView::Left).isNull(); }, 60'000));

    const auto video = folder / "clip.mp4";
    clip("clip.mp4", loadImage(test::samplePhoto(3)).bgr(cv::Rect(400, 60, 1040, 520)).clone());
    ASSERT_TRUE(panel.openPath(QString::fromStdString(video.string())));
    auto* picker = panel.findChild<FramePicker*>(QStringLiteral("framePicker"));
    auto* canvas = panel.findChild<ImageCanvas*>(QStringLiteral("pickFrameCanvas"));
    ASSERT_TRUE(picker && waitUntil([&] { return canvas->boxes().size() >= 2; }, 60'000));
    picker->goTo(210);
    auto* time = panel.findChild<QDoubleSpinBox*>(QStringLiteral("pickTimeBox"));
    ASSERT_TRUE(waitUntil([&] { return qAbs(time->value() - 0.2) < 1e-6; }, 60'000));
    EXPECT_EQ(test::clippedTexts(*picker), QStringList());
    auto* take = panel.findChild<QPushButton*>(QStringLiteral("pickFrameButton"));
    EXPECT_FALSE(take->isEnabled()) << "which of the faces is not said yet";
    // The middle woman is the one further right.
    const auto boxes = canvas->boxes();
    const auto right =
        std::max_element(boxes.begin(), boxes.end(),
                         [](const CanvasBox& a, const CanvasBox& b) { return a.box.x() < b.box.x(); });
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->widgetFromImage(right->box).center().toPoint());
    ASSERT_TRUE(take->isEnabled());
    take->click();
    panel.features()->setBlind(false);
    ASSERT_TRUE(waitUntil([&] { return panel.idle() && panel.scores()->open(); }, 60'000));
    EXPECT_TRUE(part<QTableWidget>("scoreTable")->item(0, 1)->text().contains(QStringLiteral("≥")))
        << "it is the same woman";
    const QByteArray html = reportOf();
    EXPECT_TRUE(html.contains("clip.mp4#t=0.200"));
    EXPECT_TRUE(html.contains("sample:1"));
    EXPECT_TRUE(html.contains("the crop that was kept"));
}

TEST_F(ComparePanelTest, WithoutBlindnessScoresAreShownAtOnceAndAnotherPictureClosesThem) {
    panel.features()->setBlind(false);
    openTwo();
    EXPECT_TRUE(panel.scores()->open());
    panel.features()->setBlind(true);
    EXPECT_TRUE(panel.scores()->open());  // what was seen cannot be unseen
    panel.setPicture(PairView::Right, photo("c.jpg", kMiddle));
    ASSERT_TRUE(waitUntil([&] { return !panel.scores()->open() && panel.idle(); }, 60'000));
    EXPECT_EQ(panel.features()->assessed(), 0);
}

TEST_F(ComparePanelTest, ThePairIsAlignedSwappedAndMarked) {
    openTwo();
    const QImage left = panel.pair()->image(PairView::Left);
    EXPECT_EQ(left.size(), QSize(kPortraitPx, kPortraitPx));
    panel.swapSides();
    EXPECT_EQ(panel.pair()->image(PairView::Right), left);
    QTest::keyClick(panel.pair()->canvas(PairView::Left), Qt::Key_P);
    EXPECT_TRUE(panel.pair()->pointsShown());
    QTest::keyClick(panel.pair()->canvas(PairView::Left), Qt::Key_M);
    EXPECT_EQ(panel.pair()->mode(), PairMode::Blink);
}

TEST_F(ComparePanelTest, APictureWithoutAFaceIsASentenceInPlace) {
    panel.setPicture(PairView::Left, faceless());
    auto* banner = part<Banner>("compareBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }, 60'000));
    EXPECT_EQ(banner->kind(), Banner::Kind::Error);
    EXPECT_TRUE(panel.pair()->image(PairView::Left).isNull());
    EXPECT_FALSE(panel.openPath(QString::fromStdString(folder.path().string())));
}

TEST_F(ComparePanelTest, NothingIsClippedAtTheSmallestSize) {
    panel.features()->setBlind(false);
    openTwo();
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}
