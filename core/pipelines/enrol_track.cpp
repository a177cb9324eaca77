#include "core/pipelines/enrol_track.h"

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/image/image.h"

namespace lineament {
namespace {

/// "lobby.mp4#t=12.480": a media fragment, so that a sample can be traced to its frame. Source: W3C Media
/// Fragments URI 1.0, section 4.2.1.
std::string lookPath(const std::string& source, double ms) {
    char time[32];
    std::snprintf(time, sizeof time, "#t=%.3f", ms / 1000);
    return source + time;
}

}  // namespace

EnrolledIdentity enrolTrack(Workspace& workspace, const Track& track, const std::string& source,
                            const std::string& name, const std::string& externalId,
                            const EnrolTrackOptions& options, JobContext& context) {
    LINEAMENT_REQUIRE(!name.empty(), "name", "a person needs a name");
    LINEAMENT_REQUIRE(options.shots >= 1 && options.shots <= 20, "shots", "1 to 20 looks can be taken");
    EnrolledIdentity result;
    result.name = name;
    std::vector<Store::NewSample> samples;
    const auto total = static_cast<std::int64_t>(
        std::min<std::size_t>(track.shots.size(), static_cast<std::size_t>(options.shots)));
    for (std::int64_t i = 0; i < total; ++i) {
        context.checkpoint();
        const BestShot& shot = track.shots[static_cast<std::size_t>(i)];
        const auto path = lookPath(source, shot.ms);
        const Image crop = decodeImage(shot.crop, path);
        const auto faces = workspace.engine().detect(crop.bgr);
        if (faces.empty()) {
            result.rejected.push_back({path, RejectionCode::kNoFace, "no face was found in this look", {}});
        } else if (auto rejection =
                       judge(faces.front(), {crop.bgr.cols, crop.bgr.rows}, options.gate, path)) {
            result.rejected.push_back(std::move(*rejection));
        } else {
            Store::NewSample sample;
            sample.sample.path = path;
            sample.sample.sha256 = sha256(shot.crop);
            sample.sample.crop = shot.crop;
            sample.sample.face = faces.front();
            sample.templates = workspace.engine().embed(crop.bgr, std::span(faces).first(1));
            result.accepted.push_back({path, {}, {}, faces.front(), faces.front().quality.overall});
            samples.push_back(std::move(sample));
        }
        context.report("looks", i + 1, total);
    }
    if (samples.empty()) return result;
    context.checkpoint();
    const auto stored = workspace.store().enrol(name, externalId, samples, options.reason);
    result.identity = stored.identity;
    for (std::size_t i = 0; i < result.accepted.size(); ++i) {
        result.accepted[i].sample = stored.samples[i];
        result.accepted[i].templateId = stored.templates[i];
    }
    workspace.store().assign(track.id, stored.identity, TrackState::kConfirmed, options.reason);
    return result;
}

}  // namespace lineament
