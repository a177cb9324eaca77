#include <opencv2/core/utility.hpp>

#include "app/cli/commands/commands.h"
#include "core/inference/device.h"

namespace lineament::cli {
namespace {

/// Qt is not linked here; what the build was made with is what the window runs on.
Json qtVersion() {
#ifdef LINEAMENT_QT_VERSION
    return LINEAMENT_QT_VERSION;
#else
    return nullptr;
#endif
}

Status version(Invocation& run) {
    Json models = Json::array();
    Table table({"model", "role", "version"});
    for (const auto& model : run.registry()->models()) {
        models.push_back({{"id", model.id},
                          {"role", model.role},
                          {"sha256", model.files.empty() ? "" : model.files.front().sha256}});
        table.row({model.id, model.role, model.version()});
    }
    const Json document = {{"version", LINEAMENT_VERSION},        {"libtorch", libtorchVersion()},
                           {"opencv", cv::getVersionString()},    {"qt", qtVersion()},
                           {"sqlite", Store::engineVersion()},    {"faiss", nullptr},
                           {"device", name(run.computeDevice())}, {"models", std::move(models)}};
    std::string text = "Lineament " LINEAMENT_VERSION "\n";
    for (const auto* part : {"libtorch", "opencv", "qt", "sqlite", "device"})
        if (document[part].is_string())
            text += std::string(part) + " " + document[part].get<std::string>() + "\n";
    run.print(document, text + "\n" + table.text());
    return kDone;
}

}  // namespace

void addVersion(CLI::App& app, Commands& commands) {
    commands.on(app.add_subcommand("version", "Versions of the program, its libraries and models"), version);
}

}  // namespace lineament::cli
