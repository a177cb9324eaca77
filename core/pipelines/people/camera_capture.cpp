#include "core/pipelines/people/camera_capture.h"

#include <algorithm>
#include <chrono>
#include <opencv2/imgcodecs.hpp>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/media/video_source.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kNap{10};

/// Lets a recording play as fast as a camera would.
class Pace {
  public:
    Pace(bool live, double speed) : speed_(live ? 0 : speed) {}
    /// False: the frame is too late to be looked at, a later one is due.
    bool wait(double ms, JobContext& context) {
        if (speed_ <= 0) return true;
        if (!started_) started_ = true, start_ = Steady::now(), firstMs_ = ms;
        const double due = (ms - firstMs_) / speed_;
        double late = elapsed() - due;
        for (; late < 0; late = elapsed() - due) {
            context.checkpoint();
            std::this_thread::sleep_for(kNap);
        }
        return late < kLatestMs;
    }

  private:
    static constexpr double kLatestMs = 120;
    double elapsed() const {
        return std::chrono::duration<double, std::milli>(Steady::now() - start_).count();
    }
    double speed_, firstMs_ = 0;
    bool started_ = false;
    Steady::time_point start_{};
};

void writePicture(const fs::path& file, const cv::Mat& bgr) {
    std::vector<uchar> bytes;
    if (!cv::imencode(".png", bgr, bytes))
        throw Error(ErrorCode::kInternal, file.string(), "the picture cannot be coded");
    writeAtomically(file, [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    });
}

/// A file's name on any system.
std::string fileNameFrom(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return std::string_view("/\\:*?\"<>|# ").find(c) != std::string_view::npos; }, '-');
    return text;
}

}  // namespace

int captureFromCamera(const FaceEngine& engine, const std::string& source,
                      const CameraCaptureOptions& options, CameraControl& control,
                      const std::function<void(const CameraFrame&)>& onFrame, JobContext& context) {
    auto opened = openVideoSource(source, context.stopToken());
    const auto info = opened->info();
    // Frames that nobody has time for are dropped, so that people see themselves as they are now.
    const auto camera = info.live ? decodeAhead(std::move(opened), 2) : std::move(opened);
    CaptureGuide guide(engine, options.guide);
    Pace pace(info.live, options.speed);
    int taken = 0;
    while (auto frame = camera->read()) {
        context.checkpoint();
        if (!pace.wait(frame->ms, context)) continue;
        const auto look = guide.look(frame->bgr, frame->ms);
        const bool asked = control.captureNow.exchange(false);
        const bool fake = look.face && !look.of(CaptureCheck::kLiveness).good;
        CameraFrame shown{frame->bgr, look, taken, {}, asked && (!look.face || fake)};
        const bool byItself = look.capture && control.automatic && taken < options.wanted;
        if (byItself || (asked && !shown.refused)) {
            cv::Mat best = guide.take(frame->ms);
            const auto& picture = best.empty() || asked ? frame->bgr : best;
            const auto at = iso8601(Clock::system().now());
            shown.picture =
                options.folder / fileNameFrom(fs::path(info.name).filename().string() + " " + at + ".png");
            writePicture(shown.picture, picture);
            shown.captured = ++taken;
        }
        onFrame(shown);
        if (!info.live && info.durationMs > 0)
            context.report("frames", static_cast<std::int64_t>(frame->ms),
                           static_cast<std::int64_t>(info.durationMs));
    }
    context.checkpoint();
    return taken;
}

}  // namespace lineament
