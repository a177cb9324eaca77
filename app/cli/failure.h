#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/domain/identity.h"

namespace lineament::cli {

/// Exit statuses of the contract.
enum Status : int {
    kDone = 0,
    kSomeRejected = 1,
    kBadUsage = 2,
    kInputUnusable = 3,
    kStoreOrModelUnusable = 4,
    kCancelledBySignal = 130
};

Status statusOf(ErrorCode code) noexcept;

/// What a person can do about it, as a clause.
std::string_view adviceFor(ErrorCode code) noexcept;
std::string_view adviceFor(RejectionCode code) noexcept;

/// "lineament: WHAT: WHY (WHAT TO DO)", one line whatever the texts hold.
std::string failureLine(std::string_view what, std::string_view why, std::string_view whatToDo);

}  // namespace lineament::cli
