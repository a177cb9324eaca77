#include "core/pipelines/enhance/enhance_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enhance/fuse_looks.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/identify.h"
#include "core/pipelines/people/compare_pair.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
using test::samplePhoto;
namespace fs = std::filesystem;

namespace {

class EnhanceFileTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        if (!engine_) {
            engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
            person_ = test::samplePeople(*engine_).front();
        }
        store = Store::open(folder / "store");
        workspace = std::make_unique<Workspace>(engine_, store);
        photo = folder / "photo.png";
        cv::imwrite(photo.string(), person_);
    }
    static void TearDownTestSuite() { engine_.reset(); }

    EnhanceResult run(const fs::path& in, const fs::path& out, const std::string& steps) {
        return enhanceFile(*engine_, {in, out, enhance::parseChain(steps), store->folder()}, context);
    }
    ErrorCode failure(const fs::path& in, const fs::path& out, const std::string& steps = "light") {
        try {
            run(in, out, steps);
        } catch (const Error& error) {
            EXPECT_FALSE(error.detail().empty());
            return error.code();
        }
        return ErrorCode::kInternal;
    }
    bool networks() const {
        return fs::exists(test::modelsFolder() / "weights/upscaler/esrgan-medium-x2/model.json");
    }
    std::vector<Rejection> enrolled(const fs::path& file) {
        EnrolOptions options;
        options.gate = QualityGate::kOff;
        return enrolPerson(*workspace, "Ada", {}, {file}, options, context).rejected;
    }

    static std::shared_ptr<FaceEngine> engine_;
    static cv::Mat person_;
    test::TempFolder folder;
    fs::path photo;
    std::shared_ptr<Store> store;
    std::unique_ptr<Workspace> workspace;
    JobContext context;
};
std::shared_ptr<FaceEngine> EnhanceFileTest::engine_;
cv::Mat EnhanceFileTest::person_;

}  // namespace

TEST_F(EnhanceFileTest, FiltersAPhotoAndSignsWhatWasDone) {
    const auto result = run(photo, folder / "out.png", "denoise,light");
    ASSERT_EQ(result.faces.size(), 1u);
    EXPECT_GT(result.faces[0].identitySimilarity, 0.6);
    EXPECT_EQ(result.size.width, person_.cols);
    EXPECT_FALSE(result.marked);
    const auto said = provenanceOf(folder / "out.png");
    ASSERT_TRUE(said);
    EXPECT_EQ(said->type, SourceType::kFiltered);
    const auto check = checkLineage(said->lineage, store->folder());
    EXPECT_TRUE(check.signatureValid);
    EXPECT_TRUE(check.ownKey);
    EXPECT_EQ(check.pixelsSha256, pixelsSha256(loadImage(folder / "out.png").bgr));
    const auto record = nlohmann::json::parse(check.record);
    EXPECT_EQ(record["input"], sha256File(photo));
    EXPECT_EQ(record["steps"][1]["step"], "light");
    auto forged = said->lineage;
    forged["record"].replace(forged["record"].find("denoise"), 7, "deblur ");
    EXPECT_FALSE(checkLineage(forged, store->folder()).signatureValid);
    EXPECT_TRUE(enrolled(folder / "out.png").empty()) << "filters make nobody up";
}

TEST_F(EnhanceFileTest, MarksWhatANetworkChangedAndRefusesItsCopies) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/upscaler/esrgan-medium-x2/model.json");
    // A face that is small enough for the network to change how it looks.
    cv::Mat reduced;
    cv::resize(person_, reduced, {}, 0.35, 0.35, cv::INTER_AREA);
    cv::imwrite(photo.string(), reduced);
    const auto out = folder / "larger.jpg";
    const auto result = run(photo, out, "superres:scale=4:thorough=0");
    EXPECT_DOUBLE_EQ(result.scale, 4);
    EXPECT_TRUE(result.marked);
    EXPECT_EQ(provenanceOf(out)->type, SourceType::kEnhanced);
    const auto refused = enrolled(out);
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_EQ(refused[0].code, RejectionCode::kUnsupported);
    EXPECT_NE(refused[0].reason.find("use the original"), std::string::npos);
    EXPECT_THROW(verifyImages(*engine_, photo, out, 1e-4), Error);

    // Coded anew without its mark, reduced, and cropped.
    const cv::Mat made = cv::imread(out.string());
    cv::Mat half;
    cv::resize(made, half, {}, 0.7, 0.7, cv::INTER_AREA);
    cv::imwrite((folder / "recoded.jpg").string(), made, {cv::IMWRITE_JPEG_QUALITY, 60});
    cv::imwrite((folder / "half.png").string(), half);
    cv::imwrite((folder / "cropped.png").string(),
                made(cv::Rect(made.cols / 14, made.rows / 14, made.cols * 6 / 7, made.rows * 6 / 7)));
    for (const char* copy : {"recoded.jpg", "half.png", "cropped.png"}) {
        ASSERT_FALSE(provenanceOf(folder / copy)) << copy;
        const auto found = enrolled(folder / copy);
        ASSERT_EQ(found.size(), 1u) << copy;
        EXPECT_EQ(found[0].code, RejectionCode::kUnsupported) << copy;
        EXPECT_THROW(verifyImages(*engine_, photo, folder / copy, 1e-4, store->folder()), Error) << copy;
        FaceSource source;
        source.path = (folder / copy).string();
        EXPECT_THROW(faceToCompare(*engine_, source, context, store->folder()), Error) << copy;
    }
    EXPECT_NO_THROW(verifyImages(*engine_, photo, photo, 1e-4, store->folder()));
    EXPECT_TRUE(enrolled(photo).empty()) << "the original stays usable";
    const auto probes = processImages(*engine_, workspace.get(), {folder / "half.png", photo},
                                      ImageWork::kIdentify, 1, context);
    ASSERT_EQ(probes.rejected.size(), 1u);
    EXPECT_EQ(probes.images.size(), 1u);
    EXPECT_TRUE(processImages(*engine_, nullptr, {out}, ImageWork::kDetect, 1, context).rejected.empty())
        << "to look is free";
}

TEST_F(EnhanceFileTest, SaysWhatIsWrongAndLeavesNoHalfFile) {
    std::ofstream(folder / "empty.jpg").flush();
    std::ofstream(folder / "text.png") << "no picture";
    EXPECT_EQ(failure(folder / "none.png", folder / "o.png"), ErrorCode::kNotFound);
    EXPECT_EQ(failure(folder / "empty.jpg", folder / "o.png"), ErrorCode::kUnreadable);
    EXPECT_EQ(failure(folder / "text.png", folder / "o.png"), ErrorCode::kUnsupported);
    EXPECT_EQ(failure(photo, photo), ErrorCode::kInvalidArgument) << "the original would be replaced";
    EXPECT_EQ(failure(photo, folder / "o.bmp"), ErrorCode::kInvalidArgument);
    EXPECT_EQ(failure(photo, folder / "no/such/o.png"), ErrorCode::kUnwritable);
    EXPECT_EQ(failure(photo, folder.path()), ErrorCode::kInvalidArgument);
    std::stop_source stop;
    stop.request_stop();
    JobContext stopped(stop.get_token());
    EXPECT_THROW(enhanceFile(*engine_, {photo, folder / "o.png", enhance::parseChain("light"), {}}, stopped),
                 Cancelled);
    EXPECT_FALSE(fs::exists(folder / "o.png"));
}

TEST_F(EnhanceFileTest, TakesGreySixteenBitsAlphaAndOddSizes) {
    cv::Mat grey, deep, alpha;
    cv::cvtColor(person_(cv::Rect(0, 0, person_.cols - 1 + person_.cols % 2, person_.rows)), grey,
                 cv::COLOR_BGR2GRAY);
    person_.convertTo(deep, CV_16UC3, 257);
    cv::cvtColor(person_, alpha, cv::COLOR_BGR2BGRA);
    alpha(cv::Rect(0, 0, 20, 20)).setTo(cv::Scalar(0, 0, 0, 0));
    for (const auto& [name, picture] :
         {std::pair("grey.png", grey), {"deep.png", deep}, {"alpha.png", alpha}}) {
        cv::imwrite((folder / name).string(), picture);
        const auto result = run(folder / name, folder / (std::string("out-") + name), "denoise,deblur,light");
        EXPECT_EQ(result.size.width, picture.cols) << name;
        EXPECT_EQ(result.notes.empty(), name == std::string("grey.png")) << name;
    }
}

TEST_F(EnhanceFileTest, EnhancesARecordingFrameByFrameAndCanBeStopped) {
    const auto film = folder / "film.mp4", out = folder / "out.mp4";
    {
        VideoWriter writer(film, {321, 180}, {.framesPerSecond = 20});
        cv::RNG random(2);
        for (int i = 0; i < 12; ++i) {
            cv::Mat frame(180, 321, CV_8UC3, cv::Scalar(70, 80, 90)), noise(180, 321, CV_16SC3);
            random.fill(noise, cv::RNG::NORMAL, 0, 12);
            cv::circle(frame, {60 + 4 * i, 90}, 25, cv::Scalar(200, 190, 180), cv::FILLED);
            cv::add(frame, noise, frame, cv::noArray(), CV_8U);
            writer.write(frame);
        }
        writer.finish();
    }
    const auto result = run(film, out, "denoise,light:localContrast=0:whiteBalance=0:shadows=0");
    EXPECT_EQ(result.frames, 12);
    EXPECT_LT(result.flickerAfter, 0.7 * result.flickerBefore);
    auto written = openVideoSource(out.string());
    int frames = 0;
    double last = -1;
    while (auto frame = written->read())
        ++frames, last = frame->ms;
    EXPECT_EQ(frames, 12);
    EXPECT_NEAR(last, 550, 2);
    EXPECT_EQ(provenanceOf(out)->type, SourceType::kFiltered) << "told by the file beside it";

    std::stop_source stop;
    JobContext stopping(stop.get_token(), [&](const Progress& progress) {
        if (progress.done >= 3) stop.request_stop();
    });
    EXPECT_THROW(
        enhanceFile(*engine_, {film, folder / "stopped.mp4", enhance::parseChain("light"), {}}, stopping),
        Cancelled);
    for (const auto& entry : fs::directory_iterator(folder.path()))
        EXPECT_EQ(entry.path().filename().string().find("stopped"), std::string::npos) << entry.path();
}

TEST_F(EnhanceFileTest, GoesOnWithAStoppedFilmToTheBytesOfAnUninterruptedOne) {
    const auto film = folder / "film.mp4";
    {
        VideoWriter writer(film, {160, 120}, {.framesPerSecond = 25});
        cv::RNG random(3);
        for (int i = 0; i < 130; ++i) {
            cv::Mat frame(120, 160, CV_8UC3, cv::Scalar(60, 80, 100)), noise(120, 160, CV_16SC3);
            random.fill(noise, cv::RNG::NORMAL, 0, 10);
            cv::circle(frame, {30 + i / 2, 60 + i % 3}, 18, cv::Scalar(200, 190, 180), cv::FILLED);
            cv::rectangle(frame, cv::Rect(100, 20, 30, 40), cv::Scalar(20, 200, 40), cv::FILLED);
            cv::add(frame, noise, frame, cv::noArray(), CV_8U);
            writer.write(frame);
        }
        writer.finish();
    }
    EnhanceRequest request{film, folder / "whole.mp4",
                           enhance::parseChain("deinterlace,stabilise,denoise,average,light"),
                           store->folder()};
    const auto whole = enhanceFile(*engine_, request, context);
    EXPECT_EQ(whole.frames, 130);
    EXPECT_EQ(whole.resumedFrom, 0);

    request.output = folder / "resumed.mp4";
    request.resumable = true;
    const auto stopAfter = [&](std::int64_t frames) {
        std::stop_source stop;
        JobContext stopping(stop.get_token(), [&](const Progress& progress) {
            if (progress.stage == "frames" && progress.done >= frames) stop.request_stop();
        });
        EXPECT_THROW(enhanceFile(*engine_, request, stopping), Cancelled);
        EXPECT_FALSE(fs::exists(request.output)) << "no half film under its name";
    };
    stopAfter(61);
    EXPECT_EQ(framesDone(*engine_, request), 50);
    stopAfter(112);
    EXPECT_EQ(framesDone(*engine_, request), 100);
    auto other = request;
    other.chain = enhance::parseChain("light");
    EXPECT_EQ(framesDone(*engine_, other), 0) << "parts of another chain are no use";
    const auto resumed = enhanceFile(*engine_, request, context);
    EXPECT_EQ(resumed.resumedFrom, 100);
    EXPECT_EQ(resumed.frames, 130);
    EXPECT_EQ(sha256File(request.output), sha256File(folder / "whole.mp4"));
    EXPECT_DOUBLE_EQ(resumed.flickerAfter, whole.flickerAfter);
    EXPECT_EQ(framesDone(*engine_, request), 0) << "nothing is left behind";

    auto written = openVideoSource(request.output.string());
    double last = -1;
    int frames = 0;
    while (auto frame = written->read()) {
        EXPECT_GT(frame->ms, last);
        ++frames, last = frame->ms;
    }
    EXPECT_EQ(frames, 130);
    EXPECT_NEAR(last, 129 * 40, 2);
    request.output = folder / "discarded.mp4";
    stopAfter(61);
    discardDone(request);
    EXPECT_EQ(framesDone(*engine_, request), 0);
}

TEST_F(EnhanceFileTest, FusesSeveralLooksAtAFaceOfARecording) {
    const auto film = folder / "film.mp4", out = folder / "face.png";
    {
        cv::Mat person, noise(300, 400, CV_16SC3);
        const double scale = 200.0 / person_.rows;
        cv::resize(person_, person, {}, scale, scale, cv::INTER_AREA);
        VideoWriter writer(film, {400, 300}, {.framesPerSecond = 20, .quality = 12});
        cv::RNG random(4);
        for (int i = 0; i < 14; ++i) {
            cv::Mat frame(300, 400, CV_8UC3, cv::Scalar(110, 110, 110));
            person.copyTo(frame(cv::Rect(100 + i, 50 + i % 3, person.cols, person.rows)));
            random.fill(noise, cv::RNG::NORMAL, 0, 9);
            cv::add(frame, noise, frame, cv::noArray(), CV_8U);
            writer.write(frame);
        }
        writer.finish();
    }
    FuseLooksRequest request{film, out, 300};
    request.storeFolder = store->folder();
    const auto result = fuseLooks(*engine_, request, context);
    EXPECT_GE(result.looks, 8);
    EXPECT_GE(result.used, 4);
    EXPECT_GT(result.fused, 0.4);
    EXPECT_EQ(provenanceOf(out)->type, SourceType::kEnhanced);
    EXPECT_TRUE(checkLineage(provenanceOf(out)->lineage, store->folder()).ownKey);
    EXPECT_EQ(enrolled(out).front().code, RejectionCode::kUnsupported);
    request.face = 9;
    EXPECT_THROW(fuseLooks(*engine_, request, context), Error);
    request.face = 0, request.ms = 1e7;
    EXPECT_NO_THROW(fuseLooks(*engine_, request, context)) << "the last frame there is";
}
