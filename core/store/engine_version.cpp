#include <sqlite3.h>

#include "core/store/store.h"

namespace lineament {

std::string Store::engineVersion() { return sqlite3_libversion(); }

}  // namespace lineament
