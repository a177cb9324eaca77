#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/places.h"

namespace lineament::test {

using Json = nlohmann::json;

/// All bytes of a file, none if it cannot be read.
std::string contentOf(const std::filesystem::path& path);

/// What one run of the real program left behind.
struct Run {
    int status = -1;  ///< exit status; 128 + signal if a signal ended it
    std::string out, err;
    double seconds = 0;
    /// Standard output as JSON; a test failure and null if it is not exactly one document.
    Json json() const;
};

/// The program with a store of its own and nothing of the user's environment.
class Program {
  public:
    Program();
    using Environment = std::map<std::string, std::string>;
    /// Runs to the end (killed after a minute).
    Run operator()(const std::vector<std::string>& arguments, const Environment& more = {}) const;
    /// The same with --json. Returns the document; expects the status.
    Json json(std::vector<std::string> arguments, int status = 0, const Environment& more = {}) const;

    /// Starts it and lets it run.
    class Running {
      public:
        void signal(int number) const;
        /// Waits until the program has a handler for the signal (or has ended): before that it would just die.
        void waitUntilItHandles(int number) const;
        /// Waits for the end.
        Run wait();

      private:
        friend class Program;
        pid_t pid_ = 0;
        std::chrono::steady_clock::time_point start_;
        std::filesystem::path out_, err_;
    };
    Running start(const std::vector<std::string>& arguments, const Environment& more = {}) const;

    const TempFolder& folder() const { return folder_; }
    std::filesystem::path data() const { return folder_ / "data"; }

  private:
    TempFolder folder_;
    mutable int runs_ = 0;
};

/// Photos of one person each, cut out of the sample photos: 0 to 2 are three different people.
std::filesystem::path portrait(const Program& program, int person);
/// The same with another light and size, so that it is another file.
std::filesystem::path otherPortrait(const Program& program, int person);

}  // namespace lineament::test
