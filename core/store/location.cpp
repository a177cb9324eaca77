#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/store/login.h"
#include "core/store/store.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

std::string environment(const char* variable) {
    const char* value = std::getenv(variable);
    return value ? value : "";
}

/// Name and home folder of the user whose rights the program has; empty if the system does not know them.
std::pair<std::string, fs::path> account() {
    std::vector<char> buffer(16 << 10);
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found) return {};
    return {entry.pw_name, entry.pw_dir};
}

}  // namespace

std::string loginName() {
    auto name = account().first;
    return name.empty() ? "user " + std::to_string(geteuid()) : name;
}

fs::path Store::locate(const fs::path& given) {
    // Paths inside the store are kept in it: they must hold wherever it is opened from.
    if (!given.empty()) return fs::absolute(given).lexically_normal();
    if (const auto data = environment("LINEAMENT_DATA"); !data.empty())
        return fs::absolute(data).lexically_normal();
    // A relative path is to be ignored. Source: XDG Base Directory Specification 0.8.
    if (const fs::path data = environment("XDG_DATA_HOME"); data.is_absolute()) return data / "lineament";
    fs::path home = environment("HOME");
    if (home.empty()) home = account().second;
    if (home.empty())
        throw Error(ErrorCode::kStoreUnusable, "",
                    "no data folder is given and this user has no home folder");
    return home / ".local/share/lineament";
}

}  // namespace lineament
