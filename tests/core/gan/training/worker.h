#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace lineament::test {

/// A run of rank_worker: training in a process of its own, which may be killed.
struct Worker {
    std::filesystem::path run;
    std::string architecture = "stylegan2";
    int steps = 3;
    long dieAtImages = 0;
    bool resume = false;
    int rank = 0, size = 1, port = 0;
    std::filesystem::path errors = {};  ///< where its standard error goes
};

/// Starts one as a fresh process; fork alone would not do, as LibTorch's threads do not survive it.
inline pid_t start(const Worker& worker) {
    std::vector<std::string> variables = {"OMP_WAIT_POLICY=passive", "OMP_NUM_THREADS=1"};
    if (worker.size > 1) {
        variables.push_back("RANK=" + std::to_string(worker.rank));
        variables.push_back("WORLD_SIZE=" + std::to_string(worker.size));
        variables.push_back("MASTER_ADDR=127.0.0.1");
        variables.push_back("MASTER_PORT=" + std::to_string(worker.port));
        variables.push_back("LINEAMENT_RANK_TIMEOUT=60");
    }
    std::vector<std::string> words = {LINEAMENT_RANK_WORKER, worker.run.string(), worker.architecture,
                                      std::to_string(worker.steps), std::to_string(worker.dieAtImages)};
    if (worker.resume) words.push_back("resume");
    std::vector<char*> environment, arguments;
    for (auto& variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string errors = worker.errors.string();
    const pid_t child = ::fork();
    if (child == 0) {
        if (!errors.empty() && !std::freopen(errors.c_str(), "w", stderr)) ::_exit(126);
        ::execve(arguments[0], arguments.data(), environment.data());
        ::_exit(127);
    }
    return child;
}

/// Exit status, or minus the signal that ended it.
inline int endOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace lineament::test
