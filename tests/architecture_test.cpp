// Fails when a layer is crossed: reads the includes of every source file and holds them against the house.
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "tests/support/places.h"

namespace fs = std::filesystem;
using lineament::test::sourceFolder;

namespace {

struct Include {
    std::string file;    // relative to the checkout
    std::string header;  // as written
    bool angled = false;
};

std::vector<Include> includesBelow(const fs::path& folder) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    if (!fs::exists(sourceFolder() / folder)) return includes;
    for (const auto& entry : fs::recursive_directory_iterator(sourceFolder() / folder)) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (std::smatch match; std::regex_search(line, match, kInclude))
                includes.push_back(
                    {fs::relative(entry.path(), sourceFolder()).generic_string(), match[2], match[1] == "<"});
    }
    return includes;
}

bool startsWith(const std::string& text, const std::string& start) {
    return text.rfind(start, 0) == 0;
}

std::string coreRoom(const std::string& path) {
    if (!startsWith(path, "core/")) return {};
    if (startsWith(path, "core/inference/weights/")) return "weights";  // a room within a room
    return path.substr(5, path.find('/', 5) - 5);
}

// What each room of core may include besides itself: the arrows of ARCHITECTURE.md.
const std::map<std::string, std::set<std::string>> kAllowed = {
    {"base", {}},
    {"notify", {"base"}},
    {"image", {"base"}},
    {"media", {"base", "image"}},
    {"domain", {"base", "image"}},
    {"accounts", {"base", "domain", "image"}},
    {"store", {"base", "domain", "image", "accounts"}},
    {"weights", {"base"}},
    {"inference", {"base", "image", "weights"}},
    {"faces", {"base", "image", "domain", "inference", "weights"}},
    {"gallery", {"base", "domain", "image"}},
    {"footage", {"base", "image", "domain", "faces"}},
    {"gan", {"base", "weights"}},
    {"enhance", {"base", "image", "media", "faces", "gan", "domain", "inference", "weights"}},
    {"review", {"base", "domain", "image"}},
    {"presence", {"base", "domain", "image"}},
    {"evaluate", {"base", "domain", "image"}},
    {"pipelines",
     {"base", "image", "media", "domain", "accounts", "store", "inference", "faces", "gallery", "footage",
      "gan", "enhance", "review", "presence", "evaluate", "notify"}},
};

// Libraries that core/gan and the rooms under it may include: it builds by itself, from LibTorch and these
// alone.
const std::map<std::string, std::set<std::string>> kLibraries = {
    {"base", {"openssl/", "sodium.h", "spdlog/"}},
    {"weights", {"nlohmann/"}},
    {"gan", {"nlohmann/", "torch/", "ATen/", "c10/"}},
};

/// A header of the standard library or of POSIX.
bool isOfTheSystem(const std::string& header) {
    static const std::set<std::string> kPosix = {"dlfcn.h", "fcntl.h", "pthread.h", "signal.h", "unistd.h"};
    return header.find_first_of("/.") == std::string::npos || startsWith(header, "sys/") ||
           kPosix.count(header);
}

}  // namespace

TEST(Architecture, CoreKnowsNothingOfQt) {
    for (const auto& include : includesBelow("core")) {
        EXPECT_FALSE(std::regex_search(include.header, std::regex("^(Q[A-Z]|Qt)")))
            << include.file << ": " << include.header;
        EXPECT_FALSE(startsWith(include.header, "ui/") || startsWith(include.header, "app/"))
            << include.file << ": " << include.header;
    }
}

TEST(Architecture, RoomsOfCoreIncludeOnlyTheRoomsAboveThem) {
    for (const auto& include : includesBelow("core")) {
        const auto to = coreRoom(include.header);
        if (to.empty()) continue;
        const auto from = coreRoom(include.file);
        const auto allowed = kAllowed.find(from);
        ASSERT_NE(allowed, kAllowed.end()) << "core/" << from << " is not in the list of rooms";
        EXPECT_TRUE(from == to || allowed->second.count(to))
            << include.file << " includes " << include.header;
    }
}

TEST(Architecture, TheDatabaseIsTouchedOnlyInTheStore) {
    for (const auto& folder : {"core", "ui", "app"})
        for (const auto& include : includesBelow(folder))
            if (startsWith(include.header, "SQLiteCpp/") || include.header == "sqlite3.h" ||
                startsWith(include.header, "QSql") || startsWith(include.header, "QtSql"))
                EXPECT_EQ(coreRoom(include.file), "store") << include.file << ": " << include.header;
}

TEST(Architecture, LibTorchIsTouchedOnlyWhereNetworksLive) {
    static const std::set<std::string> kRooms = {"inference", "faces", "gan", "enhance"};
    for (const auto& folder : {"core", "ui", "app"})
        for (const auto& include : includesBelow(folder))
            if (startsWith(include.header, "torch/") || startsWith(include.header, "ATen/") ||
                startsWith(include.header, "c10/"))
                EXPECT_TRUE(kRooms.count(coreRoom(include.file))) << include.file << ": " << include.header;
}

TEST(Architecture, TheGanRoomBuildsFromLibTorchAndTheStandardLibraryAlone) {
    std::set<std::string> seen;
    for (const auto& include : includesBelow("core")) {
        const auto room = coreRoom(include.file);
        const auto libraries = kLibraries.find(room);
        if (libraries == kLibraries.end()) continue;
        seen.insert(room);
        const bool known = std::any_of(libraries->second.begin(), libraries->second.end(),
                                       [&](const auto& start) { return startsWith(include.header, start); });
        EXPECT_TRUE(known || startsWith(include.header, "core/") || isOfTheSystem(include.header))
            << include.file << ": " << include.header;
    }
    EXPECT_EQ(seen.size(), kLibraries.size());
}

TEST(Architecture, PlotsAreDrawnOnlyInUiWidgets) {
    for (const auto& folder : {"core", "ui", "app"})
        for (const auto& include : includesBelow(folder))
            if (include.header == "qcustomplot.h")
                EXPECT_TRUE(startsWith(include.file, "ui/widgets/")) << include.file;
}

TEST(Architecture, DesksDoNotKnowEachOther) {
    static const std::set<std::string> kShared = {"bridge", "widgets", "theme"};
    for (const auto& include : includesBelow("ui")) {
        if (!startsWith(include.header, "ui/")) continue;
        const auto from = include.file.substr(3, include.file.find('/', 3) - 3);
        const auto to = include.header.substr(3, include.header.find('/', 3) - 3);
        EXPECT_TRUE(from == to || kShared.count(to) || from == "shell")
            << include.file << ": " << include.header;
        if (kShared.count(from)) EXPECT_TRUE(kShared.count(to)) << include.file << ": " << include.header;
    }
}

TEST(Architecture, TheWindowNeverReachesPastItsBridgeIntoInference) {
    for (const auto& include : includesBelow("ui"))
        if (!startsWith(include.file, "ui/bridge/"))
            EXPECT_FALSE(startsWith(include.header, "core/inference/") ||
                         startsWith(include.header, "core/store/migrations"))
                << include.file << ": " << include.header;
}

TEST(Architecture, TheCommandLineNeedsNoQtButToOpenTheWindow) {
    for (const auto& include : includesBelow("app/cli"))
        EXPECT_FALSE(std::regex_search(include.header, std::regex("^(Q[A-Z]|Qt|ui/)")))
            << include.file << ": " << include.header;
}

TEST(Architecture, FilesStayWithinTheirBudget) {
    for (const auto& folder : {"core", "ui", "app"}) {
        if (!fs::exists(sourceFolder() / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(sourceFolder() / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp") continue;
            std::ifstream file(entry.path());
            int lines = 0;
            for (std::string line; std::getline(file, line);)
                ++lines;
            EXPECT_LE(lines, extension == ".h" ? 250 : 500) << fs::relative(entry.path(), sourceFolder());
        }
    }
}
