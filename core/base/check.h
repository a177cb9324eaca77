#pragma once

#include "core/base/error.h"

/// Our own bug if it fails: throws Error(kInternal) with the expression.
#define LINEAMENT_CHECK(condition)                                                                \
    do {                                                                                          \
        if (!(condition)) throw ::lineament::Error(::lineament::ErrorCode::kInternal, "", #condition); \
    } while (false)

/// The caller's mistake if it fails: throws Error(kInvalidArgument).
#define LINEAMENT_REQUIRE(condition, subject, detail)                                             \
    do {                                                                                          \
        if (!(condition))                                                                         \
            throw ::lineament::Error(::lineament::ErrorCode::kInvalidArgument, (subject), (detail)); \
    } while (false)
