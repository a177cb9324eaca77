#include "app/cli/invocation.h"

#include <cstdio>
#include <iostream>

#include "app/cli/command_rules.h"
#include "core/base/file_failure.h"
#include "core/inference/device.h"

namespace lineament::cli {
namespace {

/// An unknown id on the command line is a mistake in its usage, not a missing file.
void requireModel(const ModelRegistry& registry, const std::string& id, const std::string& role) {
    const auto* model = registry.find(id);
    if (model && model->role == role) return;
    std::string known;
    for (const auto* other : registry.withRole(role))
        known += (known.empty() ? "" : ", ") + other->id;
    throw Error(ErrorCode::kInvalidArgument, id, "there is no such " + role + "; there are " + known);
}

}  // namespace

Invocation::Invocation(GlobalOptions options, std::string command)
    : global(std::move(options)),
      command_(std::move(command)),
      job_(interrupts_.stopToken(), [this](const Progress& progress) { bar_.show(progress); }) {}

const std::shared_ptr<const ModelRegistry>& Invocation::registry() {
    if (!registry_) {
        try {
            registry_ = std::make_shared<const ModelRegistry>(ModelRegistry::locate(global.models));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kNotFound) throw;
            throw Error(ErrorCode::kModelMissing, error.subject(), error.detail());
        }
    }
    return registry_;
}

Device Invocation::computeDevice() {
    setThreads(global.threads);
    return deviceFromName(global.device);
}

std::shared_ptr<FaceEngine> Invocation::makeEngine(FaceEngineOptions options) {
    options.device = computeDevice();
    requireModel(*registry(), options.detector, "detector");
    requireModel(*registry(), options.recogniser, "recogniser");
    return std::make_shared<FaceEngine>(registry(), std::move(options));
}

const std::shared_ptr<FaceEngine>& Invocation::engine() {
    if (!engine_) {
        FaceEngineOptions options;
        if (!global.detector.empty()) options.detector = global.detector;
        if (!global.recogniser.empty()) options.recogniser = global.recogniser;
        engine_ = makeEngine(std::move(options));
    }
    return engine_;
}

const std::shared_ptr<Store>& Invocation::store() {
    if (!store_)
        store_ = signInForCommand(Store::open(Store::locate(global.data)), global.account, command_, job_);
    return store_;
}

Workspace& Invocation::workspace(const OperatingPoint& point) {
    if (!workspace_) workspace_ = std::make_unique<Workspace>(engine(), store(), point);
    return *workspace_;
}

void Invocation::print(const Json& document, const std::string& text) {
    bar_.clear();
    // Paths and names need not be UTF-8; JSON must be.
    std::cout << (global.json ? document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" : text);
    std::cout.flush();
    if (!std::cout) throw Error(ErrorCode::kDiskFull, "standard output", "the result could not be written");
}

void Invocation::say(const std::string& line) {
    bar_.clear();
    std::fprintf(stderr, "%s\n", line.c_str());
}

Status Invocation::report(const std::vector<Rejection>& rejected, std::size_t usable) {
    bool anyRead = usable > 0;
    for (const auto& rejection : rejected) {
        // One code stands for all that cannot be read; a name that was mistyped is no damaged photo.
        const bool none = rejection.reason == kNoSuchFile;
        say(failureLine(rejection.path, rejection.reason,
                        none ? adviceFor(ErrorCode::kNotFound) : adviceFor(rejection.code)));
        anyRead |= rejection.code != RejectionCode::kUnreadable &&
                   rejection.code != RejectionCode::kUnsupported &&
                   rejection.code != RejectionCode::kTooLarge;
    }
    if (rejected.empty()) return kDone;
    return anyRead ? kSomeRejected : kInputUnusable;
}

}  // namespace lineament::cli
