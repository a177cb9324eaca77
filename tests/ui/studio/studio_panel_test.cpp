// Drives the Studio desk the way a new user would: train a little, stop, go on, compare, roll back; explore,
// mix, edit, keep, save, export a walk.
#include "ui/studio/studio_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "core/image/provenance.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/studio/explore/explore_page.h"
#include "ui/studio/explore/layer_bar.h"
#include "ui/studio/explore/seed_plane.h"
#include "ui/studio/explore/style_controls.h"
#include "ui/studio/explore/value_slider.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/inside/inside_page.h"
#include "ui/studio/latest_worker.h"
#include "ui/studio/photo/photo_page.h"
#include "ui/studio/train/config_form.h"
#include "ui/studio/train/run_charts.h"
#include "ui/studio/train/sample_player.h"
#include "ui/studio/train/train_page.h"
#include "ui/studio/train/train_queue.h"
#include "ui/studio/video/video_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plot/plot.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr int kLong = 120'000;

class StudioPanelTest : public testing::Test {
  protected:
    StudioPanelTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {
        panel = std::make_unique<StudioPanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
    }
    ~StudioPanelTest() override { panel.reset(); }
    QString path(const char* name) const { return QString::fromStdString((folder / name).string()); }
    ExploreModel& model() { return panel->model(); }
    Banner& banner(const char* name) { return *panel->findChild<Banner*>(QString::fromLatin1(name)); }
    /// The shipped generator is open and its first face drawn.
    bool open() {
        panel->showTab(QStringLiteral("explore"));
        return waitUntil([&] { return model().ready() && !panel->explore().shown().isNull(); }, kLong);
    }
    bool drawn() {
        return waitUntil([&] { return panel->explore().idle(); }, kLong);
    }
    /// A folder of noise faces, so small that the smallest preset learns them in no time.
    QString madeSet(int count) {
        const auto set = folder / ("set" + std::to_string(count));
        std::filesystem::create_directories(set);
        for (int i = 0; i < count; ++i) {
            cv::Mat picture(32, 32, CV_8UC3);
            cv::randu(picture, 0, 255);
            cv::imwrite((set / (std::to_string(i) + ".png")).string(), picture);
        }
        return QString::fromStdString(set.string());
    }
    TrainQueue& queue() { return panel->queue(); }
    bool ended(const QString& name) {
        return waitUntil([&] { return !queue().active(name) && queue().idle() && queue().run(name); }, kLong);
    }
    void type(const char* field, const QString& text) {
        auto* edit = qobject_cast<QLineEdit*>(panel->train().form().editor(QString::fromLatin1(field)));
        ASSERT_TRUE(edit) << field;
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// Starts a run of the smallest preset that is over after so many images.
    QString train(const QString& name, const QString& data, const char* images,
                  const char* loss = "logistic") {
        auto& page = panel->train();
        page.newRun(data);
        page.setRunName(name);
        page.setPreset(QStringLiteral("tiny"));
        type("run.images", QString::fromLatin1(images));
        type("run.batch", QStringLiteral("4"));
        type("run.snapshotEvery", QStringLiteral("16"));
        type("run.statisticsEvery", QStringLiteral("8"));
        type("run.sampleGrid", QStringLiteral("4"));
        type("network.baseChannels", QStringLiteral("8"));
        qobject_cast<QComboBox*>(page.form().editor(QStringLiteral("loss.adversarial")))
            ->setCurrentText(QString::fromLatin1(loss));
        return page.startRun();
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<StudioPanel> panel;
};

}  // namespace

TEST(LatestWorker, TheNewestRequestWinsAndNoneQueues) {
    LatestWorker worker("test");
    std::atomic<int> done = 0;
    int shown = 0;
    std::atomic<bool> go = false;
    for (int i = 1; i <= 100; ++i)
        worker.submit([&, i]() -> LatestWorker::Show {
            while (!go)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            ++done;
            return [&shown, i] { shown = i; };
        });
    go = true;
    ASSERT_TRUE(waitUntil([&] { return worker.idle(); }));
    EXPECT_EQ(shown, 100);
    EXPECT_LE(done, 2) << "the one that was begun, and the newest";
}

TEST(LatestWorker, AnErrorIsASentenceAndTheNextRequestIsDone) {
    LatestWorker worker("test");
    QString sentence;
    bool shown = false;
    QObject::connect(&worker, &LatestWorker::failed, &worker, [&](const QString& text) { sentence = text; });
    worker.submit(
        []() -> LatestWorker::Show { throw Error(ErrorCode::kUnreadable, "x.png", "it is damaged"); });
    ASSERT_TRUE(waitUntil([&] { return worker.idle(); }));
    EXPECT_FALSE(sentence.isEmpty());
    worker.submit([&]() -> LatestWorker::Show { return [&] { shown = true; }; });
    ASSERT_TRUE(waitUntil([&] { return shown; }));
}

TEST_F(StudioPanelTest, ExploresMixesEditsKeepsAndUndoes) {
    ASSERT_TRUE(open());
    ASSERT_TRUE(drawn());
    const QImage first = panel->explore().shown();
    EXPECT_EQ(first.size(), QSize(64, 64));
    panel->explore().keepFavourite();
    QTest::keyClick(&panel->explore().plane(), Qt::Key_Right);
    ASSERT_TRUE(drawn());
    EXPECT_NE(panel->explore().shown(), first);
    EXPECT_EQ(model().recipe().x, 1);
    const QImage second = panel->explore().shown();
    // All layers of the favourite are the favourite.
    auto* layers = panel->findChild<LayerBar*>();
    ASSERT_TRUE(layers);
    Q_EMIT layers->painted(0, model().info().layers - 1);
    ASSERT_TRUE(drawn());
    EXPECT_EQ(panel->explore().shown(), first);
    Q_EMIT layers->painted(0, model().info().layers - 1);
    ASSERT_TRUE(drawn());
    EXPECT_EQ(panel->explore().shown(), second) << "painting once more takes it back";
    auto* age = panel->explore().controls().slider(QStringLiteral("age"));
    ASSERT_TRUE(age);
    age->setValue(3);
    Q_EMIT age->changed(3, true);
    ASSERT_TRUE(drawn());
    EXPECT_NE(panel->explore().shown(), second);
    EXPECT_EQ(model().recipe().amountOf("age"), 3);
    model().undo();
    ASSERT_TRUE(drawn());
    EXPECT_EQ(panel->explore().shown(), second);
    EXPECT_EQ(age->value(), 0) << "the slider goes with the history";
    model().redo();
    ASSERT_TRUE(drawn());
    EXPECT_EQ(age->value(), 3);
}

TEST_F(StudioPanelTest, SmoothsThePreviewWhenAskedAndRemembersIt) {
    auto* box = panel->findChild<QCheckBox*>(QStringLiteral("smoothBox"));
    ASSERT_FALSE(box->isChecked()) << "pixels are shown as they are";
    box->click();
    StudioPanel again(session, nullptr);
    EXPECT_TRUE(again.findChild<QCheckBox*>(QStringLiteral("smoothBox"))->isChecked());
    for (auto* action : panel->actions())
        if (action->objectName().contains(QStringLiteral("smooth"))) action->trigger();
    EXPECT_FALSE(box->isChecked());
}

TEST_F(StudioPanelTest, AProjectComesBackAsItWasSaved) {
    ASSERT_TRUE(open());
    panel->explore().randomFace();
    panel->explore().keepFavourite();
    ASSERT_TRUE(model().renameFavourite(0, QStringLiteral("Somebody")));
    ASSERT_TRUE(drawn());
    auto* lock = panel->findChild<QCheckBox*>(QStringLiteral("identityLock"));
    lock->setChecked(true);
    model().setIdentityLock(true, 0.62);
    const auto recipe = model().recipe();
    model().saveProject(path("a.studio.json"));
    ASSERT_TRUE(waitUntil([&] { return !model().changed(); }));
    panel->explore().randomFace();
    model().removeFavourite(0);
    lock->setChecked(false);
    ASSERT_TRUE(panel->openPath(path("a.studio.json")));
    ASSERT_TRUE(
        waitUntil([&] { return model().recipe() == recipe && model().favourites().size() == 1; }, kLong));
    EXPECT_EQ(model().favourites()[0].name, "Somebody");
    EXPECT_TRUE(lock->isChecked()) << "the identity lock is part of the project";
    EXPECT_DOUBLE_EQ(model().lockSimilarity(), 0.62);
    QFile(path("a.studio.json")).resize(100);
    panel->openPath(path("a.studio.json"));
    ASSERT_TRUE(waitUntil([&] {
        return banner("studioBanner").kind() == Banner::Kind::Error && banner("studioBanner").isVisible();
    }));
    EXPECT_TRUE(model().recipe() == recipe) << "what is on show stays";
}

TEST_F(StudioPanelTest, AFileThatIsNoGeneratorIsRefusedInWordsAndTheDeskStays) {
    ASSERT_TRUE(open());
    std::ofstream(folder / "damaged.safetensors") << "no network";
    ASSERT_TRUE(panel->openPath(path("damaged.safetensors")));
    ASSERT_TRUE(waitUntil([&] { return banner("studioBanner").isVisible(); }, kLong));
    EXPECT_TRUE(banner("studioBanner").sentence().contains(QLatin1String("damaged")))
        << banner("studioBanner").sentence().toStdString();
    EXPECT_TRUE(model().ready());
    EXPECT_EQ(model().generator(), QStringLiteral("faces-64"));
}

TEST_F(StudioPanelTest, ExportsCarryTheirMark) {
    ASSERT_TRUE(open());
    panel->explore().exportTo(path("face.png"), 2);
    ASSERT_TRUE(waitUntil([&] { return QFile::exists(path("face.png")); }, kLong));
    QFile file(path("face.png"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto mark =
        provenanceOf(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    ASSERT_TRUE(mark);
    EXPECT_EQ(mark->type, SourceType::kGenerated);

    auto& video = panel->video();
    panel->showTab(QStringLiteral("video"));
    video.addShown();
    panel->explore().randomFace();
    video.addShown();
    WalkOptions options;
    options.secondsPerKey = 0.4;
    options.framesPerSecond = 10;
    options.enlarge = 1;
    video.setOptions(options);
    ASSERT_TRUE(waitUntil([&] { return video.idle(); }, kLong));
    for (const char* name : {"walk.mp4", "walk.gif"}) {
        video.exportTo(path(name));
        ASSERT_TRUE(waitUntil([&] { return video.idle(); }, kLong));
        ASSERT_TRUE(QFile::exists(path(name))) << banner("videoBanner").sentence().toStdString();
        const auto said = provenanceOf(folder / name);
        ASSERT_TRUE(said) << name;
        EXPECT_EQ(said->type, SourceType::kGenerated);
    }
    video.exportTo(path("missing/walk.mp4"));
    ASSERT_TRUE(waitUntil([&] { return video.idle(); }, kLong));
    EXPECT_EQ(banner("videoBanner").kind(), Banner::Kind::Error);
}

TEST_F(StudioPanelTest, FindsAPhotoAndEditsIt) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    ASSERT_TRUE(open());
    panel->photo().setSteps(4);
    panel->showTab(QStringLiteral("photo"));
    panel->photo().openPhoto(QString::fromStdString(test::samplePhoto(1).string()));
    ASSERT_TRUE(waitUntil([&] { return panel->photo().idle(); }, kLong));
    ASSERT_TRUE(panel->photo().found()) << banner("photoBanner").sentence().toStdString();
    panel->photo().edit();
    EXPECT_EQ(panel->currentTab(), QStringLiteral("explore"));
    EXPECT_TRUE(model().recipe().photo);
    ASSERT_TRUE(drawn());
    std::ofstream(folder / "no.jpg") << "no photo";
    panel->photo().openPhoto(path("no.jpg"));
    ASSERT_TRUE(waitUntil([&] { return panel->photo().idle(); }, kLong));
    EXPECT_EQ(banner("photoBanner").kind(), Banner::Kind::Error);
}

TEST_F(StudioPanelTest, LooksInsideTheFaceOnShowAndAnyPicture) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    ASSERT_TRUE(open());
    auto& inside = panel->inside();
    panel->showTab(QStringLiteral("inside"));
    ASSERT_TRUE(waitUntil([&] { return inside.idle() && inside.layers() > 0; }, kLong));
    const QString ofFace = inside.score();
    EXPECT_TRUE(ofFace.startsWith(QStringLiteral("D's score"))) << ofFace.toStdString();
    inside.openPicture(QString::fromStdString(test::samplePhoto(1).string()));
    ASSERT_TRUE(waitUntil([&] { return inside.idle(); }, kLong));
    EXPECT_TRUE(inside.score().startsWith(QStringLiteral("D's score"))) << inside.score().toStdString();
    EXPECT_NE(inside.score(), ofFace);
    EXPECT_EQ(inside.layers(), 0) << "the generator did not draw it";
    panel->findChild<QPushButton*>(QStringLiteral("insideBackButton"))->click();
    ASSERT_TRUE(waitUntil([&] { return inside.idle(); }, kLong));
    EXPECT_EQ(inside.score(), ofFace);
}

TEST_F(StudioPanelTest, TrainsStopsGoesOnComparesAndRollsBack) {
    auto& page = panel->train();
    panel->showTab(QStringLiteral("train"));
    ASSERT_TRUE(waitUntil([&] { return page.presets().contains(QStringLiteral("tiny")); }, kLong));
    const QString data = madeSet(8);
    const QString name = train(QStringLiteral("long"), data, "1000000");
    ASSERT_EQ(name, QStringLiteral("long"));
    EXPECT_TRUE(queue().active(name));
    ASSERT_TRUE(waitUntil([&] { return page.samples().count() > 0; }, kLong));
    ASSERT_TRUE(waitUntil(
        [&] { return page.charts().plots()[0]->pointCount(QStringLiteral("loss/d#0")) > 1; }, kLong));
    EXPECT_FALSE(page.verdict().isEmpty());
    queue().pause(name);
    ASSERT_TRUE(ended(name));
    ASSERT_TRUE(waitUntil([&] { return queue().run(name)->note.state == RunNote::State::kPaused; }));
    const auto paused = queue().run(name)->images;
    EXPECT_GT(paused, 0);
    queue().resume(name);
    ASSERT_TRUE(waitUntil(
        [&] {
            return !samplesOf(queue().run(name)->folder).empty() &&
                   samplesOf(queue().run(name)->folder).back().images > paused;
        },
        kLong));
    queue().stop(name);
    ASSERT_TRUE(ended(name));
    ASSERT_TRUE(waitUntil([&] { return queue().run(name)->note.state == RunNote::State::kStopped; }));
    EXPECT_GT(queue().run(name)->images, paused);

    const QString other = train(QStringLiteral("hinge"), data, "32", "hinge");
    ASSERT_TRUE(ended(other));
    EXPECT_EQ(queue().run(other)->note.state, RunNote::State::kFinished);
    page.selectRuns({name});
    EXPECT_EQ(page.samples().caption(0), QString()) << "one run needs no name above its samples";
    page.selectRuns({name, other});
    const QStringList shown = page.selected();
    for (int i = 0; i < 2; ++i)
        EXPECT_TRUE(page.samples().caption(i).startsWith(shown[i] + QStringLiteral(" · ")))
            << page.samples().caption(i).toStdString();
    EXPECT_TRUE(page.samples().caption(int(shown.indexOf(other))).contains(QStringLiteral("32 images")));
    QStringList settings;
    for (int i = 0; i < page.differences().rowCount(); ++i)
        settings << page.differences().item(i, 0)->toolTip();
    EXPECT_TRUE(settings.contains(QStringLiteral("loss.adversarial")));
    EXPECT_TRUE(settings.contains(QStringLiteral("run.images")));
    EXPECT_FALSE(settings.contains(QStringLiteral("run.batch")));
    ASSERT_TRUE(
        waitUntil([&] { return page.charts().plots()[0]->pointCount(QStringLiteral("loss/d#1")) > 0; }));

    const auto snapshots = snapshotImages(queue().run(name)->folder);
    ASSERT_GE(snapshots.size(), 2u);
    queue().rollBack(name, snapshots.front());
    ASSERT_TRUE(waitUntil([&] {
        return queue().idle() && queue().run(name) && queue().run(name)->images == snapshots.front();
    }));
    // The best snapshot of a run is a generator to explore.
    Q_EMIT page.exploreRequested(QString::fromStdString(queue().run(other)->folder.string()));
    ASSERT_TRUE(waitUntil([&] { return model().ready() && model().info().network.resolution == 32; }, kLong));
}

TEST_F(StudioPanelTest, WhatCannotBeTrainedIsSaidInWords) {
    auto& page = panel->train();
    panel->showTab(QStringLiteral("train"));
    ASSERT_TRUE(waitUntil([&] { return page.presets().contains(QStringLiteral("tiny")); }, kLong));
    page.newRun(path("nothing"));
    page.setPreset(QStringLiteral("tiny"));
    EXPECT_EQ(page.form().differing(), 0);
    type("network.resolution", QStringLiteral("48"));
    EXPECT_EQ(page.form().differing(), 1);
    EXPECT_FALSE(page.form().complaint().isEmpty());
    EXPECT_EQ(page.startRun(), QString());
    type("network.resolution", QStringLiteral("many"));
    EXPECT_FALSE(page.form().complaint().isEmpty());
    page.setPreset(QStringLiteral("tiny"));
    EXPECT_EQ(page.form().complaint(), QString()) << "a preset takes the place of what did not fit";
    for (const QString& data : {path("nothing"), madeSet(1)}) {
        const QString name = train(QStringLiteral("bad"), data, "64");
        ASSERT_FALSE(name.isEmpty());
        ASSERT_TRUE(ended(name));
        EXPECT_EQ(queue().run(name)->note.state, RunNote::State::kFailed);
        EXPECT_EQ(banner("trainBanner").kind(), Banner::Kind::Error);
        EXPECT_FALSE(banner("trainBanner").sentence().isEmpty());
    }
}

TEST_F(StudioPanelTest, NothingIsClippedOnAnyTab) {
    ASSERT_TRUE(open());
    for (const char* tab : {"data", "train", "explore", "photo", "video", "inside"}) {
        panel->showTab(QString::fromLatin1(tab));
        panel->grab();
        EXPECT_EQ(test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString(), "") << tab;
    }
}
