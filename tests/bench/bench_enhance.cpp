// What enhancement costs, and whether several looks at a face are better than the best one:
//     bench_enhance              speed
//     bench_enhance FILM [PX]    the largest face of a recording, reduced to PX wide (16), looks of half a
//     second
#include <chrono>
#include <cstdio>
#include <opencv2/imgproc.hpp>

#include "core/enhance/degradation.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/restore/multi_frame.h"
#include "core/enhance/superres/esrgan.h"
#include "core/image/image.h"
#include "core/media/video_source.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

using Clock = std::chrono::steady_clock;

/// Median of the seconds that work() takes.
template <class Work>
double seconds(int times, Work&& work) {
    work();
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const auto start = Clock::now();
        work();
        taken.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    }
    std::nth_element(taken.begin(), taken.begin() + times / 2, taken.end());
    return taken[static_cast<std::size_t>(times / 2)];
}

void speed(const std::shared_ptr<const ModelRegistry>& registry) {
    JobContext context;
    cv::Mat photo = loadImage(test::samplePhoto(1)).bgr, frame, small, face;
    cv::resize(photo, frame, {640, 360}, 0, 0, cv::INTER_AREA);
    cv::resize(photo, small, {32, 32}, 0, 0, cv::INTER_AREA);
    cv::resize(photo, face, {128, 128}, 0, 0, cv::INTER_AREA);
    const FaceRestorer restorer(registry, Device::kCpu, Precision::kAuto);
    const std::vector<cv::Mat> faces(16, face);
    std::printf("restoration            %7.1f faces/s\n",
                16 / seconds(9, [&] { restorer.restore(faces, 0); }));
    FrameMemory memory;
    const Enhancer chain(registry, Device::kCpu, Precision::kAuto, parseChain("denoise,light"));
    std::printf("640 x 360 denoise,light %6.1f frames/s\n",
                1 / seconds(15, [&] { chain.run(frame, {}, context, &memory); }));
    for (const char* id : {"esrgan-thick-x4", "esrgan-medium-x4"}) {
        const Esrgan network(registry, id, Device::kCpu, Precision::kAuto);
        std::printf("%-16s 32 px to 128 px %6.1f ms, 128 px to 512 px %7.1f ms\n", id,
                    1000 * seconds(9, [&] { network.enlarge(small, context); }),
                    1000 * seconds(3, [&] { network.enlarge(face, context); }));
    }
}

struct Look {
    cv::Mat poor;       ///< frame of the degraded picture
    float quality = 0;  ///< as it would be told from the degraded picture
    Template clean;
};

std::vector<Look> looksOf(const FaceEngine& engine, const std::string& film, double px) {
    std::vector<Look> looks;
    BoxPx last;
    auto source = openVideoSource(film);
    for (auto frame = source->read(); frame && looks.size() < 240; frame = source->read()) {
        auto faces = engine.detectBoxes(frame->bgr, true);
        if (faces.empty()) continue;
        const Face* chosen = &*std::max_element(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
            return a.box.area() < b.box.area();
        });
        if (!looks.empty())
            for (const auto& face : faces)
                if (iou(face.box, last) > iou(chosen->box, last)) chosen = &face;
        Face face = *chosen;
        last = face.box;
        engine.describe(frame->bgr, {&face, 1});
        const Degradation how{px, 0, 4, 70};
        const cv::Mat small = degrade(frame->bgr, face.box.width, how, looks.size());
        const auto there = scaledFace(face, static_cast<double>(small.cols) / frame->bgr.cols);
        looks.push_back({FaceRestorer::frameOf(small, there.landmarks5), face.quality.overall,
                         engine.embed(frame->bgr, {&face, 1}).front()});
    }
    return looks;
}

Template mean(const std::vector<Template>& all) {
    Template sum = all.front();
    for (std::size_t i = 1; i < all.size(); ++i)
        for (std::size_t k = 0; k < sum.values.size(); ++k)
            sum.values[k] += all[i].values[k];
    double squares = 0;
    for (const float v : sum.values)
        squares += v * v;
    for (float& v : sum.values)
        v /= static_cast<float>(std::sqrt(squares));
    return sum;
}

void multiFrame(const std::shared_ptr<const ModelRegistry>& registry, const std::string& film, double px) {
    const FaceEngine engine(registry);
    const FaceRestorer restorer(registry, Device::kCpu, Precision::kAuto);
    const auto looks = looksOf(engine, film, px);
    constexpr std::size_t kWindow = 12;
    if (looks.size() < 3 * kWindow) return void(std::printf("%s: too few looks\n", film.c_str()));
    Face there;
    there.landmarks5 = framePoints();
    const auto embed = [&](const cv::Mat& frame) { return engine.embed(frame, {&there, 1}).front(); };
    double sums[5] = {};
    int windows = 0;
    for (std::size_t start = 0; start + kWindow <= looks.size(); start += kWindow, ++windows) {
        std::vector<Template> others;  // the person as seen well, outside of the window
        for (std::size_t i = 0; i < looks.size(); ++i)
            if (i < start || i >= start + kWindow) others.push_back(looks[i].clean);
        const auto truth = mean(others);
        std::vector<WeightedFrame> frames;
        std::vector<cv::Mat> all;
        std::size_t best = start;
        for (std::size_t i = start; i < start + kWindow; ++i) {
            frames.push_back({looks[i].poor, std::max(1.0f, looks[i].quality)});
            all.push_back(looks[i].poor);
            if (looks[i].quality > looks[best].quality) best = i;
        }
        const auto fused = fuseFrames(frames);
        const auto restored = restorer.restore(all, 0);
        std::vector<Template> each;
        for (const auto& frame : restored)
            each.push_back(embed(frame));
        sums[0] += similarity(embed(looks[best].poor), truth);
        sums[1] += similarity(each[best - start], truth);
        sums[2] += similarity(embed(fused.bgr), truth);
        sums[3] += similarity(embed(restorer.restore({{fused.bgr}}, 0).front()), truth);
        sums[4] += similarity(mean(each), truth);
    }
    std::printf(
        "%s: %zu looks, %d windows of %zu, %.0f px, noise 4, JPEG 70; similarity to the person as seen "
        "well\n",
        film.c_str(), looks.size(), windows, kWindow, px);
    const char* names[] = {"best look, bicubic", "best look, restored", "looks fused",
                           "looks fused, restored", "templates of all restored looks, mean"};
    for (int i = 0; i < 5; ++i)
        std::printf("  %-38s %.4f\n", names[i], sums[i] / windows);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const auto registry = std::make_shared<const ModelRegistry>(test::modelsFolder());
        if (argc < 2)
            speed(registry);
        else
            multiFrame(registry, argv[1], argc > 2 ? std::atof(argv[2]) : 16);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s: %s\n", error.subject().c_str(), error.detail().c_str());
        return 1;
    }
}
