#include "ui/footage/player/live_look.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "ui/bridge/image_convert.h"

namespace lineament::ui {
namespace {

// A name is carried along with its face for so long before it is looked up again.
constexpr double kNameHoldsMs = 1000;
constexpr float kSameFace = 0.4f;  // overlap
// Who was seen is drawn over frames this near.
constexpr double kStillThereMs = 400;
constexpr std::size_t kMostEmbedded = 8;  // in one frame, the largest first

}  // namespace

struct LiveLook::Channel {
    struct Request {
        QImage picture;
        double ms = 0;
        int number = 0, round = 0;
        std::shared_ptr<Workspace> workspace;
    };
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Request> next;
};

LiveLook::LiveLook(Session& session, QObject* parent)
    : QObject(parent), session_(session), channel_(std::make_shared<Channel>()) {
    thread_ = std::jthread([this, channel = channel_](const std::stop_token& stop) {
        nameThisThread("live look");
        std::vector<Seen> before;
        std::string problem;
        int round = 0;
        while (true) {
            Channel::Request request;
            {
                std::unique_lock lock(channel->mutex);
                if (!channel->changed.wait(lock, stop, [&] { return channel->next.has_value(); })) return;
                request = *std::exchange(channel->next, std::nullopt);
            }
            if (std::exchange(round, request.round) != request.round) before.clear();
            try {
                before = lookAt(*request.workspace, request.picture, request.ms, before);
                problem.clear();
            } catch (const std::exception& error) {
                // Weights that are missing are told where people are looked for; here they fail every frame.
                if (std::exchange(problem, error.what()) != error.what()) log::info(error.what());
                before.clear();
            }
            QMetaObject::invokeMethod(
                this,
                [this, seen = before, ms = request.ms, number = request.number, round] {
                    answered_ = std::max(answered_, number);
                    if (round != round_) return;
                    seen_ = seen;
                    seenMs_ = ms;
                    Q_EMIT looked();
                },
                Qt::QueuedConnection);
        }
    });
}

LiveLook::~LiveLook() {
    thread_.request_stop();
    thread_.join();
}

void LiveLook::look(const QImage& picture, double ms) {
    if (!session_.workspace() || picture.isNull()) return;
    {
        std::lock_guard lock(channel_->mutex);
        channel_->next = Channel::Request{picture, ms, ++asked_, round_, session_.workspace()};
    }
    channel_->changed.notify_all();
}

void LiveLook::forget() {
    seen_.clear();
    ++round_;
    std::lock_guard lock(channel_->mutex);
    if (std::exchange(channel_->next, std::nullopt)) answered_ = asked_;
}

std::vector<LiveLook::Seen> LiveLook::lookAt(const Workspace& workspace, const QImage& picture, double ms,
                                             const std::vector<Seen>& before) {
    const cv::Mat bgr = toMat(picture);
    const auto& engine = workspace.engine();
    auto faces = engine.detectBoxes(bgr, true);
    std::sort(faces.begin(), faces.end(),
              [](const Face& a, const Face& b) { return a.box.area() > b.box.area(); });
    std::vector<Seen> seen;
    std::vector<Face> unnamed;
    std::vector<std::size_t> owners;
    for (const auto& face : faces) {
        Seen now;
        const auto same = std::max_element(before.begin(), before.end(), [&](const Seen& a, const Seen& b) {
            return iou(a.box, face.box) < iou(b.box, face.box);
        });
        if (same != before.end() && iou(same->box, face.box) >= kSameFace) now = *same;
        now.box = face.box;
        if ((now.threshold == 0 || std::abs(ms - now.embeddedMs) > kNameHoldsMs) &&
            unnamed.size() < kMostEmbedded) {
            unnamed.push_back(face);
            owners.push_back(seen.size());
        }
        seen.push_back(std::move(now));
    }
    if (unnamed.empty()) return seen;
    engine.describe(bgr, unnamed);
    const auto [threshold, fmr] = workspace.searchThreshold();
    const auto answers = workspace.gallery()->identify(engine.embed(bgr, unnamed), threshold, fmr, 1);
    for (std::size_t i = 0; i < owners.size(); ++i) {
        auto& one = seen[owners[i]];
        one.threshold = threshold;
        one.embeddedMs = ms;
        one.match = answers[i].match;
        one.name = one.match ? answers[i].candidates.front().name : std::string();
        one.similarity = answers[i].candidates.empty() ? 0 : answers[i].candidates.front().similarity;
    }
    return seen;
}

QList<CanvasBox> LiveLook::boxesAt(double ms) const {
    QList<CanvasBox> boxes;
    if (std::abs(ms - seenMs_) > kStillThereMs) return boxes;
    for (const auto& one : seen_) {
        // The engine's origin is the centre of the first pixel, the canvas' its corner.
        CanvasBox box{-1 - boxes.size(),
                      QRectF(one.box.x + 0.5, one.box.y + 0.5, one.box.width, one.box.height),
                      one.match ? Mark::Suggested : Mark::Unknown,
                      one.match ? QString::fromStdString(one.name) : tr("Unknown")};
        if (one.match) box.detail = QString::number(static_cast<double>(one.similarity), 'f', 2);
        boxes.append(std::move(box));
    }
    return boxes;
}

}  // namespace lineament::ui
