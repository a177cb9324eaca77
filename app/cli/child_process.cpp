#include "app/cli/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

extern char** environ;

namespace lineament::cli {
namespace {

struct SpawnSettings {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;

    explicit SpawnSettings(const std::filesystem::path& errors) {
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        // This process waits for its signals on a thread; the child is to be ended by them as usual.
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
};

}  // namespace

int runProgram(const std::vector<std::string>& command, const std::filesystem::path& errors, const JobContext& job) {
    std::vector<char*> arguments;
    for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const SpawnSettings settings(errors);
    pid_t child = 0;
    if (posix_spawnp(&child, arguments[0], &settings.files, &settings.attributes, arguments.data(), environ) != 0)
        throw Error(ErrorCode::kNotFound, command.front(), "this program is not installed");
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (job.stopRequested()) {
            kill(child, SIGTERM);
            waitpid(child, &status, 0);
            throw Cancelled{};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace lineament::cli
