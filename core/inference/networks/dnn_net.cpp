#include "core/inference/networks/dnn_net.h"

#include <algorithm>

#include "core/base/error.h"

namespace lineament {
namespace {

// Enough for a batch and a single face on two threads each; more would only hold memory.
constexpr std::size_t kMaxIdle = 4;

std::vector<int> shapeOf(const cv::Mat& blob) {
    return {blob.size.p, blob.size.p + blob.dims};
}

}  // namespace

DnnNet::DnnNet(std::string subject, std::function<std::filesystem::path()> file)
    : subject_(std::move(subject)), file_(std::move(file)) {}

DnnNet::Idle DnnNet::take(const std::vector<int>& shape) const {
    {
        std::lock_guard lock(mutex_);
        auto fit =
            std::find_if(idle_.begin(), idle_.end(), [&](const Idle& idle) { return idle.shape == shape; });
        if (fit == idle_.end() && idle_.size() >= kMaxIdle) fit = idle_.begin();
        if (fit != idle_.end()) {
            Idle taken = std::move(*fit);
            idle_.erase(fit);
            return taken;
        }
    }
    Idle loaded{cv::dnn::readNetFromONNX(file_().string()), {}};
    loaded.net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    loaded.net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return loaded;
}

void DnnNet::giveBack(Idle idle) const {
    std::lock_guard lock(mutex_);
    if (idle_.size() >= kMaxIdle) idle_.erase(idle_.begin());
    idle_.push_back(std::move(idle));
}

std::vector<cv::Mat> DnnNet::run(const cv::Mat& blob, std::span<const std::string> outputs) const {
    if (blob.dims != 4 || blob.type() != CV_32F)
        throw Error(ErrorCode::kInvalidArgument, subject_, "the blob is not N x C x H x W of 32-bit floats");
    try {
        Idle lent = take(shapeOf(blob));
        lent.shape = shapeOf(blob);
        lent.net.setInput(blob);
        std::vector<std::string> names(outputs.begin(), outputs.end());
        if (names.empty()) names = lent.net.getUnconnectedOutLayersNames();
        std::vector<cv::Mat> results;
        lent.net.forward(results, names);
        for (auto& result : results)
            result = result.clone();  // the net owns what forward() hands out
        giveBack(std::move(lent));
        return results;
    } catch (const cv::Exception& error) {  // the net is dropped with whatever state it is in
        throw Error(ErrorCode::kModelInvalid, subject_,
                    "OpenCV cannot load or run the network (" + error.err + ")");
    }
}

}  // namespace lineament
