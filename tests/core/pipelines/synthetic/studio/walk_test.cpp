// Walks, sheets and pictures that leave the Studio.
#include "core/pipelines/synthetic/studio/walk.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <tuple>

#include "core/base/hash.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/synthetic/studio/gif_writer.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

/// Faces of the first row of the plane of seeds.
std::vector<gan::Latent> keysAt(std::initializer_list<double> places) {
    std::vector<gan::Latent> keys;
    for (const double x : places) {
        FaceRecipe recipe;
        recipe.x = x;
        keys.push_back(explorer().styles(recipe, {}));
    }
    return keys;
}

}  // namespace

TEST(Walk, GoesThroughItsKeysAndALoopComesBack) {
    const auto keys = keysAt({1, 2, 3});
    WalkOptions options;
    options.secondsPerKey = 1;
    options.framesPerSecond = 4;
    EXPECT_EQ(walkFrames(3, options), 12);
    EXPECT_LT(distance(walkStyles(keys, 0, options), keys[0]), 1e-6);
    EXPECT_LT(distance(walkStyles(keys, 4, options), keys[1]), 1e-6);
    EXPECT_LT(distance(walkStyles(keys, 11, options), keys[0]), distance(keys[2], keys[0]));
    options.loop = false;
    EXPECT_EQ(walkFrames(3, options), 8);
    EXPECT_LT(distance(walkStyles(keys, 7, options), keys[2]), 1e-6);
}

TEST(Walk, IsWrittenAsVideoAndAsGifAndSaysWhatItIs) {
    const test::TempFolder folder;
    const auto keys = keysAt({1, 2});
    WalkOptions options;
    options.secondsPerKey = 0.5;
    options.framesPerSecond = 10;
    options.enlarge = 2;
    JobContext context;
    for (const char* name : {"walk.mp4", "walk.gif"}) {
        const auto file = folder / name;
        EXPECT_EQ(exportWalk(explorer(), keys, {}, options, file, context, {true, nullptr, folder / "store"}),
                  10);
        const auto source = openVideoSource(file.string());
        int frames = 0;
        while (const auto frame = source->read()) {
            EXPECT_EQ(frame->bgr.cols, 128);
            ++frames;
        }
        EXPECT_EQ(frames, 10) << name;
        const auto said = provenanceOf(file);
        ASSERT_TRUE(said) << name;
        EXPECT_EQ(said->type, SourceType::kGenerated);
        EXPECT_EQ(said->lineage.at("generator"), "faces-64");
        EXPECT_EQ(said->lineage.at("keys"), "2");
        const auto check = checkLineage(said->lineage, folder / "store");
        EXPECT_TRUE(check.signatureValid && check.ownKey);
        EXPECT_EQ(check.pixelsSha256, sha256File(file)) << "of the film as it was written";
        EXPECT_TRUE(EvidenceGuard::refuseFile(file)) << "by its mark, also in a store that did not make it";
    }
    options.framesPerSecond = 0;
    EXPECT_EQ(codeOf([&] { exportWalk(explorer(), keys, {}, options, folder / "b.mp4", context); }),
              ErrorCode::kInvalidArgument);
}

TEST(Walk, IsEnlargedByTheNetworkWhereThatIsAskedFor) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/upscaler/esrgan-medium-x4/model.json");
    JobContext context;
    const auto picture = explorer().picture({}, {}, true);
    for (const int times : {1, 2, 3, 4, 6}) {
        const PictureEnlarger network(times, true, &engine()), cubic(times, false, nullptr);
        const auto larger = network(picture, context), plain = cubic(picture, context);
        EXPECT_EQ(larger.cols, 64 * times);
        EXPECT_EQ(larger.size(), plain.size());
        EXPECT_EQ(network.network().empty(), times == 1);
        if (times == 1) continue;
        EXPECT_GT(cv::PSNR(larger, plain), 20) << "the same face";
        EXPECT_GT(cv::norm(larger, plain, cv::NORM_INF), 4) << "drawn sharper";
    }
    EXPECT_EQ(codeOf([] { PictureEnlarger(2, true, nullptr); }), ErrorCode::kInvalidArgument);
}

TEST(Walk, ACancelledExportLeavesNothing) {
    const test::TempFolder folder;
    std::stop_source stop;
    int reports = 0;
    JobContext context(stop.get_token(), [&](const Progress&) {
        if (++reports == 1) stop.request_stop();
    });
    EXPECT_THROW(exportWalk(explorer(), keysAt({0, 0}), {}, {}, folder / "walk.mp4", context), Cancelled);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Walk, AFilmThatCannotBeSignedIsNotLeftBehind) {
    const test::TempFolder folder;
    std::ofstream(folder / "store") << "no folder";
    const ExportMark mark{true, nullptr, folder / "store"};
    WalkOptions options;
    options.secondsPerKey = 0.2;
    JobContext context;
    for (const char* name : {"walk.mp4", "walk.gif"})
        EXPECT_THROW(exportWalk(explorer(), keysAt({0, 0}), {}, options, folder / name, context, mark),
                     Error);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(Walk, PicturesAndSheetsCarryTheirMark) {
    const test::TempFolder folder;
    FaceRecipe recipe;
    recipe.x = 5;
    exportPicture(explorer(), recipe, {}, 2, folder / "face.png");
    EXPECT_EQ(cv::imread((folder / "face.png").string()).cols, 128);
    JobContext context;
    exportSheet(explorer(),
                {explorer().styles(recipe, {}), explorer().styles({}, {}), explorer().styles(recipe, {})}, {},
                2, 1, folder / "sheet.png", context);
    EXPECT_EQ(cv::imread((folder / "sheet.png").string()).size(), cv::Size(128, 128));
    for (const char* name : {"face.png", "sheet.png"}) {
        const std::string bytes = bytesOf(folder / name);
        const auto mark = provenanceOf(std::as_bytes(std::span(bytes.data(), bytes.size())));
        ASSERT_TRUE(mark) << name;
        EXPECT_EQ(mark->type, SourceType::kGenerated);
        EXPECT_EQ(mark->lineage.at("generator"), "faces-64");
    }
}

TEST(Walk, AnExportIsRefusedAsEvidenceAlsoAfterItLostItsMetadata) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    FaceRecipe recipe;
    recipe.x = 9;
    exportPicture(explorer(), recipe, {}, 4, folder / "face.png", {true, &engine(), folder.path()});
    EXPECT_TRUE(EvidenceGuard::refuseFile(folder / "face.png"));
    const std::string bytes = bytesOf(folder / "face.png");
    const auto said = provenanceOf(std::as_bytes(std::span(bytes.data(), bytes.size())));
    ASSERT_TRUE(said);
    const auto check = checkLineage(said->lineage, folder.path());
    EXPECT_TRUE(check.signatureValid);
    EXPECT_TRUE(check.ownKey);
    // Coded anew and scaled: no metadata are left.
    cv::Mat copy;
    cv::resize(cv::imread((folder / "face.png").string()), copy, {}, 0.8, 0.8, cv::INTER_AREA);
    cv::imwrite((folder / "copy.jpg").string(), copy, {cv::IMWRITE_JPEG_QUALITY, 80});
    EXPECT_FALSE(EvidenceGuard::refuseFile(folder / "copy.jpg"));
    const cv::Mat read = cv::imread((folder / "copy.jpg").string());
    const auto face = portraitFace(read.cols);
    EXPECT_TRUE(EvidenceGuard(engine(), folder.path()).refuseFace("copy.jpg", read, face));
    EXPECT_FALSE(EvidenceGuard(engine(), folder / "other store").refuseFace("copy.jpg", read, face));
}

TEST(Walk, EveryFrameOfAFilmIsRefusedWhereItsFaceIsFound) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/upscaler/esrgan-medium-x4/model.json");
    const test::TempFolder folder;
    WalkOptions options;
    options.secondsPerKey = 1;
    options.framesPerSecond = 6;
    JobContext context;
    // As it is, coded anew at another size, cropped so hard that the chin is gone, on a page, as a screenshot
    // of a small window shows it.
    const auto copiesOf = [](const cv::Mat& frame) {
        std::vector<cv::Mat> copies(5);
        cv::resize(frame, copies[0], {256, 256}, 0, 0, cv::INTER_CUBIC);
        std::vector<uchar> jpeg;
        cv::resize(frame, copies[1], {320, 320}, 0, 0, cv::INTER_LINEAR);
        cv::imencode(".jpg", copies[1], jpeg, {cv::IMWRITE_JPEG_QUALITY, 75});
        copies[1] = cv::imdecode(jpeg, cv::IMREAD_COLOR);
        copies[2] = copies[1](cv::Rect(19, 19, 282, 282));
        cv::copyMakeBorder(copies[0], copies[3], 60, 90, 70, 130, cv::BORDER_CONSTANT, {40, 36, 32});
        cv::resize(copies[2], copies[4], {128, 128}, 0, 0, cv::INTER_AREA);
        cv::copyMakeBorder(copies[4], copies[4], 70, 50, 60, 60, cv::BORDER_CONSTANT, {235, 235, 235});
        return copies;
    };
    for (const auto& [name, times, superres] :
         {std::tuple("walk.mp4", 4, false), {"walk.gif", 4, true}, {"small.gif", 1, false}}) {
        options.enlarge = times;
        options.superres = superres;
        exportWalk(explorer(), keysAt({0, 1}), {}, options, folder / name, context,
                   {true, &engine(), folder.path()});
        const auto source = openVideoSource((folder / name).string());
        const EvidenceGuard guard(engine(), folder.path());
        int number = 0;
        while (const auto frame = source->read()) {
            int copy = 0;
            for (const auto& bgr : copiesOf(frame->bgr)) {
                const auto faces = engine().detect(bgr);
                ASSERT_FALSE(faces.empty()) << name << ' ' << number << ' ' << copy;
                const auto value = engine().embed(bgr, std::span(faces).first(1)).front();
                EXPECT_TRUE(guard.refuseFace("frame", bgr, faces.front(), &value))
                    << name << ", frame " << number << ", copy " << copy;
                ++copy;
            }
            ++number;
        }
    }
    // Photos of people stay what they are.
    const EvidenceGuard guard(engine(), folder.path());
    for (int n = 1; n <= 6; ++n) {
        const cv::Mat photo = cv::imread(test::samplePhoto(n).string());
        for (const auto& face : engine().detect(photo))
            EXPECT_FALSE(guard.refuseFace("photo", photo, face)) << n;
    }
}

TEST(GifWriter, KeepsColoursOfAFrameWithFewOfThem) {
    const test::TempFolder folder;
    cv::Mat frame(40, 60, CV_8UC3, cv::Scalar(10, 200, 90));
    frame(cv::Rect(10, 5, 30, 20)) = cv::Scalar(250, 3, 17);
    GifWriter writer(folder / "a.gif", 60, 40, 25);
    writer.write(frame);
    writer.write(cv::Mat(40, 60, CV_8UC3, cv::Scalar::all(255)));
    writer.finish();
    const auto source = openVideoSource((folder / "a.gif").string());
    const auto first = source->read();
    ASSERT_TRUE(first);
    EXPECT_LE(cv::norm(first->bgr, frame, cv::NORM_INF), 2);
    EXPECT_TRUE(source->read());
    EXPECT_FALSE(source->read());
}
