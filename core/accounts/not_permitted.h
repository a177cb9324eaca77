#pragma once

#include <string>

#include "core/base/error.h"

namespace lineament {

/// The error of what nobody signed in for, or a role does not include. It travels as an Error that the store
/// cannot be used, so that every edge that knows nothing of accounts handles it; those that do ask
/// isNotPermitted().
Error notPermitted(const std::string& what, const std::string& why);
bool isNotPermitted(const Error& error) noexcept;
/// What was refused, as it was given to notPermitted().
std::string refusedBy(const Error& error);

}  // namespace lineament
