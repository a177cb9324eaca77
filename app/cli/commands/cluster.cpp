#include <algorithm>

#include "app/cli/commands/commands.h"
#include "core/pipelines/cluster_faces.h"

namespace lineament::cli {
namespace {

struct ClusterCommand {
    std::vector<std::string> sources;
    ClusterOptions cluster;
};

Json memberJson(const ClusterMember& member) {
    Json json = {{"path", member.path}, {"box", boxJson(member.box)}};
    if (member.track.valid()) {
        json["track_id"] = member.track.value();
        json["ms"] = decimals(member.ms, 1);
    }
    return json;
}

/// How many of the sources were not rejected themselves.
std::size_t readable(const std::vector<std::string>& sources, const std::vector<Rejection>& rejected) {
    return static_cast<std::size_t>(
        std::count_if(sources.begin(), sources.end(), [&](const std::string& source) {
            return std::none_of(rejected.begin(), rejected.end(),
                                [&](const auto& r) { return r.path == source; });
        }));
}

Status cluster(Invocation& run, const ClusterCommand& options) {
    const auto result = clusterFaces(run.workspace(), options.sources, options.cluster, run.job());
    Json clusters = Json::array();
    Table table({"cluster", "faces", "first seen in"});
    for (const auto& group : result.clusters) {
        Json list = Json::array();
        for (const auto& member : group.members)
            list.push_back(memberJson(member));
        clusters.push_back({{"cluster_id", group.id}, {"members", std::move(list)}});
        table.row({std::to_string(group.id), std::to_string(group.members.size()),
                   group.members.empty() ? "-" : group.members.front().path});
    }
    run.print({{"clusters", std::move(clusters)}, {"rejected", rejectionsJson(result.rejected)}},
              table.text());
    return run.report(result.rejected, readable(options.sources, result.rejected));
}

}  // namespace

void addCluster(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<ClusterCommand>();
    auto* command = app.add_subcommand("cluster", "Group the faces of people who are not enrolled");
    command->add_option("SOURCE", options->sources, "Photos, folders and recordings")->required();
    command->add_option("--min-similarity", options->cluster.minSimilarity, "Similarity of neighbours [0.4]")
        ->check(CLI::Range(-1.0, 1.0));
    command->add_option("--min-members", options->cluster.minMembers, "Neighbours that make a group [1]")
        ->check(CLI::Range(1, 1000));
    commands.on(command, [options](Invocation& run) { return cluster(run, *options); });
}

}  // namespace lineament::cli
