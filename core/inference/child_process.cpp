#include "core/inference/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/base/check.h"
#include "core/base/error.h"

extern char** environ;

namespace lineament {
namespace {

constexpr auto kPollEvery = std::chrono::milliseconds(20);
constexpr std::size_t kKeptOutput = 4096;

/// How a child is started: where, with what for stdin and output, in a process group of its own.
class SpawnSetup {
  public:
    SpawnSetup(const std::filesystem::path& folder, const std::filesystem::path& log) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
        posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND,
                                         0600);
        posix_spawn_file_actions_adddup2(&actions_, 1, 2);
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setpgroup(&attributes_, 0);
    }
    ~SpawnSetup() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

/// Of the program that runs in a process now, bytes; 0 if it has ended. (What wait4() tells includes what
/// this process held when it started the child.)
std::int64_t peakMemory(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return 1024 * std::strtoll(line.c_str() + 6, nullptr, 10);
    return 0;
}

/// Fills status and peakMemory.
void wait(pid_t child, const JobContext& context, ProgramResult& result) {
    int status = 0;
    while (true) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR)) break;
        if (context.stopRequested()) {
            ::kill(-child, SIGKILL);
            ::waitpid(child, &status, 0);
            context.checkpoint();
        }
        result.peakMemory = std::max(result.peakMemory, peakMemory(child));
        std::this_thread::sleep_for(kPollEvery);
    }
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProgramResult runProgram(const std::vector<std::string>& command, const std::filesystem::path& folder,
                         const JobContext& context) {
    LINEAMENT_CHECK(!command.empty());
    context.checkpoint();
    const auto log = std::filesystem::absolute(folder) / ".output";
    const SpawnSetup setup(folder, log);
    std::vector<char*> arguments;
    for (const auto& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);

    ProgramResult result;
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, arguments[0], setup.actions(), setup.attributes(), arguments.data(), environ);
    if (failed == ENOENT || failed == EACCES || failed == ENOTDIR) return result;
    if (failed) throw Error(ErrorCode::kInternal, command.front(), std::strerror(failed));
    result.started = true;
    wait(child, context, result);
    std::ifstream file(log, std::ios::binary);
    result.output.assign(std::istreambuf_iterator<char>(file), {});
    if (result.output.size() > kKeptOutput) result.output.erase(0, result.output.size() - kKeptOutput);
    return result;
}

}  // namespace lineament
