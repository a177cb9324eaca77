#pragma once

#include <string>

namespace lineament {

/// Login name of the user whose rights the program has; "user 1000" if the system does not know it.
std::string loginName();

}  // namespace lineament
