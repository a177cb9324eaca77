#include "app/cli/commands/commands.h"
#include "core/pipelines/people/retention.h"

namespace lineament::cli {
namespace {

struct IdentityOptions {
    std::int64_t id = 0, into = 0;
    std::string name, reason;
};

Status present(Invocation& run, const std::vector<Identity>& identities, const Json& extra = Json::object()) {
    Json list = Json::array();
    Table table({"identity", "name", "external id", "templates", "enrolled"});
    for (const auto& identity : identities) {
        list.push_back(identityJson(identity));
        table.row({std::to_string(identity.id.value()), identity.name,
                   identity.externalId.empty() ? "-" : identity.externalId,
                   std::to_string(identity.templates), iso8601(identity.enrolledAt)});
    }
    Json document = {{"identities", std::move(list)}};
    document.update(extra);
    run.print(document, table.text());
    return kDone;
}

Identity existing(const Store& store, std::int64_t id) {
    if (auto identity = store.identity(IdentityId(id))) return *std::move(identity);
    throw Error(ErrorCode::kNotFound, "identity " + std::to_string(id), "there is nobody with this number");
}

Status show(Invocation& run, std::int64_t id) {
    const auto identity = existing(*run.store(), id);
    Json samples = Json::array();
    for (const auto& sample : run.store()->samples(identity.id))
        samples.push_back({{"sample_id", sample.id.value()},
                           {"path", sample.path},
                           {"sha256", sample.sha256},
                           {"added_at", iso8601(sample.addedAt)},
                           {"face", faceJson(sample.face)}});
    return present(run, {identity}, {{"samples", std::move(samples)}});
}

Status rename(Invocation& run, const IdentityOptions& options) {
    existing(*run.store(), options.id);
    run.store()->rename(IdentityId(options.id), options.name, options.reason);
    return present(run, {existing(*run.store(), options.id)});
}

Status merge(Invocation& run, const IdentityOptions& options) {
    existing(*run.store(), options.id);
    existing(*run.store(), options.into);
    if (options.id == options.into)
        throw Error(ErrorCode::kInvalidArgument, "identity " + std::to_string(options.id),
                    "it cannot be merged into itself");
    run.store()->merge(IdentityId(options.id), IdentityId(options.into), options.reason);
    return present(run, {existing(*run.store(), options.into)});
}

Status remove(Invocation& run, const IdentityOptions& options) {
    const auto identity = existing(*run.store(), options.id);
    removePerson(*run.store(), identity.id, options.reason);
    return present(run, {identity}, {{"removed", true}});
}

}  // namespace

void addIdentities(CLI::App& app, Commands& commands) {
    auto* identities = app.add_subcommand("identities", "List and edit the enrolled people");
    identities->require_subcommand(1);
    auto options = std::make_shared<IdentityOptions>();

    commands.on(identities->add_subcommand("list", "All of them"),
                [](Invocation& run) { return present(run, run.store()->identities()); });

    const auto addEdit = [&](const char* name, const char* what) {
        auto* command = identities->add_subcommand(name, what);
        command->add_option("ID", options->id, "Number of the identity")->required();
        return command;
    };
    commands.on(addEdit("show", "One, with its samples"),
                [options](Invocation& run) { return show(run, options->id); });

    auto* renaming = addEdit("rename", "Give one another name");
    renaming->add_option("NAME", options->name, "The new name")->required();
    renaming->add_option("--reason", options->reason, "Why, for the audit trail");
    commands.on(renaming, [options](Invocation& run) { return rename(run, *options); });

    auto* merging = addEdit("merge", "Join one to another, who stays");
    merging->add_option("INTO", options->into, "Number of the identity that stays")->required();
    merging->add_option("--reason", options->reason, "Why, for the audit trail");
    commands.on(merging, [options](Invocation& run) { return merge(run, *options); });

    auto* removing = addEdit("remove", "Delete one with everything derived from the photos");
    removing->add_option("--reason", options->reason, "Why, for the audit trail");
    commands.on(removing, [options](Invocation& run) { return remove(run, *options); });
}

}  // namespace lineament::cli
