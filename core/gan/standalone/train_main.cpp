// Trains a generator from a packed set of pictures: `lineament gan train` without OpenCV, Qt and metrics, for
// machines that have LibTorch alone. What it writes is a run that Lineament goes on with.
#include <ATen/Parallel.h>
#include <signal.h>
#include <torch/cuda.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/gan/training/train.h"

using namespace lineament;
using namespace lineament::gan;

namespace {

// Exit statuses of the command line of Lineament.
constexpr int kDone = 0, kBadUsage = 2, kInputUnusable = 3, kOutputUnusable = 4, kCancelled = 130;

constexpr const char* kUsage =
    "lineament-train --config FILE --data SET.pack --out RUN [options]\n"
    "Trains a generator of faces. `lineament gan pack` makes the set, `lineament gan generate --model RUN` "
    "draws.\n"
    "  --config FILE         configuration, JSON, as of `lineament gan train`\n"
    "  --data SET.pack       packed set of pictures\n"
    "  --out RUN             folder of the run\n"
    "  --resume              go on from the newest whole snapshot of the run\n"
    "  --steps N             stop after so many steps [when the configuration says]\n"
    "  --device cpu|cuda     [cuda where LibTorch has it, else cpu]\n"
    "  --threads N           threads to compute with [as OpenMP says]\n"
    "Several processes train together when each has RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT.\n";

struct Arguments {
    std::filesystem::path config, data, run;
    std::string device;
    bool resume = false;
    std::int64_t steps = 0, threads = 0;
};

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
    throw Error(ErrorCode::kInvalidArgument, what, why);
}

std::int64_t wholeNumber(const std::string& name, const std::string& text, std::int64_t most) {
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end || value < 1 || value > most)
        refuse(name, "\"" + text + "\" is no whole number from 1 to " + std::to_string(most));
    return value;
}

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    const std::map<std::string, std::function<void(const std::string& name, const std::string& value)>>
        kOptions = {
            {"--config", [&](const auto&, const auto& value) { arguments.config = value; }},
            {"--data", [&](const auto&, const auto& value) { arguments.data = value; }},
            {"--out", [&](const auto&, const auto& value) { arguments.run = value; }},
            {"--device", [&](const auto&, const auto& value) { arguments.device = value; }},
            {"--steps", [&](const auto& name,
                            const auto& value) { arguments.steps = wholeNumber(name, value, INT64_MAX); }},
            {"--threads", [&](const auto& name, const auto& value) {
                 arguments.threads = wholeNumber(name, value, 1024);
             }}};
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--resume") {
            arguments.resume = true;
            continue;
        }
        const auto option = kOptions.find(name);
        if (option == kOptions.end()) refuse(name, "there is no such option");
        if (++i == argc) refuse(name, "its value is missing");
        option->second(name, argv[i]);
    }
    if (arguments.config.empty()) refuse("--config", "it is missing");
    if (arguments.data.empty()) refuse("--data", "it is missing");
    if (arguments.run.empty()) refuse("--out", "it is missing");
    return arguments;
}

bool useCuda(const std::string& device) {
    if (device.empty()) return torch::cuda::is_available();
    if (device != "cpu" && device != "cuda") refuse(device, "is not a device; there are cpu and cuda");
    if (device == "cuda" && !torch::cuda::is_available())
        throw Error(ErrorCode::kDevice, device, "LibTorch finds no CUDA device on this machine");
    return device == "cuda";
}

PictureSet load(const std::filesystem::path& file, int resolution, JobContext& context) {
    if (file.extension() != ".pack" && std::filesystem::exists(file))
        throw Error(ErrorCode::kUnsupported, file.string(),
                    "it is no packed set, and this program decodes no pictures");
    return loadPictureSet(file, resolution, {}, context);
}

void printStatistics(const Statistics& line) {
    const auto value = [&](const char* name) {
        const auto found = line.values.find(name);
        return found == line.values.end() ? 0.0 : found->second;
    };
    std::fprintf(stderr, "%lld images  %.1f images/s  D %.3f (real %.2f, fake %.2f)  G %.3f  ADA %.2f\n",
                 static_cast<long long>(line.images), line.imagesPerSecond, value("loss/d"),
                 value("score/real"), value("score/fake"), value("loss/g"), value("ada/p"));
}

int run(const Arguments& arguments, std::stop_token stop) {
    const TrainConfig config = loadConfig(arguments.config);
    cpu::oneThreadForBlas();
    if (arguments.threads > 0) at::set_num_threads(static_cast<int>(arguments.threads));
    TrainOptions options;
    options.cuda = useCuda(arguments.device);
    options.run = arguments.run;
    options.resume = arguments.resume;
    options.maxSteps = arguments.steps;
    options.onStatistics = printStatistics;
    JobContext context(stop);
    const PictureSet set = load(arguments.data, config.network.resolution, context);
    std::fprintf(stderr, "%lld pictures, on %s\n", static_cast<long long>(set.size()),
                 options.cuda ? "cuda" : "cpu");
    const TrainResult result = train(config, set, options, context);
    const nlohmann::ordered_json document = {{"run", arguments.run.string()},
                                             {"step", result.step},
                                             {"images_seen", result.images},
                                             {"checkpoint", result.checkpoint.string()},
                                             {"stopped_because", result.stoppedBecause},
                                             {"pictures", set.size()}};
    std::printf("%s\n", document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    return kDone;
}

int fail(const std::string& sentence, int status) {
    std::fprintf(stderr, "lineament-train: %s\n", sentence.substr(0, sentence.find('\n')).c_str());
    return status;
}

int statusOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return kBadUsage;
        case ErrorCode::kDiskFull:
        case ErrorCode::kModelMissing:
        case ErrorCode::kModelInvalid:
            return kOutputUnusable;
        default:
            return kInputUnusable;
    }
}

int perform(int argc, char** argv, std::stop_token stop) {
    try {
        return run(parse(argc, argv), std::move(stop));
    } catch (const Cancelled&) {
        return fail("cancelled (--resume goes on from the snapshot that was written)", kCancelled);
    } catch (const Error& error) {
        const bool aboutSet = std::filesystem::path(error.subject()).extension() == ".pack";
        const char* advice = error.code() == ErrorCode::kInvalidArgument ? " (see lineament-train --help)"
                             : error.code() == ErrorCode::kUnsupported || aboutSet
                                 ? " (lineament gan pack makes one)"
                                 : "";
        return fail(error.what() + std::string(advice), statusOf(error.code()));
    } catch (const std::bad_alloc&) {
        return fail("there is not enough memory (use a smaller set or batch)", kInputUnusable);
    } catch (const std::exception& error) {
        return fail(error.what(), kInputUnusable);
    }
}

// A handler may do next to nothing: it tells the thread that waits at the other end of a pipe. (Blocking
// signals for sigwait() would not do: BLAS has threads from before main(), which take them.)
int toWatcher = -1;
volatile sig_atomic_t asked = 0;

extern "C" void onSignal(int) {
    if (asked) _exit(kCancelled);
    asked = 1;
    [[maybe_unused]] const auto written = ::write(toWatcher, "", 1);
}

void stopOnSignals(std::stop_source stop) {
    int ends[2];
    if (::pipe(ends) != 0) return;  // a signal ends the program at once, then; the last snapshot is whole
    toWatcher = ends[1];
    std::thread([stop, from = ends[0]]() mutable {
        char none = 0;
        if (::read(from, &none, 1) == 1) stop.request_stop();
    }).detach();
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 1 || std::string(argv[1]) == "--help") {
        std::fputs(kUsage, argc == 1 ? stderr : stdout);
        return argc == 1 ? kBadUsage : kDone;
    }
    std::stop_source stop;
    stopOnSignals(stop);
    const int status = perform(argc, argv, stop.get_token());
    std::fflush(nullptr);
    std::quick_exit(status);  // LibTorch would take its operators apart one by one
}
