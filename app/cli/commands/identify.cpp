#include "core/pipelines/identify.h"
#include "app/cli/commands/commands.h"
#include "app/cli/operating_point_option.h"

namespace lineament::cli {
namespace {

struct IdentifyOptions {
    std::vector<std::filesystem::path> images;
    int top = 5;
    OperatingPoint point;
};

Json candidatesJson(const std::vector<Candidate>& candidates) {
    Json list = Json::array();
    for (const auto& candidate : candidates)
        list.push_back({{"identity_id", candidate.identity.value()},
                        {"name", candidate.name},
                        {"similarity", decimals(candidate.similarity, 6)}});
    return list;
}

Status identify(Invocation& run, const IdentifyOptions& options) {
    const auto result = processImages(*run.engine(), &run.workspace(options.point), options.images,
                                      ImageWork::kIdentify, options.top, run.job());
    Json images = Json::array();
    Table table({"photo", "face", "who", "similarity", "needed"});
    for (const auto& image : result.images) {
        Json faces = Json::array();
        for (std::size_t i = 0; i < image.faces.size(); ++i) {
            const auto& found = image.identifications[i];
            auto face = faceJson(image.faces[i]);
            face["candidates"] = candidatesJson(found.candidates);
            face["match"] = found.match;
            face["threshold"] = decimals(found.threshold, 6);
            face["fmr"] = found.fmr;
            faces.push_back(std::move(face));
            table.row({image.path, std::to_string(i + 1),
                       found.match ? found.candidates.front().name : "unknown",
                       found.candidates.empty() ? "-" : fixed(found.candidates.front().similarity, 3),
                       fixed(found.threshold, 3)});
        }
        if (image.faces.empty()) table.row({image.path, "none"});
        images.push_back({{"path", image.path},
                          {"width", image.size.width},
                          {"height", image.size.height},
                          {"faces", std::move(faces)}});
    }
    run.print({{"images", std::move(images)}, {"rejected", rejectionsJson(result.rejected)}}, table.text());
    return run.report(result.rejected, result.images.size());
}

}  // namespace

void addIdentify(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<IdentifyOptions>();
    auto* command = app.add_subcommand("identify", "Say who of the enrolled people is in photos");
    command->add_option("IMAGE", options->images, "Photos")->required();
    command->add_option("--top", options->top, "Candidates a face [5]")->check(CLI::Range(1, 1000));
    addOperatingPoint(*command, options->point);
    commands.on(command, [options](Invocation& run) { return identify(run, *options); });
}

}  // namespace lineament::cli
