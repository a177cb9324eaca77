#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/base/job_context.h"

namespace lineament {

/// Pairs of pictures whose truth is known.
struct PairList {
    struct Pair {
        std::uint32_t a, b;  ///< pictures
        bool mated;
        std::uint16_t group;
        int fold;
        std::uint32_t line;  ///< of the file, counted from 1, which is its header
    };
    std::vector<std::filesystem::path> pictures;  ///< each once, in the order they first appear
    std::vector<std::uint32_t> person;  ///< of each picture: by the folder it lies in, numbered likewise
    std::vector<Pair> pairs;
    std::vector<std::string> groups;  ///< names; empty without a column of groups
    std::int64_t leftOut = 0;         ///< pairs of the folds that PairChoice::without named
};

/// Which pairs of a list are taken.
struct PairChoice {
    std::set<int> folds;             ///< empty: all
    std::set<std::int64_t> without;  ///< lines that are left out
};

/// CSV with the columns path_a,path_b,same[,fold][,group]; paths below root. Read line by line: a picture is
/// kept once however many pairs it is in. Throws Error(kUnreadable) naming line and column if it is
/// malformed, kInvalidArgument if no pair is chosen, Cancelled.
PairList readPairs(const std::filesystem::path& csv, const std::filesystem::path& root, JobContext& context,
                   const PairChoice& choice = {});

/// What marks of wrong labels are kept under: SHA-256 of the list's content. Throws Error(kNotFound).
std::string listHash(const std::filesystem::path& csv);

}  // namespace lineament
