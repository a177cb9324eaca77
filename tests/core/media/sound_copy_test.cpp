#include "core/media/sound_copy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"
#include "tests/support/places.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

fs::path film(const test::TempFolder& folder) {
    const auto file = folder / "film.mkv";
    VideoWriter writer(file, {64, 48}, {.framesPerSecond = 10});
    for (int i = 0; i < 10; ++i)
        writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar(20 * i, 100, 100)));
    writer.finish();
    return file;
}

/// One second of a tone, 16 bits at 8 kHz.
fs::path tone(const test::TempFolder& folder) {
    const auto file = folder / "tone.wav";
    std::ofstream out(file, std::ios::binary);
    const auto put = [&](auto value) { out.write(reinterpret_cast<const char*>(&value), sizeof value); };
    constexpr std::uint32_t kRate = 8000, kBytes = 2 * kRate;
    out << "RIFF", put(std::uint32_t(36 + kBytes)), out << "WAVEfmt ";
    put(std::uint32_t(16)), put(std::uint16_t(1)), put(std::uint16_t(1)), put(kRate), put(2 * kRate),
        put(std::uint16_t(2)), put(std::uint16_t(16));
    out << "data", put(kBytes);
    for (std::uint32_t i = 0; i < kRate; ++i)
        put(static_cast<std::int16_t>(8000 * std::sin(i * 0.3)));
    return file;
}

}  // namespace

TEST(SoundCopy, JoinsPicturesAndSound) {
    const test::TempFolder folder;
    JobContext context;
    const auto copied = joinSound(film(folder), tone(folder), folder / "both.mkv", context);
    EXPECT_EQ(copied.tracks, 1);
    EXPECT_TRUE(copied.problem.empty());
    auto source = openVideoSource((folder / "both.mkv").string());
    int frames = 0;
    while (source->read())
        ++frames;
    EXPECT_EQ(frames, 10);
    // The sound is there: joined again from the result it is found once more.
    EXPECT_EQ(joinSound(folder / "film.mkv", folder / "both.mkv", folder / "again.mkv", context).tracks, 1);
}

TEST(SoundCopy, JoinsPartsOfAFilmAndAPartOfTheSound) {
    const test::TempFolder folder;
    JobContext context;
    for (const char* ending : {".mkv", ".mp4", ".mov", ".avi", ".ts"}) {
        std::vector<FilmPart> parts;
        for (int part = 0; part < 3; ++part) {
            parts.push_back({folder / (std::to_string(part) + ending), part * 700.0});
            VideoWriter writer(parts.back().file, {64, 48}, {.framesPerSecond = 10, .quality = 5, .reordered = false});
            for (int i = 0; i < 7; ++i)
                writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(10 + 10 * (7 * part + i))));
            writer.finish();
        }
        std::vector<double> shown;  // of the parts by themselves: a joined film has their very frames
        for (const auto& part : parts) {
            auto source = openVideoSource(part.file.string());
            while (auto frame = source->read())
                shown.push_back(cv::mean(frame->bgr)[0]);
        }
        ASSERT_EQ(shown.size(), 21u) << ending;
        const auto out = folder / (std::string("all") + ending);
        joinFilm(parts, out, context);
        auto source = openVideoSource(out.string());
        int frames = 0;
        while (auto frame = source->read()) {
            EXPECT_NEAR(frame->ms, 100 * frames, 2) << ending;
            ASSERT_LT(frames, 21) << ending;
            EXPECT_DOUBLE_EQ(cv::mean(frame->bgr)[0], shown[static_cast<std::size_t>(frames)])
                << ending << ' ' << frames;
            ++frames;
        }
        EXPECT_EQ(frames, 21) << ending;
    }
    const std::vector<FilmPart> one = {{film(folder), 0}};
    EXPECT_EQ(joinFilm(one, tone(folder), {400, 800}, folder / "part.mkv", context).tracks, 1);
    EXPECT_THROW(joinFilm({}, folder / "none.mkv", context), Error);
}

TEST(SoundCopy, TellsWhatAContainerCannotHold) {
    const test::TempFolder folder;
    JobContext context;
    const auto copied = joinSound(film(folder), tone(folder), folder / "both.mp4", context);
    EXPECT_EQ(copied.tracks, 0);
    EXPECT_NE(copied.problem.find(".mkv"), std::string::npos) << copied.problem;
    EXPECT_TRUE(fs::exists(folder / "both.mp4"));
}

TEST(SoundCopy, LeavesNothingBehindWhenItFails) {
    const test::TempFolder folder;
    JobContext context;
    std::ofstream(folder / "broken.wav") << "RIFF";
    EXPECT_THROW(joinSound(film(folder), folder / "broken.wav", folder / "out.mkv", context), Error);
    EXPECT_THROW(joinSound(folder / "film.mkv", tone(folder), folder / "out.xyz", context), Error);
    std::stop_source stop;
    stop.request_stop();
    JobContext stopped(stop.get_token());
    EXPECT_THROW(joinSound(folder / "film.mkv", folder / "tone.wav", folder / "out.mkv", stopped), Cancelled);
    for (const auto& entry : fs::directory_iterator(folder.path()))
        EXPECT_EQ(entry.path().filename().string().find("out."), std::string::npos) << entry.path();
}
