#include "app/cli/cli.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <regex>
#include <sstream>

#include "tests/support/places.h"

using namespace lineament;

namespace {

std::string installed(const char* name) {
    std::ifstream file(test::sourceFolder() / "installer" / name);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What the window was asked to show; empty: it was not opened.
std::optional<GuiOptions> windowFor(const std::string& line) {
    std::vector<std::string> words;
    std::istringstream stream(line);
    for (std::string word; stream >> word;)
        words.push_back(word);
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    std::optional<GuiOptions> shown;
    cli::run(static_cast<int>(arguments.size()), arguments.data(), [&](const GuiOptions& options) {
        shown = options;
        return 0;
    });
    return shown;
}

}  // namespace

TEST(CommandLine, OpensTheWindowWithoutACommandAndWithAFile) {
    EXPECT_TRUE(windowFor("lineament"));
    ASSERT_TRUE(windowFor("lineament gui --open a.mp4 --data store"));
    const auto byPlace = windowFor("lineament gui a.mp4 --page people --data store");
    ASSERT_TRUE(byPlace);
    EXPECT_EQ(byPlace->openFile, "a.mp4");
    EXPECT_EQ(byPlace->page, "people");
    EXPECT_EQ(byPlace->global.data, "store");
}

TEST(CommandLine, TheMenuEntryStartsTheWindowWithAFileAndWithout) {
    std::smatch found;
    const auto entry = installed("lineament.desktop");
    ASSERT_TRUE(std::regex_search(entry, found, std::regex("\nExec=(.*) %f\n")));
    const auto without = windowFor(found[1]);
    ASSERT_TRUE(without) << "a desktop leaves %f away where no file was chosen";
    EXPECT_TRUE(without->openFile.empty());
    const auto with = windowFor(found[1].str() + " /films/lobby.mp4");
    ASSERT_TRUE(with);
    EXPECT_EQ(with->openFile, "/films/lobby.mp4");
}

TEST(CommandLine, TheManualPageNamesEveryCommand) {
    auto page = installed("lineament.1");
    page = std::regex_replace(page, std::regex("\\\\-"), "-");
    for (const auto& path : cli::commandPaths()) {
        const auto command = path.substr(0, path.find(' '));
        EXPECT_TRUE(std::regex_search(page, std::regex("(^|[^a-z-])" + command + "([^a-z-]|$)"))) << command;
    }
}
