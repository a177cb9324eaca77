#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/cli/failure.h"
#include "app/cli/interrupts.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/composition.h"
#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament::cli {

/// One run of the program: its options, and what a command needs, made when it is first asked for, so that
/// `detect` opens no store and `audit` loads no weights. Thread: one.
class Invocation {
  public:
    /// command: its path, as commandRule() takes it.
    Invocation(GlobalOptions options, std::string command);

    const GlobalOptions global;

    /// The job of the command: cancelled by signals, its progress on stderr.
    JobContext& job() { return job_; }
    /// Throws Error(kModelMissing, kModelInvalid).
    const std::shared_ptr<const ModelRegistry>& registry();
    /// Engine of the global options. Throws Error(kInvalidArgument) if they name what does not exist.
    const std::shared_ptr<FaceEngine>& engine();
    std::shared_ptr<FaceEngine> makeEngine(FaceEngineOptions options);
    /// The store, signed in to where it has accounts. Throws Error(not permitted) if nobody signs in, or
    /// somebody who may not run this command.
    const std::shared_ptr<Store>& store();
    /// Engine and store together. The first call fixes at which rates decisions are made.
    Workspace& workspace(const OperatingPoint& point = {});
    /// Sets threads and device up as the options say. Called by engine(); harmless to repeat.
    Device computeDevice();

    /// The result: the document with --json, else the text.
    void print(const Json& document, const std::string& text);
    /// Says on stderr what was rejected. Returns the status: 0 if nothing was, 3 if no input could be read
    /// (usable is how many could), else 1.
    Status report(const std::vector<Rejection>& rejected, std::size_t usable);
    /// Takes the progress away and says the line on stderr.
    void say(const std::string& line);

  private:
    std::string command_;
    Interrupts interrupts_;
    ProgressBar bar_;
    JobContext job_;
    std::shared_ptr<const ModelRegistry> registry_;
    std::shared_ptr<FaceEngine> engine_;
    std::shared_ptr<Store> store_;
    std::unique_ptr<Workspace> workspace_;
};

}  // namespace lineament::cli
