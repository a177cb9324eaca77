#include "app/cli/bench/workload.h"

#include <unistd.h>

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/media/video_writer.h"

namespace lineament::cli {

namespace fs = std::filesystem;

Workload::Workload(Invocation& run, BenchOptions options)
    : run_(run),
      options_(std::move(options)),
      folder_(fs::temp_directory_path() / ("lineament-bench-" + std::to_string(getpid()))) {
    const auto& registry = *run_.registry();
    for (const auto* model : registry.withRole("sample"))
        for (std::size_t i = 0; i < model->files.size(); ++i)
            paths_.push_back(registry.file(*model, i));
    if (paths_.empty()) throw Error(ErrorCode::kModelMissing, "sample photos", "the manifest names none");
    fs::create_directories(folder_);
}

Workload::~Workload() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

const std::vector<Image>& Workload::photos() {
    if (photos_.empty())
        for (const auto& path : paths_)
            photos_.push_back(loadImage(path));
    return photos_;
}

const fs::path& Workload::film() {
    if (!film_.empty()) return film_;
    if (!options_.film.empty()) return film_ = fs::absolute(options_.film);
    makeFilm(folder_ / "film.mp4");
    return film_ = folder_ / "film.mp4";
}

void Workload::makeFilm(const fs::path& file) {
    constexpr int kFramesEach = 75;
    const cv::Size frame(640, 360);
    VideoWriter writer(file, {frame.width, frame.height});
    for (const auto& photo : photos()) {
        cv::Mat wide;
        const double scale = 1.25 * frame.width / photo.bgr.cols;
        cv::resize(photo.bgr, wide, {}, scale, scale, cv::INTER_AREA);
        const int across = wide.cols - frame.width, down = std::max(0, wide.rows - frame.height);
        for (int i = 0; i < kFramesEach; ++i) {
            job().checkpoint();
            const int x = across * i / (kFramesEach - 1), y = down / 3;
            writer.write(wide(cv::Rect({x, y}, frame) & cv::Rect({}, wide.size())).clone());
        }
    }
    writer.finish();
}

std::vector<std::string> Workload::program(const std::vector<std::string>& arguments) const {
    const auto self = fs::read_symlink("/proc/self/exe");  // by name: it may be `env` that starts it
    std::vector<std::string> command = {self.string(), "--models",
                                        fs::absolute(run_.registry()->folder()).string(), "--data",
                                        (folder_ / "store").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

}  // namespace lineament::cli
