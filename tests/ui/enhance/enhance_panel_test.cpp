// Drives the Enhance desk: a photo is opened, its chain edited, the preview watched, the result written.
#include "ui/enhance/enhance_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enrol.h"
#include "core/store/store.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/enhance/chain_editor.h"
#include "ui/enhance/enhance_work.h"
#include "ui/enhance/face_table.h"
#include "ui/enhance/presets.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pair_view.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class EnhancePanelTest : public testing::Test {
  protected:
    EnhancePanelTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {
        Settings().removeNamed(QStringLiteral("enhance/chain"));  // each test starts with the default chain
        panel = std::make_unique<EnhancePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
    }
    /// Opens a photo of one person and waits for its first preview.
    void open() {
        photo = folder / "photo.png";
        ASSERT_TRUE(
            cv::imwrite(photo.string(), loadImage(test::samplePhoto(3)).bgr(cv::Rect(1000, 80, 420, 480))));
        QSignalSpy shown(panel.get(), &EnhancePanel::previewShown);
        ASSERT_TRUE(panel->openPath(QString::fromStdString(photo.string())));
        ASSERT_TRUE(waitUntil([&] { return shown.count() > 0 && panel->idle(); }));
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    QImage after() const { return panel->view().image(PairView::Right); }

    test::TempFolder folder;
    std::filesystem::path photo;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<EnhancePanel> panel;
};

}  // namespace

TEST_F(EnhancePanelTest, AnEmptyDeskSaysWhatBelongsHere) {
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("enhanceEmpty")->isVisible(); }));
    EXPECT_FALSE(part<QPushButton>("exportButton")->isEnabled());
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    EXPECT_FALSE(panel->openPath(QStringLiteral("/tmp/letter.txt")));
}

TEST_F(EnhancePanelTest, PreviewsTheChainAsItIsEdited) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    open();
    EXPECT_EQ(after().size(), QSize(420, 480));
    const QImage first = after();
    EXPECT_NE(first, panel->view().image(PairView::Left));
    ASSERT_EQ(panel->faces().table()->rowCount(), 1);
    EXPECT_GT(panel->faces().table()->item(0, 1)->text().toDouble(), 0.5);

    auto* list = part<QListWidget>("chainList");
    ASSERT_EQ(list->count(), 2);
    QTest::mouseClick(
        list->itemWidget(list->item(1))->findChild<QToolButton*>(QStringLiteral("editStepButton")),
        Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return part<QDoubleSpinBox>("light.gamma") != nullptr; }));
    part<QDoubleSpinBox>("light.gamma")->setValue(2);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && after() != first; }));
    const QImage brighter = after();
    EXPECT_GT(qGray(brighter.pixel(210, 400)), qGray(first.pixel(210, 400)));

    list->setCurrentRow(1);
    panel->editor().bypassCurrent();
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && after() != brighter; }));
    panel->editor().removeCurrent();
    EXPECT_EQ(panel->editor().chain().size(), 1u);
    panel->editor().addStep("deblur");
    EXPECT_EQ(panel->editor().chain().back().name(), "deblur");
    EXPECT_EQ(enhance::chainText(lastEnhanceChain(Settings())), "denoise,deblur")
        << "remembered for the next time";
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
}

TEST_F(EnhancePanelTest, StepsAreReorderedByDragging) {
    auto* list = part<QListWidget>("chainList");
    QSignalSpy changed(&panel->editor(), &ChainEditor::changed);
    // What the view does at the end of a drag.
    ASSERT_TRUE(list->model()->moveRow({}, 0, {}, 2));
    ASSERT_TRUE(waitUntil([&] { return changed.count() > 0; }));
    EXPECT_EQ(panel->editor().chain()[0].name(), "light");
    EXPECT_EQ(panel->editor().chain()[1].name(), "denoise");
}

TEST_F(EnhancePanelTest, ComparesFacesWithTheClaimedPersonAndTheNearestOther) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    JobContext context;
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    const auto picture = loadImage(test::samplePhoto(3)).bgr;
    for (const auto& [name, where] :
         {std::pair("Ada", cv::Rect(1000, 80, 420, 480)), {"Ben", cv::Rect(470, 220, 420, 480)}}) {
        const auto file = folder / (std::string(name) + ".jpg");
        ASSERT_TRUE(cv::imwrite(file.string(), picture(where)));
        ASSERT_EQ(enrolPerson(*workspace, name, {}, {file}, options, context).accepted.size(), 1u);
    }
    auto* claimed = part<QComboBox>("claimedPerson");
    ASSERT_TRUE(waitUntil([&] { return claimed->count() == 3; }));
    open();
    claimed->setCurrentIndex(claimed->findText(QStringLiteral("Ada")));
    auto* table = panel->faces().table();
    ASSERT_TRUE(
        waitUntil([&] { return panel->idle() && table->item(0, 2)->text().contains(QLatin1Char(' ')); }));
    EXPECT_GT(table->item(0, 2)->text().section(QLatin1Char(' '), 2, 2).toDouble(), 0.5)
        << table->item(0, 2)->text().toStdString();
    EXPECT_LT(table->item(0, 3)->text().section(QLatin1Char(' '), 2, 2).toDouble(), 0.5);
    EXPECT_TRUE(panel->faces().warning().isEmpty()) << panel->faces().warning().toStdString();
    // A restoration that makes somebody else of the face, and one that makes nobody.
    FaceShift shift;
    shift.toItself = 0.4, shift.claimedBefore = 0.6, shift.claimedAfter = 0.3;
    shift.nearest = "Ben", shift.nearestBefore = 0.1, shift.nearestAfter = 0.5, shift.towardsOther = true;
    panel->faces().showShifts({shift});
    EXPECT_TRUE(panel->faces().warning().contains(QStringLiteral("Ben")));
}

TEST_F(EnhancePanelTest, WritesTheResultAndSeveralAtOnce) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    open();
    QSignalSpy written(panel.get(), &EnhancePanel::exported);
    const auto out = folder / "out.png";
    panel->exportTo(QString::fromStdString(out.string()));
    ASSERT_TRUE(waitUntil([&] { return written.count() == 1; }));
    EXPECT_EQ(provenanceOf(out)->type, SourceType::kFiltered);
    EXPECT_EQ(part<Banner>("enhanceBanner")->kind(), Banner::Kind::Good);

    std::ofstream(folder / "broken.jpg") << "no picture";
    std::filesystem::create_directory(folder / "results");
    panel->exportBatch(
        {QString::fromStdString(photo.string()), QString::fromStdString((folder / "broken.jpg").string())},
        QString::fromStdString((folder / "results").string()));
    ASSERT_TRUE(waitUntil([&] { return written.count() == 2; }));
    EXPECT_TRUE(std::filesystem::exists(folder / "results/photo-enhanced.png"));
    EXPECT_EQ(part<Banner>("enhanceBanner")->kind(), Banner::Kind::Warning);
    EXPECT_TRUE(part<Banner>("enhanceBanner")->sentence().contains(QStringLiteral("broken.jpg")));
    panel->exportTo(QString::fromStdString(photo.string()));
    ASSERT_TRUE(waitUntil([&] { return part<Banner>("enhanceBanner")->kind() == Banner::Kind::Error; }))
        << "the original is safe";
}

TEST_F(EnhancePanelTest, ATrackOfARecordingIsChosenWrittenStoppedAndGoneOnWith) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto film = folder / "film.mp4";
    {
        const cv::Mat person = loadImage(test::samplePhoto(3)).bgr(cv::Rect(1000, 80, 420, 480));
        cv::Mat small;
        cv::resize(person, small, {}, 0.5, 0.5, cv::INTER_AREA);
        VideoWriter writer(film, {320, 260}, {.framesPerSecond = 25});
        for (int i = 0; i < 500; ++i) {
            cv::Mat frame(260, 320, CV_8UC3, cv::Scalar(110, 110, 110));
            small.copyTo(frame(cv::Rect(40 + i / 10, 10, small.cols, small.rows)));
            writer.write(frame);
        }
        writer.finish();
    }
    Track track;
    track.firstMs = 400, track.lastMs = 19600, track.frames = 481;
    track.shots = {{2000, {110, 60, 90, 110}, 70, {}}};
    track.boxes = {{400, {110, 60, 90, 110}, 1, false}, {19600, {150, 60, 90, 110}, 1, false}};
    std::vector<Track> tracks = {track};
    Recording recording;
    recording.source = film.string();
    recording.size = {320, 260}, recording.framesPerSecond = 25, recording.durationMs = 20000,
    recording.frames = 500;
    workspace->store().saveAnalysis(recording, tracks);

    EXPECT_FALSE(panel->reveal({DeskItem::Kind::Identity, 1}));
    QSignalSpy shown(panel.get(), &EnhancePanel::previewShown);
    ASSERT_TRUE(panel->reveal({DeskItem::Kind::Track, tracks[0].id.value()}));
    auto* choice = part<QComboBox>("trackChoice");
    ASSERT_TRUE(
        waitUntil([&] { return shown.count() > 0 && panel->idle() && choice->count() == 2; }, 60'000));
    EXPECT_EQ(choice->currentIndex(), 1);
    EXPECT_EQ(part<QSlider>("frameSlider")->minimum(), 400);
    EXPECT_EQ(part<QSlider>("frameSlider")->maximum(), 19600);
    EXPECT_EQ(part<QSlider>("frameSlider")->value(), 2000) << "the best look";
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();

    // Stopped, then gone on with from the banner.
    auto& banner = *part<Banner>("enhanceBanner");
    QSignalSpy written(panel.get(), &EnhancePanel::exported);
    const auto out = folder / "out.mp4";
    panel->exportTo(QString::fromStdString(out.string()));
    JobHandle* job = nullptr;
    for (auto* one : session.jobs().jobs())
        if (one->lane() == JobLane::Long) job = one;
    ASSERT_NE(job, nullptr);
    ASSERT_TRUE(waitUntil([&] { return job->progress().done > 60; }, 120'000));
    job->cancel();
    ASSERT_TRUE(waitUntil([&] { return banner.isVisible() && banner.kind() == Banner::Kind::Info; }, 60'000));
    EXPECT_FALSE(std::filesystem::exists(out)) << "no half film under its name";
    panel->chooseTrack(0);  // what is chosen since does not change what is gone on with
    Q_EMIT banner.actionTriggered();
    ASSERT_TRUE(waitUntil([&] { return written.count() == 1; }, 120'000)) << banner.sentence().toStdString();
    EXPECT_EQ(written.at(0).at(0).toString().toStdString(), out.string());
    EXPECT_TRUE(banner.sentence().contains(QStringLiteral("out.mp4"))) << banner.sentence().toStdString();
    Q_EMIT banner.actionTriggered();
    for (auto* one : session.jobs().jobs())
        EXPECT_TRUE(one->lane() != JobLane::Long || one->hasEnded()) << "it is taken up once";
    panel->chooseTrack(tracks[0].id.value());
    EXPECT_TRUE(banner.sentence().contains(QStringLiteral("from frame"))) << banner.sentence().toStdString();
    auto source = openVideoSource(out.string());
    int frames = 0;
    while (source->read())
        ++frames;
    EXPECT_EQ(frames, 481) << "the time of the track alone";

    if (std::filesystem::exists(test::modelsFolder() / "trained/restorer-128.safetensors")) {
        panel->fuseTo(QString::fromStdString((folder / "face.png").string()));
        ASSERT_TRUE(waitUntil([&] { return written.count() == 2; }, 120'000))
            << banner.sentence().toStdString();
        EXPECT_EQ(provenanceOf(folder / "face.png")->type, SourceType::kEnhanced);
    }
    // What else changes in the store leaves the list of tracks alone.
    QSignalSpy filled(choice->model(), &QAbstractItemModel::rowsInserted);
    Store::NewSample sample;
    sample.sample.path = sample.sample.sha256 = "ada";
    workspace->store().enrol("Ada", "", {sample});
    session.pollNow();
    ASSERT_TRUE(waitUntil([&] { return part<QComboBox>("claimedPerson")->count() == 2; }));
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_EQ(filled.count(), 0);
    // In another store the same number is of another track.
    panel->chooseTrack(tracks[0].id.value());
    const auto other = test::workspaceIn(folder / "other");
    std::vector<Track> otherTracks = {track};
    otherTracks[0].firstMs = 8000;
    other->store().saveAnalysis(recording, otherTracks);
    ASSERT_EQ(otherTracks[0].id.value(), tracks[0].id.value());
    session.setWorkspace(other);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, 60'000));
    EXPECT_EQ(choice->count(), 2);
    EXPECT_EQ(choice->currentIndex(), 0);
    EXPECT_TRUE(banner.sentence().contains(QStringLiteral("Another store")))
        << banner.sentence().toStdString();
    EXPECT_EQ(part<QComboBox>("claimedPerson")->count(), 1);
    EXPECT_EQ(part<QSlider>("frameSlider")->minimum(), 0);
    session.setWorkspace(workspace);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, 60'000));
    panel->chooseTrack(tracks[0].id.value());

    // Analysed anew, the recording has other tracks.
    tracks[0].id = {};
    workspace->store().saveAnalysis(recording, tracks);
    session.pollNow();
    ASSERT_TRUE(waitUntil([&] { return choice->currentIndex() == 0; }));
    EXPECT_TRUE(banner.sentence().contains(QStringLiteral("no longer there")))
        << "said, not dropped in silence";
    EXPECT_EQ(part<QSlider>("frameSlider")->minimum(), 0);
    EXPECT_FALSE(panel->findChild<QToolButton*>(QStringLiteral("fuseButton"))->isEnabled());
}

TEST_F(EnhancePanelTest, WhatIsOpenStaysOpenWhenTheRecogniserIsChanged) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    open();
    QSignalSpy shown(panel.get(), &EnhancePanel::previewShown);
    session.setWorkspace(std::make_shared<Workspace>(
        std::make_shared<FaceEngine>(workspace->engine().sharedRegistry()), workspace->storePointer()));
    ASSERT_TRUE(waitUntil([&] { return shown.count() > 0 && panel->idle(); }, 60'000));
    QSignalSpy written(panel.get(), &EnhancePanel::exported);
    const auto out = folder / "later.png";
    panel->exportTo(QString::fromStdString(out.string()));
    ASSERT_TRUE(waitUntil([&] { return written.count() == 1; }))
        << part<Banner>("enhanceBanner")->sentence().toStdString();
    EXPECT_TRUE(std::filesystem::exists(out));
}

TEST(EnhancePresets, OfferTheirChainsAndKeepOnesOwn) {
    const test::TempFolder folder;
    Settings settings;
    const auto shipped = enhancePresets(settings).size();
    EXPECT_GE(shipped, 4u);
    saveEnhancePreset(settings, QStringLiteral("Lobby / night"), enhance::parseChain("denoise:strength=9"));
    auto presets = enhancePresets(settings);
    ASSERT_EQ(presets.size(), shipped + 1);
    EXPECT_TRUE(presets.back().own);
    EXPECT_EQ(enhance::chainText(presets.back().chain), "denoise:strength=9");
    removeEnhancePreset(settings, presets.back().key);
    EXPECT_EQ(enhancePresets(settings).size(), shipped);
    EXPECT_EQ(enhancedName(QStringLiteral("/a/b.tar.jpg")), QStringLiteral("b.tar-enhanced.png"));
    EXPECT_EQ(enhancedName(QStringLiteral("film.mov")), QStringLiteral("film-enhanced.mov"));
}
