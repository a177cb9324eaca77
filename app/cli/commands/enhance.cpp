#include <algorithm>

#include "app/cli/commands/commands.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/pipelines/enhance/enhance_file.h"
#include "core/pipelines/enhance/fuse_looks.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/photo_reader.h"
#include "core/store/store.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct EnhanceOptions {
    EnhanceRequest request;
    std::string steps;
};

Status enhancing(Invocation& run, EnhanceOptions options) {
    auto& request = options.request;
    request.chain = enhance::parseChain(options.steps);
    // What networks make is remembered by the store, so that it cannot come back as a reference. Filters
    // alone need no store; if there is one, its key signs what they did.
    if (enhance::generative(request.chain))
        request.storeFolder = run.store()->folder();
    else if (const auto folder = Store::locate(run.global.data); fs::is_directory(folder))
        request.storeFolder = folder;
    const auto result = enhanceFile(*run.engine(), request, run.job());
    Json faces = Json::array();
    std::string text = request.output.string() + ": " + std::to_string(result.size.width) + " x " +
                       std::to_string(result.size.height) + " px\n";
    Table table({"face", "similarity to itself before"});
    for (const auto& face : result.faces) {
        faces.push_back({{"box", boxJson(face.box)},
                         {"identity_similarity", decimals(face.identitySimilarity, 4)},
                         {"frames", face.frames},
                         {"ms", decimals(face.ms, 1)}});
        table.row({std::to_string(static_cast<int>(face.box.x)) + ", " +
                       std::to_string(static_cast<int>(face.box.y)),
                   fixed(face.identitySimilarity, 3)});
    }
    if (!result.faces.empty()) text += table.text();
    if (result.marked) text += "marked as changed by a network: a lead, no evidence\n";
    Json notes = Json::array();
    for (const auto& note : result.notes) {
        notes.push_back(note.text);
        run.say("note: " + note.text);
    }
    Json document = {{"input", request.input.string()},
                     {"output", request.output.string()},
                     {"steps", enhance::toJson(request.chain)},
                     {"scale", decimals(result.scale, 4)},
                     {"width", result.size.width},
                     {"height", result.size.height},
                     {"faces", std::move(faces)},
                     {"marked", result.marked},
                     {"notes", std::move(notes)}};
    if (result.frames > 0) {
        document["frames"] = result.frames;
        document["resumed_from"] = result.resumedFrom;
        document["sound_kept"] = result.soundKept;
        document["flicker_before"] = decimals(result.flickerBefore, 3);
        document["flicker_after"] = decimals(result.flickerAfter, 3);
        document["identity_spread"] = decimals(result.identitySpread, 4);
    }
    run.print(document, text);
    return kDone;
}

Status fusing(Invocation& run, FuseLooksRequest request) {
    request.storeFolder = run.store()->folder();
    const auto result = fuseLooks(*run.engine(), request, run.job());
    run.print({{"input", request.recording.string()},
               {"output", request.output.string()},
               {"looks", result.looks},
               {"used", result.used},
               {"similarity_best_look", decimals(result.best, 4)},
               {"similarity_fused", decimals(result.fused, 4)},
               {"marked", true}},
              request.output.string() + ": " + std::to_string(result.used) + " of " +
                  std::to_string(result.looks) +
                  " looks fused\nsimilarity to the mean of all looks: best look restored " +
                  fixed(result.best, 3) + ", fused and restored " + fixed(result.fused, 3) +
                  "\nmarked as changed by a network: a lead, no evidence\n");
    return kDone;
}

/// The files as given; in the place of a folder the pictures and recordings in it, those of its folders too.
std::vector<fs::path> filesOf(const std::vector<fs::path>& given) {
    std::vector<fs::path> files;
    for (const auto& path : given) {
        if (!fs::exists(path)) throw Error(ErrorCode::kNotFound, path.string(), kNoSuchFile);
        if (!fs::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        auto inside = imagesIn(path, true);
        std::error_code unreadable;
        for (fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied), end;
             at != end; at.increment(unreadable))
            if (at->is_regular_file(unreadable) && looksLikeVideo(at->path().string()))
                inside.push_back(at->path());
        if (inside.empty())
            throw Error(ErrorCode::kNotFound, path.string(),
                        "the folder holds no pictures and no recordings");
        std::sort(inside.begin(), inside.end());
        inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

struct Told {
    Json entry;
    std::string says, record;
};

Told provenanceTold(const fs::path& file, const fs::path& keyFolder) {
    Told told{{{"path", file.string()}, {"source_type", nullptr}}, "nothing", "none"};
    const auto found = provenanceOf(file);
    if (!found) return told;
    auto& entry = told.entry;
    told.says = found->type == SourceType::kGenerated  ? "generated by a network"
                : found->type == SourceType::kEnhanced ? "changed by a network"
                                                       : "filtered";
    entry["source_type"] = found->type == SourceType::kGenerated  ? "trainedAlgorithmicMedia"
                           : found->type == SourceType::kEnhanced ? "compositeWithTrainedAlgorithmicMedia"
                                                                  : "algorithmicallyEnhanced";
    const auto check = checkLineage(found->lineage, keyFolder);
    if (!check.present) return told;
    const auto pixels = looksLikeVideo(file.string()) ? sha256File(file) : pixelsSha256(loadImage(file).bgr);
    const bool whole = check.pixelsSha256 == pixels;
    told.record = !check.signatureValid ? "not signed or altered"
                  : !whole              ? "signed, but the pixels were changed since"
                  : check.ownKey        ? "signed by this store, pixels unchanged"
                                        : "signed by another store, pixels unchanged";
    entry["record"] = Json::parse(check.record, nullptr, false);
    entry["signature_valid"] = check.signatureValid;
    entry["own_key"] = check.ownKey;
    entry["pixels_unchanged"] = whole;
    return told;
}

Status provenance(Invocation& run, const std::vector<fs::path>& given) {
    Json all = Json::array();
    std::vector<Rejection> rejected;
    Table table({"file", "says", "record"});
    for (const auto& file : filesOf(given)) {
        run.job().checkpoint();
        try {
            auto told = provenanceTold(file, Store::locate(run.global.data));
            table.row({file.string(), told.says, told.record});
            all.push_back(std::move(told.entry));
        } catch (const Error& error) {
            rejected.push_back(rejectionFrom(error, file.string()));
        }
    }
    const auto judged = all.size();
    run.print({{"files", std::move(all)}, {"rejected", rejectionsJson(rejected)}}, table.text());
    return run.report(rejected, judged);
}

}  // namespace

void addEnhance(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<EnhanceOptions>();
    auto* command =
        app.add_subcommand("enhance", "Denoise, sharpen, light, enlarge and restore a photo or recording");
    command->add_option("INPUT", options->request.input, "Photo or recording")->required();
    command->add_option("--out", options->request.output, "File to write: .png or .jpg, .mp4, .mkv ...")
        ->required();
    command
        ->add_option(
            "--steps", options->steps,
            "In order, of deinterlace,stabilise,denoise,average,deblur,light,frontal,superres,restore; "
            "with parameters as light:gamma=1.2:shadows=0.5")
        ->required();
    command->add_option("--from", options->request.fromMs, "Start of the part of a recording, ms")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--to", options->request.toMs, "End of it, ms")->check(CLI::NonNegativeNumber);
    command->add_flag("--resume", options->request.resumable,
                      "Of a recording: keep what is done when stopped, and go on from it the next time");
    commands.on(command, [options](Invocation& run) { return enhancing(run, *options); });

    auto looks = std::make_shared<FuseLooksRequest>();
    command = app.add_subcommand("fuse-looks", "Restore a face of a recording from several looks at it");
    command->add_option("RECORDING", looks->recording, "Recording")->required();
    command->add_option("--at", looks->ms, "Time at which the face is chosen, ms")
        ->required()
        ->check(CLI::NonNegativeNumber);
    command->add_option("--face", looks->face, "Number of the face there, the largest is 0 [0]")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--seconds", looks->seconds, "Looks are taken from so long about that time [1]");
    command->add_option("--fidelity", looks->fidelity,
                        "0: all that the network would change, 1: nothing [0]");
    command->add_option("--out", looks->output, "Picture to write, .png or .jpg")->required();
    commands.on(command, [looks](Invocation& run) { return fusing(run, *looks); });

    auto files = std::make_shared<std::vector<fs::path>>();
    command =
        app.add_subcommand("provenance", "Tell what files say of their making, and whether it still holds");
    command->add_option("FILE", *files, "Pictures, recordings and folders of them")->required();
    commands.on(command, [files](Invocation& run) { return provenance(run, *files); });
}

}  // namespace lineament::cli
