#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "app/cli/invocation.h"
#include "app/cli/output.h"
#include "core/pipelines/enrol.h"

namespace lineament::cli {

/// What becomes of somebody who looks like a person who is enrolled.
enum class OnDuplicate {
    kAllow,  ///< enrolled, and reported
    kHold,   ///< not enrolled, and reported
    kAsk     ///< held, then asked about on the terminal
};

/// Adds --duplicates to a command that enrols.
void addDuplicatesOption(CLI::App* command, const std::shared_ptr<OnDuplicate>& chosen);

/// Goes through the people of a run: asks about those held, where that was chosen, enrols them as answered
/// (into `people`, in the place of the held one), and returns "possible_duplicates" of the JSON. Says on
/// stderr who was not enrolled and why. Throws Cancelled, model and store errors.
Json settleDuplicates(Invocation& run, OnDuplicate chosen, const EnrolOptions& options,
                      std::vector<EnrolledIdentity>& people);

}  // namespace lineament::cli
