#include "app/cli/commands/commands.h"
#include "core/pipelines/people/gallery_archive.h"
#include "core/pipelines/people/reembed.h"
#include "core/store/gallery_book.h"

namespace lineament::cli {
namespace {

Status exportCommand(Invocation& run, const std::filesystem::path& file) {
    const auto done = exportGallery(*run.store(), file, run.job());
    run.print({{"output", file.string()},
               {"people", done.people},
               {"samples", done.samples},
               {"templates", done.templates},
               {"originals", done.originals},
               {"hash", done.hash}},
              std::to_string(done.people) + " people with " + std::to_string(done.samples) +
                  " samples are in " + file.string() + "\nhash " + done.hash + "\n");
    return kDone;
}

Status importCommand(Invocation& run, const std::filesystem::path& file) {
    const auto done = importGallery(*run.store(), file, run.job());
    Json refused = Json::array();
    std::string lines;
    for (const auto& one : done.refused) {
        refused.push_back({{"person", one.person}, {"what", one.what}, {"reason", one.reason}});
        lines += "not taken in: " + one.person + ", " + one.what + ": " + one.reason + "\n";
    }
    run.print({{"people", done.people},
               {"known", done.known},
               {"samples", done.samples},
               {"templates", done.templates},
               {"refused", std::move(refused)},
               {"hash", done.hash}},
              std::to_string(done.people) + " new people, " + std::to_string(done.known) + " known ones, " +
                  std::to_string(done.samples) + " samples were taken in\n" + lines);
    return done.refused.empty() ? kDone : kSomeRejected;
}

Status embedCommand(Invocation& run, bool dropOlder) {
    const auto done = reembed(run.workspace(), run.job());
    auto& book = run.workspace().store().galleryBook();
    const auto& key = run.workspace().engine().recogniserKey();
    int dropped = 0;
    if (dropOlder && done.failed.empty())
        for (const auto& older : book.recognisers())
            if (older.recogniser != key) dropped += book.dropTemplates(older.recogniser);
    run.print({{"recogniser", key},
               {"added", done.added},
               {"from_crops", done.fromCrops},
               {"dropped", dropped},
               {"rejected", rejectionsJson(done.failed)}},
              std::to_string(done.added) + " templates by " + key + " were computed, " +
                  std::to_string(dropped) + " of others deleted\n");
    if (dropOlder && !done.failed.empty())
        std::fprintf(stderr,
                     "lineament: templates of other recognisers are kept: some photos can be read no more\n");
    return done.failed.empty() ? kDone : kSomeRejected;
}

}  // namespace

void addGallery(CLI::App& app, Commands& commands) {
    auto out = std::make_shared<std::filesystem::path>();
    auto* exporting =
        app.add_subcommand("export-gallery", "Write everybody enrolled into one file with hashes");
    exporting->add_option("FILE", *out, "File to write")->required();
    commands.on(exporting, [out](Invocation& run) { return exportCommand(run, *out); });

    auto in = std::make_shared<std::filesystem::path>();
    auto* importing = app.add_subcommand("import-gallery", "Take the people of an exported gallery in");
    importing->add_option("FILE", *in, "File of export-gallery")->required();
    commands.on(importing, [in](Invocation& run) { return importCommand(run, *in); });

    auto drop = std::make_shared<bool>(false);
    auto* embedding = app.add_subcommand(
        "re-embed", "Compute the templates that enrolled photos lack by the recogniser in use");
    embedding->add_flag("--drop-older", *drop, "Then delete those of other recognisers, if none is missing");
    commands.on(embedding, [drop](Invocation& run) { return embedCommand(run, *drop); });
}

}  // namespace lineament::cli
