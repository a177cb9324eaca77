#include "core/footage/tracker.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <map>
#include <numeric>
#include <type_traits>
#include <utility>

#include "core/base/check.h"
#include "core/footage/assignment.h"
#include "core/footage/box_motion.h"
#include "core/footage/state_bytes.h"
#include "core/footage/trajectory.h"

namespace lineament {
namespace {

// A face missed for longer than this is looked for by appearance: until then its place is known well enough.
constexpr double kPlaceKnownMs = 400;
// What joins boxes that do not overlap, in face sizes: small or swift faces between two frames.
constexpr double kReach = 0.8, kReachPerSecond = 1.5;
constexpr double kMaxSizeRatio = 1.7;
// How far someone gets while out of sight, in face sizes.
constexpr double kWander = 1.5, kWanderPerSecond = 3;
constexpr double kWanderSizeRatio = 2;
// A track this young may turn out to be the continuation of a lost one.
constexpr double kYoungMs = 1000;
// Fewer detections than asked for are enough if the detector was this sure of each.
constexpr float kVerySure = 0.95f;

// Of state(): another form gets another number.
constexpr std::uint32_t kStateVersion = 0x4c540001;
constexpr std::uint64_t kMostLooks = 100;  // TrackerOptions::shots

double sizeOf(const BoxPx& box) {
    return std::sqrt(std::max(box.area(), 1.0f));
}

double distance(const BoxPx& a, const BoxPx& b) {
    return std::hypot(a.centre().x - b.centre().x, a.centre().y - b.centre().y);
}

bool alikeInSize(const BoxPx& a, const BoxPx& b, double ratio) {
    const double quotient = sizeOf(a) / sizeOf(b);
    return quotient < ratio && quotient > 1 / ratio;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size()) return -1;
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// A track while it grows.
struct Live {
    Live(const BoxPx& box, double ms, const TrackerOptions& options)
        : motion(box, ms), shots(options.shots, options.shotSpacingMs) {}

    BoxMotion motion;
    std::vector<TrackBox> detections;
    std::vector<float> appearance;  // mean of the looks so far; empty if there was none
    BestShots shots;
    double lastLookMs = -1e12;
    bool missed = false;  // in the newest update

    double firstMs() const { return detections.front().ms; }
    double lastMs() const { return detections.back().ms; }
    void remember(const std::vector<float>& look);
};

void Live::remember(const std::vector<float>& look) {
    if (look.empty()) return;
    if (appearance.empty()) {
        appearance = look;
        return;
    }
    // Old looks fade, so that the mean follows a turning head.
    constexpr float kOld = 0.7f;
    double norm = 0;
    for (std::size_t i = 0; i < appearance.size(); ++i) {
        appearance[i] = kOld * appearance[i] + (1 - kOld) * look[i];
        norm += static_cast<double>(appearance[i]) * appearance[i];
    }
    for (float& value : appearance)
        value = static_cast<float>(value / std::sqrt(std::max(norm, 1e-12)));
}

}  // namespace

void TrackerOptions::validate() const {
    const auto within = [](double value, double low, double high, const char* field) {
        LINEAMENT_REQUIRE(value >= low && value <= high, field, "the value is out of range");
    };
    within(minIou, 0, 1, "tracker.minIou");
    within(minAppearance, -1, 1, "tracker.minAppearance");
    within(maxGapMs, 0, 60'000, "tracker.maxGapMs");
    within(minDetections, 1, 1000, "tracker.minDetections");
    within(shots, 1, 100, "tracker.shots");
    within(shotSpacingMs, 0, 60'000, "tracker.shotSpacingMs");
    within(lookEveryMs, 0, 60'000, "tracker.lookEveryMs");
}

struct Tracker::Impl {
    TrackerOptions options;
    std::vector<double> frameMs;
    std::map<int, Live> live;      // by number
    std::map<int, int> continues;  // number of a young track -> the one it turned out to be
    std::vector<Track> ended;
    int nextNumber = 0;

    int numberNow(int number) const;
    double placeCost(const Live& track, const Observation& observation, double ms) const;
    int start(const Observation& observation, double ms);
    void follow(Live& track, const Observation& observation, double ms);
    int rejoin(int young);
    bool enough(const Live& track) const;
    void end(Live& track);
    void endLostBefore(double ms);
};

int Tracker::Impl::numberNow(int number) const {
    for (auto found = continues.find(number); found != continues.end(); found = continues.find(number))
        number = found->second;
    return number;
}

double Tracker::Impl::placeCost(const Live& track, const Observation& observation, double ms) const {
    const double gap = ms - track.lastMs();
    const BoxPx predicted = track.motion.predict(ms);
    const BoxPx& seen = observation.face.box;
    const double overlap = std::max(iou(predicted, seen), iou(track.detections.back().box, seen));
    if (track.missed && gap > kPlaceKnownMs) {
        // Long unseen: only where no look can tell, and somebody sits just where somebody sat.
        const bool looksDecide = !track.appearance.empty();
        return looksDecide || overlap < std::max(0.5f, options.minIou) ? CostMatrix::kForbidden : 2 - overlap;
    }
    if (overlap >= options.minIou) return 1 - overlap;
    const double reach = std::min(kReach + kReachPerSecond * gap / 1000, 2 * kReach) * sizeOf(predicted);
    const double apart = distance(predicted, seen);
    if (apart > reach || !alikeInSize(predicted, seen, kMaxSizeRatio)) return CostMatrix::kForbidden;
    return 1 + apart / reach;
}

int Tracker::Impl::start(const Observation& observation, double ms) {
    const int number = nextNumber++;
    Live& track = live.emplace(number, Live(observation.face.box, ms, options)).first->second;
    track.detections.push_back({ms, observation.face.box, observation.face.score, false});
    track.remember(observation.appearance);
    return rejoin(number);
}

void Tracker::Impl::follow(Live& track, const Observation& observation, double ms) {
    track.motion.correct(observation.face.box, ms);
    track.detections.push_back({ms, observation.face.box, observation.face.score, false});
    track.remember(observation.appearance);
    track.missed = false;
}

/// Looks for the lost track that a young one continues. Returns the number it goes on under.
int Tracker::Impl::rejoin(int young) {
    const auto newer = live.find(young);
    if (newer->second.appearance.empty()) return young;
    const double birth = newer->second.firstMs();
    auto best = live.end();
    double bestSimilarity = options.minAppearance;
    for (auto old = live.begin(); old != live.end(); ++old) {
        const Live& track = old->second;
        const double gap = birth - track.lastMs();
        if (gap <= 0 || gap > options.maxGapMs || track.appearance.empty()) continue;
        const BoxPx& lastSeen = track.detections.back().box;
        const BoxPx& firstSeen = newer->second.detections.front().box;
        const double reach = (kWander + kWanderPerSecond * gap / 1000) * sizeOf(lastSeen);
        if (distance(lastSeen, firstSeen) > reach || !alikeInSize(lastSeen, firstSeen, kWanderSizeRatio))
            continue;
        const double similarity = cosine(track.appearance, newer->second.appearance);
        if (similarity >= bestSimilarity) bestSimilarity = similarity, best = old;
    }
    if (best == live.end()) return young;

    Live& track = best->second;
    Live& continuation = newer->second;
    track.detections.insert(track.detections.end(), continuation.detections.begin(),
                            continuation.detections.end());
    track.motion = continuation.motion;
    track.remember(continuation.appearance);
    track.shots.merge(std::move(continuation.shots));
    track.lastLookMs = continuation.lastLookMs;
    track.missed = continuation.missed;
    const int number = best->first;
    continues[young] = number;
    live.erase(newer);
    return number;
}

bool Tracker::Impl::enough(const Live& track) const {
    const int seen = static_cast<int>(track.detections.size());
    if (seen >= options.minDetections) return true;
    return seen >= 2 && std::all_of(track.detections.begin(), track.detections.end(),
                                    [](const TrackBox& box) { return box.score >= kVerySure; });
}

void Tracker::Impl::end(Live& track) {
    if (!enough(track)) return;
    Track done;
    done.boxes = steadyBoxes(track.detections, frameMs);
    done.firstMs = done.boxes.front().ms;
    done.lastMs = done.boxes.back().ms;
    done.frames = static_cast<std::int64_t>(done.boxes.size());
    done.shots = track.shots.shots();
    done.pooled = track.shots.pooled();
    ended.push_back(std::move(done));
}

void Tracker::Impl::endLostBefore(double ms) {
    // A young track may still turn out to be one lost maxGapMs before it was born.
    const double keepMs = options.maxGapMs + kYoungMs;
    for (auto track = live.begin(); track != live.end();) {
        if (ms - track->second.lastMs() > keepMs) {
            end(track->second);
            track = live.erase(track);
        } else {
            ++track;
        }
    }
}

Tracker::Tracker(TrackerOptions options) : impl_(std::make_unique<Impl>()) {
    options.validate();
    impl_->options = options;
}

Tracker::~Tracker() = default;

std::vector<int> Tracker::update(double ms, std::vector<Observation> observations) {
    impl_->frameMs.push_back(ms);
    impl_->endLostBefore(ms);
    std::vector<Live*> tracks;
    std::vector<int> numbers;
    for (auto& [number, track] : impl_->live) {
        if (ms - track.lastMs() > impl_->options.maxGapMs) continue;
        tracks.push_back(&track);
        numbers.push_back(number);
    }
    CostMatrix costs(static_cast<int>(observations.size()), static_cast<int>(tracks.size()));
    for (int row = 0; row < costs.rows; ++row)
        for (int column = 0; column < costs.columns; ++column)
            costs.at(row, column) = impl_->placeCost(*tracks[column], observations[row], ms);

    for (auto& [number, track] : impl_->live)
        track.missed = true;
    std::vector<int> answers = assignOptimally(costs);
    for (int row = 0; row < costs.rows; ++row) {
        if (answers[row] < 0) continue;
        impl_->follow(*tracks[answers[row]], observations[row], ms);
        answers[row] = numbers[answers[row]];
    }
    // Last, so that a new face cannot continue a track that another face of this frame goes on with.
    for (int row = 0; row < costs.rows; ++row)
        if (answers[row] < 0) answers[row] = impl_->start(observations[row], ms);
    return answers;
}

void Tracker::pass(double ms) {
    impl_->frameMs.push_back(ms);
}

void Tracker::cut() {
    for (auto& [number, track] : impl_->live)
        impl_->end(track);
    impl_->live.clear();
    impl_->continues.clear();
    // Times of an earlier shot are of no more use: nothing is interpolated across a cut.
    impl_->frameMs.clear();
}

bool Tracker::wantsLook(int track, double ms) const {
    const auto found = impl_->live.find(impl_->numberNow(track));
    return found != impl_->live.end() && ms - found->second.lastLookMs >= impl_->options.lookEveryMs;
}

bool Tracker::offerLook(int track, double ms, float quality) {
    const auto found = impl_->live.find(impl_->numberNow(track));
    if (found == impl_->live.end()) return false;
    found->second.lastLookMs = ms;
    return found->second.shots.wants(ms, quality);
}

void Tracker::addLook(int track, Look look) {
    const int number = impl_->numberNow(track);
    const auto found = impl_->live.find(number);
    if (found == impl_->live.end()) return;
    Live& live = found->second;
    const bool young = look.shot.ms - live.firstMs() <= kYoungMs;
    live.remember(look.value.values);
    live.shots.add(std::move(look));
    if (young) impl_->rejoin(number);
}

std::vector<Track> Tracker::takeEnded() {
    return std::exchange(impl_->ended, {});
}

std::vector<std::byte> Tracker::state() const {
    static_assert(std::is_trivially_copyable_v<BoxMotion>);
    StateWriter to;
    to.put(kStateVersion);
    to.put(impl_->frameMs);
    to.put(impl_->nextNumber);
    std::vector<int> continues;
    for (const auto& [young, old] : impl_->continues)
        continues.insert(continues.end(), {young, old});
    to.put(continues);
    to.put(static_cast<std::uint64_t>(impl_->live.size()));
    for (const auto& [number, track] : impl_->live) {
        to.put(number);
        to.put(track.motion);
        to.put(track.detections);
        to.put(track.appearance);
        to.put(track.lastLookMs);
        to.put(track.missed);
        to.put(static_cast<std::uint64_t>(track.shots.looks().size()));
        for (const auto& look : track.shots.looks()) {
            to.put(look.shot);
            to.put(look.value);
        }
    }
    return to.bytes();
}

void Tracker::restore(std::span<const std::byte> state) {
    const TrackerOptions options = impl_->options;
    auto restored = std::make_unique<Impl>();
    restored->options = options;
    StateReader from(state);
    if (from.take<std::uint32_t>() != kStateVersion)
        throw Error(ErrorCode::kUnreadable, "state of an analysis", "it is of another version");
    from.take(restored->frameMs);
    from.take(restored->nextNumber);
    std::vector<int> continues;
    from.take(continues);
    for (std::size_t i = 0; i + 1 < continues.size(); i += 2)
        restored->continues[continues[i]] = continues[i + 1];
    const auto tracks = from.take<std::uint64_t>();
    for (std::uint64_t i = 0; i < tracks; ++i) {
        const int number = from.take<int>();
        Live track(BoxPx{0, 0, 1, 1}, 0, options);
        from.take(track.motion);
        from.take(track.detections);
        from.take(track.appearance);
        from.take(track.lastLookMs);
        from.take(track.missed);
        std::vector<Look> looks(from.take<std::uint64_t>() % (kMostLooks + 1));
        for (auto& look : looks) {
            from.take(look.shot);
            from.take(look.value);
        }
        track.shots.restore(std::move(looks));
        restored->live.emplace(number, std::move(track));
    }
    impl_ = std::move(restored);
}

std::vector<Track> Tracker::finish() {
    cut();
    std::vector<Track> tracks = std::move(impl_->ended);
    impl_->ended.clear();
    std::stable_sort(tracks.begin(), tracks.end(),
                     [](const Track& a, const Track& b) { return a.firstMs < b.firstMs; });
    return tracks;
}

}  // namespace lineament
