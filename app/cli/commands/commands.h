#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/cli/invocation.h"

namespace lineament::cli {

/// Collects the command that was chosen while the arguments are parsed; it runs afterwards.
class Commands {
  public:
    using Action = std::function<Status(Invocation&)>;
    void on(CLI::App* command, Action action) {
        std::string path = command->get_name();
        for (auto* above = command->get_parent(); above && above->get_parent(); above = above->get_parent())
            path = above->get_name() + " " + path;
        paths_.push_back(path);
        command->callback([this, path, action = std::move(action)] { chosen_ = action, path_ = path; });
    }
    const Action& chosen() const { return chosen_; }
    const std::string& path() const { return path_; }  ///< of the chosen one: "identities rename"
    const std::vector<std::string>& paths() const { return paths_; }

  private:
    Action chosen_;
    std::string path_;
    std::vector<std::string> paths_;
};

// One function a command of the contract; each adds its options and says what it does.
void addAccounts(CLI::App& app, Commands& commands);  ///< who signs in, and what they may
void addVersion(CLI::App& app, Commands& commands);
void addModels(CLI::App& app, Commands& commands);
void addDetect(CLI::App& app, Commands& commands);
void addEmbed(CLI::App& app, Commands& commands);
void addServe(CLI::App& app, Commands& commands);
void addWatch(CLI::App& app, Commands& commands);
void addWatchlists(CLI::App& app, Commands& commands);  ///< and their alerts, and who is told
void addVerify(CLI::App& app, Commands& commands);
void addEnrol(CLI::App& app, Commands& commands);
void addEnrolFolder(CLI::App& app, Commands& commands);
void addEnrolRoster(CLI::App& app, Commands& commands);
void addRetention(CLI::App& app, Commands& commands);  ///< what is kept of people, and for how long
void addGallery(CLI::App& app, Commands& commands);    ///< as one file, and its templates
void addIdentities(CLI::App& app, Commands& commands);
void addIdentify(CLI::App& app, Commands& commands);
void addAnalyse(CLI::App& app, Commands& commands);
void addAttendance(CLI::App& app, Commands& commands);
void addCases(CLI::App& app, Commands& commands);
void addCluster(CLI::App& app, Commands& commands);
void addEvaluate(CLI::App& app, Commands& commands);
void addEvaluateLiveness(CLI::App& app, Commands& commands);
void addPeopleChecks(CLI::App& app, Commands& commands);  ///< of the gallery and of pairs
void addCalibrate(CLI::App& app, Commands& commands);
void addCalibrateGallery(CLI::App& app, Commands& commands);
void addBench(CLI::App& app, Commands& commands);
void addAudit(CLI::App& app, Commands& commands);
void addGan(CLI::App& app, Commands& commands);
void addEnhance(CLI::App& app, Commands& commands);  ///< and what files say of their making
void addRestorer(CLI::App& app, Commands& commands);
void addSample(CLI::App& app, Commands& commands);       ///< a store of people who do not exist
void addGanTraining(CLI::App& gan, Commands& commands);  ///< the part of `gan` that makes generators

}  // namespace lineament::cli
