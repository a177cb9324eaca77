#include "core/pipelines/enhance/video_measures.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lineament {
namespace {

constexpr double kSmoothing = 0.6;  ///< weight of earlier landmarks: a jittering frame flickers
constexpr float kSameFace = 0.4f;   ///< overlap of a face with itself in the next frame
constexpr int kMostSide = 1 << 16;  ///< of a picture that was set down

void put(StateWriter& state, const cv::Mat& picture) {
    state.put(picture.rows), state.put(picture.cols), state.put(picture.type());
    const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
    const auto* from = whole.data;
    state.put(std::vector<unsigned char>(from, from + whole.total() * whole.elemSize()));
}

void take(StateReader& state, cv::Mat& picture) {
    const auto rows = state.take<int>(), columns = state.take<int>(), type = state.take<int>();
    std::vector<unsigned char> bytes;
    state.take(bytes);
    picture.release();
    if (bytes.empty()) return;
    if (rows < 1 || columns < 1 || rows > kMostSide || columns > kMostSide ||
        bytes.size() != static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) *
                            static_cast<std::size_t>(CV_ELEM_SIZE(type)))
        throw Error(ErrorCode::kUnreadable, "state of a recording", "a picture is damaged");
    picture = cv::Mat(rows, columns, type, bytes.data()).clone();
}

}  // namespace

std::vector<Face> SteadyFaces::follow(std::vector<Face> found) {
    std::vector<Known> now;
    for (auto& face : found) {
        const Known* before = nullptr;
        float best = kSameFace;
        for (const auto& known : last_)
            if (const float overlap = iou(known.box, face.box); overlap > best)
                best = overlap, before = &known;
        if (before) {
            // Smoothed only where it stands still: a moving face must not lag behind.
            float moved = 0;
            for (std::size_t i = 0; i < face.landmarks5.size(); ++i)
                moved += std::hypot(face.landmarks5[i].x - before->points[i].x,
                                    face.landmarks5[i].y - before->points[i].y) /
                         5;
            const float keep =
                static_cast<float>(kSmoothing) * std::clamp(1 - moved / (0.08f * face.box.width), 0.0f, 1.0f);
            for (std::size_t i = 0; i < face.landmarks5.size(); ++i) {
                face.landmarks5[i].x += keep * (before->points[i].x - face.landmarks5[i].x);
                face.landmarks5[i].y += keep * (before->points[i].y - face.landmarks5[i].y);
            }
        }
        now.push_back({face.box, face.landmarks5});
    }
    last_ = std::move(now);
    return found;
}

void Flicker::add(const cv::Mat& bgr, cv::Mat& still) {
    cv::Mat grey, small;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, small, {160, 90}, 0, 0, cv::INTER_AREA);
    if (!last_.empty()) {
        cv::Mat change;
        cv::absdiff(small, last_, change);
        if (still.empty()) still = change < 6;
        if (cv::countNonZero(still) > 0) sum_ += cv::mean(change, still)[0], ++count_;
    }
    last_ = small;
}

void Flicker::save(StateWriter& state) const {
    put(state, last_);
    state.put(sum_), state.put(count_);
}

void Flicker::load(StateReader& state) {
    take(state, last_);
    state.take(sum_), state.take(count_);
}

void save(StateWriter& state, const enhance::FrameMemory& memory) {
    for (const auto* picture :
         {&memory.averaged, &memory.luma, &memory.lift, &memory.interlaced, &memory.camera.grey})
        put(state, *picture);
    state.put(memory.gains), state.put(memory.noise), state.put(memory.blurPx), state.put(memory.faceNoise);
    state.put(memory.camera.now), state.put(memory.camera.smooth), state.put(memory.camera.trend);
    state.put(static_cast<std::uint64_t>(memory.faces.size()));
    for (const auto& face : memory.faces) {
        state.put(face.box), state.put(face.points);
        state.put(static_cast<std::uint64_t>(face.looks.size()));
        for (const auto& look : face.looks) {
            put(state, look.bgr);
            for (const double value : look.frameFromLook.val)
                state.put(value);
        }
    }
}

void load(StateReader& state, enhance::FrameMemory& memory) {
    for (auto* picture :
         {&memory.averaged, &memory.luma, &memory.lift, &memory.interlaced, &memory.camera.grey})
        take(state, *picture);
    state.take(memory.gains), state.take(memory.noise), state.take(memory.blurPx),
        state.take(memory.faceNoise);
    state.take(memory.camera.now), state.take(memory.camera.smooth), state.take(memory.camera.trend);
    memory.faces.clear();
    for (auto faces = state.take<std::uint64_t>(); faces > 0; --faces) {
        auto& face = memory.faces.emplace_back();
        state.take(face.box), state.take(face.points);
        for (auto looks = state.take<std::uint64_t>(); looks > 0; --looks) {
            auto& look = face.looks.emplace_back();
            take(state, look.bgr);
            for (double& value : look.frameFromLook.val)
                state.take(value);
        }
    }
}

void save(StateWriter& state, const std::vector<MeasuredFace>& faces) {
    state.put(static_cast<std::uint64_t>(faces.size()));
    for (const auto& one : faces) {
        state.put(one.face), state.put(one.last), state.put(one.first);
        state.put(one.toFirst), state.put(one.sum);
    }
}

void load(StateReader& state, std::vector<MeasuredFace>& faces) {
    faces.clear();
    for (auto count = state.take<std::uint64_t>(); count > 0; --count) {
        auto& one = faces.emplace_back();
        state.take(one.face), state.take(one.last), state.take(one.first);
        state.take(one.toFirst), state.take(one.sum);
    }
}

}  // namespace lineament
