#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/invocation.h"
#include "core/image/image.h"

namespace lineament::cli {

struct BenchOptions {
    std::vector<std::string> wanted;  ///< names; empty: all
    std::filesystem::path peer;       ///< folder of programs to run beside this one; empty: none
    std::filesystem::path pairs;      ///< list of pairs to evaluate; empty: none
    std::filesystem::path root;       ///< what its paths begin in; empty: its folder
    std::filesystem::path film;       ///< recording to analyse; empty: one is made of the sample photos
};

/// What the benchmarks work on, made when it is first asked for: the sample photos that come with the
/// weights, a recording, a folder for what is written meanwhile, which goes with it.
class Workload {
  public:
    /// Throws Error(kModelMissing) if the manifest names no sample photos.
    Workload(Invocation& run, BenchOptions options);
    ~Workload();
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;

    Invocation& run() const { return run_; }
    JobContext& job() const { return run_.job(); }
    const BenchOptions& options() const { return options_; }
    const std::filesystem::path& folder() const { return folder_; }

    const std::vector<std::filesystem::path>& photoPaths() const { return paths_; }
    const std::vector<Image>& photos();
    int photoCount() const { return static_cast<int>(paths_.size()); }
    /// 640 x 360 at 25 frames/s: the photos passing by.
    const std::filesystem::path& film();

    /// This program with the models of this run, then the arguments.
    std::vector<std::string> program(const std::vector<std::string>& arguments) const;

  private:
    void makeFilm(const std::filesystem::path& file);

    Invocation& run_;
    const BenchOptions options_;
    std::filesystem::path folder_, film_;
    std::vector<std::filesystem::path> paths_;
    std::vector<Image> photos_;
};

}  // namespace lineament::cli
