#pragma once

#include <string>
#include <vector>

#include "app/cli/output.h"
#include "core/domain/access.h"

namespace lineament {
class Store;
}

namespace lineament::cli {

/// Throw Error(kNotFound).
Door doorNamed(Store& store, const std::string& name);
AccessSchedule scheduleNamed(Store& store, const std::string& name);

const char* passageName(Passage passage);
/// An entry of the access log.
Json eventJson(const AccessEvent& event);
Json eventsJson(const std::vector<AccessEvent>& events);
/// The same for people, one line each.
std::string lineOf(const AccessEvent& event);
std::string linesOf(const std::vector<AccessEvent>& events);

}  // namespace lineament::cli
