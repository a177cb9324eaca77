#include "app/cli/commands/commands.h"
#include "core/pipelines/identify.h"

namespace lineament::cli {
namespace {

struct DetectOptions {
    std::vector<std::filesystem::path> images;
    int landmarks = 5;
};

Json templateJson(const Template& value) {
    Json values = Json::array();
    for (const float v : value.values)
        values.push_back(decimals(v, 8));
    return values;
}

Status processFaces(Invocation& run, const DetectOptions& options, ImageWork work) {
    const auto result = processImages(*run.engine(), nullptr, options.images, work, 1, run.job());
    Json images = Json::array();
    Table table({"photo", "face", "score", "box", "quality", "yaw", "pitch", "roll"});
    for (const auto& image : result.images) {
        Json faces = Json::array();
        for (std::size_t i = 0; i < image.faces.size(); ++i) {
            const auto& face = image.faces[i];
            faces.push_back(faceJson(face, options.landmarks == 68));
            if (work == ImageWork::kEmbed) {
                faces.back()["template"] = templateJson(image.templates[i]);
                faces.back()["recogniser"] = image.templates[i].recogniser;
            }
            table.row({image.path, std::to_string(i + 1), fixed(face.score, 2),
                       fixed(face.box.width, 0) + "x" + fixed(face.box.height, 0) + " at " +
                           fixed(face.box.x, 0) + "," + fixed(face.box.y, 0),
                       fixed(face.quality.overall, 0), fixed(face.pose.yaw, 0), fixed(face.pose.pitch, 0),
                       fixed(face.pose.roll, 0)});
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

void addFaceCommand(CLI::App& app, Commands& commands, const char* name, const char* what, ImageWork work) {
    auto options = std::make_shared<DetectOptions>();
    auto* command = app.add_subcommand(name, what);
    command->add_option("IMAGE", options->images, "Photos")->required();
    command->add_option("--landmarks", options->landmarks, "Points a face: 5 or 68 [5]")
        ->check(CLI::IsMember({5, 68}));
    commands.on(command, [options, work](Invocation& run) { return processFaces(run, *options, work); });
}

}  // namespace

void addDetect(CLI::App& app, Commands& commands) {
    addFaceCommand(app, commands, "detect", "Find the faces of photos", ImageWork::kDetect);
}

void addEmbed(CLI::App& app, Commands& commands) {
    addFaceCommand(app, commands, "embed", "Make the template of every face of photos", ImageWork::kEmbed);
}

}  // namespace lineament::cli
