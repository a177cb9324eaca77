// Whatever it is fed, the program says one clear sentence, leaves with the status of the contract and keeps
// what it has.
#include <gmock/gmock.h>
#include <sys/mount.h>

#include <fstream>

#include "tests/e2e/program.h"

using namespace lineament::test;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

std::string bigEndian(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

std::string pngChunk(const std::string& type, const std::string& data) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : type + data) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
    return bigEndian(static_cast<std::uint32_t>(data.size())) + type + data + bigEndian(~crc);
}

/// A few bytes that claim to be 60 000 x 60 000 pixels.
std::string pngBomb() {
    const std::string header = bigEndian(60000) + bigEndian(60000) + std::string("\x08\x02\x00\x00\x00", 5);
    return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", header) + pngChunk("IDAT", std::string(40, 'x')) +
           pngChunk("IEND", "");
}

class BadInput : public testing::Test {
  protected:
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }

    /// The one line of the contract, and the error object with --json.
    void expectError(std::vector<std::string> arguments, int status, const std::string& code,
                     const Program::Environment& environment = {}) {
        arguments.push_back("--json");
        const auto run = program(arguments, environment);
        EXPECT_EQ(run.status, status) << run.err;
        EXPECT_THAT(run.err, testing::MatchesRegex("lineament: .*: .* \\(.*\\)\n"));
        EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
        const auto document = run.json();
        ASSERT_TRUE(document.contains("error")) << document;
        EXPECT_EQ(document.at("error").at("code"), code) << document;
        EXPECT_FALSE(document.at("error").at("message").get<std::string>().empty());
        EXPECT_TRUE(document.at("error").at("path").is_string());
    }

    /// A models folder of its own whose files can be spoilt.
    fs::path copyOfModels() {
        const auto folder = program.folder() / "models";
        fs::create_directories(folder / "weights");
        for (const auto* name : {"manifest.json", "calibration.json"})
            if (fs::exists(modelsFolder() / name)) fs::copy_file(modelsFolder() / name, folder / name);
        fs::copy(modelsFolder() / "weights" / "faceplugin", folder / "weights" / "faceplugin",
                 fs::copy_options::recursive);
        return folder;
    }
    fs::path storeFile() const {
        for (const auto& entry : fs::directory_iterator(program.data()))
            if (entry.is_regular_file() && contentOf(entry).starts_with("SQLite format 3"))
                return entry.path();
        return {};
    }

    Program program;
};

}  // namespace

TEST_F(BadInput, UnreadablePicturesAreRejectedOneByOneAndTheOthersGoOn) {
    const auto& folder = program.folder();
    const auto photo = contentOf(samplePhoto(1));
    write(folder / "empty.jpg", "");
    write(folder / "truncated.jpg", photo.substr(0, photo.size() / 3));
    write(folder / "text.jpg", "This is no picture.\n");
    write(folder / "bomb.png", pngBomb());
    write(folder / "jpeg-inside.png", photo);
    fs::create_directory(folder / "folder.jpg");
    const std::map<std::string, std::string> expected = {
        {"empty.jpg", "unreadable"}, {"truncated.jpg", "unreadable"}, {"text.jpg", "unsupported"},
        {"bomb.png", "too_large"},   {"folder.jpg", "unsupported"},   {"missing.jpg", "unreadable"}};
    std::vector<std::string> arguments = {"detect", (folder / "jpeg-inside.png").string(),
                                          samplePhoto(2).string()};
    for (const auto& [name, code] : expected)
        arguments.push_back((folder / name).string());
    const auto found = program.json(arguments, 1);
    EXPECT_EQ(found.at("images").size(), 2u) << "a JPEG is a JPEG whatever its name";
    ASSERT_EQ(found.at("rejected").size(), expected.size());
    for (const auto& rejection : found.at("rejected")) {
        const auto name = fs::path(rejection.at("path").get<std::string>()).filename().string();
        EXPECT_FALSE(rejection.at("reason").get<std::string>().empty());
        if (name == "folder.jpg")  // neither word is wrong for a folder
            EXPECT_THAT(rejection.at("code"), testing::AnyOf("unsupported", "unreadable"));
        else if (name == "text.jpg")
            EXPECT_THAT(rejection.at("code"), testing::AnyOf("unsupported", "unreadable"));
        else
            EXPECT_EQ(rejection.at("code"), expected.at(name)) << name;
    }
    const auto run = program({"detect", (folder / "empty.jpg").string()});
    EXPECT_EQ(run.status, 3) << "nothing could be read";
    EXPECT_THAT(run.err, testing::MatchesRegex("lineament: .*empty.jpg: .* \\(.*\\)\n"));
}

TEST_F(BadInput, WrongUsageIsOneLineAndStatusTwo) {
    const std::vector<std::vector<std::string>> wrong = {
        {"detect"},
        {"detect", "a.jpg", "--colour"},
        {"fly"},
        {"identities"},
        {"identities", "show", "Ada"},
        {"detect", "a.jpg", "--threads", "none"},
        {"identify", "a.jpg", "--top", "0"},
        {"enrol", "--name", "A", "--gate", "narrow", "a.jpg"},
        {"gui", "--page", "nowhere"}};
    for (const auto& arguments : wrong) {
        SCOPED_TRACE(testing::PrintToString(arguments));
        expectError(arguments, 2, "invalid_argument");
    }
    const auto plain = program({"fly"});
    EXPECT_EQ(plain.status, 2);
    EXPECT_EQ(plain.out, "") << "standard output carries results alone";
    expectError({"detect", samplePhoto(1).string(), "--detector", "eagle"}, 2, "invalid_argument");
    expectError({"evaluate", "pairs.csv", "--degrade", "width=12,sharpness=3"}, 2, "invalid_argument");
    expectError({"evaluate", "pairs.csv", "--enhance", "magic"}, 2, "invalid_argument");
    expectError({"evaluate"}, 2, "invalid_argument");
    expectError({"evaluate", "pairs.csv", "--own-gallery"}, 2, "invalid_argument");
    expectError({"evaluate", "--gallery", "gallery"}, 2, "invalid_argument");
    expectError({"evaluate", "--own-gallery", "--leave-out-marked"}, 2, "invalid_argument");
    expectError({"evaluate", "--confirmed-tracks", "--own-gallery"}, 2, "invalid_argument");
    expectError({"calibrate-gallery", "--fmr", "0"}, 2, "invalid_argument");
    expectError({"calibrate-gallery", "--real-only"}, 2, "invalid_argument");  // nobody is enrolled
}

TEST_F(BadInput, APageOfTheWindowOpensOrIsSaidToBeMissing) {
    const auto shot = (program.folder() / "page.png").string();
    const Program::Environment environment = {{"XDG_RUNTIME_DIR", program.folder().path().string()}};
    for (const auto* page :
         {"footage", "people", "compare", "studio", "enhance", "presence", "evaluate", "preferences"}) {
        SCOPED_TRACE(page);
        fs::remove(shot);
        const auto run = program({"gui", "--page", page, "--screenshot", shot}, environment);
        if (run.status == 0) {
            EXPECT_TRUE(fs::exists(shot));
            continue;
        }
        EXPECT_EQ(run.status, 2) << run.err;
        EXPECT_THAT(run.err, testing::MatchesRegex("lineament: gui.*: .* \\(.*\\)\n"));
        EXPECT_EQ(run.out, "");
    }
}

TEST_F(BadInput, APhotoOpensToBeLookedAtAndEnrolsNobody) {
    const Program::Environment environment = {{"XDG_RUNTIME_DIR", program.folder().path().string()}};
    const auto shot = program.folder() / "photo.png";
    const auto run = program({"gui", "--open", samplePhoto(1).string(), "--screenshot", shot.string(),
                              "--data", program.data().string()},
                             environment);
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_TRUE(fs::exists(shot));
    EXPECT_THAT(contentOf(program.data() / "window.ini"), testing::HasSubstr("desk=enhance"));
    EXPECT_EQ(program.json({"identities", "list"}).at("identities").size(), 0u);
}

TEST_F(BadInput, InputsOfOtherCommandsAreUnusableToo) {
    write(program.folder() / "film.mp4", "no film");
    write(program.folder() / "pairs.csv", "left;right\n");
    const auto film = (program.folder() / "film.mp4").string(),
               missing = (program.folder() / "nothing").string();
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"analyse", film},
                                               {"analyse", missing},
                                               {"verify", missing, samplePhoto(1).string()},
                                               {"enrol-folder", missing},
                                               {"enrol-folder", film},
                                               {"evaluate", missing},
                                               {"evaluate", (program.folder() / "pairs.csv").string()},
                                               {"identities", "show", "77"}}) {
        SCOPED_TRACE(testing::PrintToString(arguments));
        const auto run = program.json(arguments, 3);
        EXPECT_TRUE(run.contains("error")) << run;
    }
}

TEST_F(BadInput, AResultThatCannotBeWrittenIsUnwritableAndStatusThree) {
    // Also root, whom no permission holds, makes nothing below a file.
    write(program.folder() / "file", "");
    const auto below = [&](const char* name) { return (program.folder() / "file" / name).string(); };
    const auto photo = samplePhoto(1).string();
    program.json({"enrol", "--name", "Ada", portrait(program, 0).string()});
    expectError({"enhance", photo, "--steps", "light", "--out", below("a.png")}, 3, "unwritable");
    expectError({"gan", "generate", "--model", "faces-64", "--count", "1", "--out", below("drawn")}, 3,
                "unwritable");
    expectError({"analyse", photo, "--out", below("report")}, 3, "unwritable");
    expectError({"export-gallery", below("people.gallery")}, 3, "unwritable");
    expectError(
        {"attendance", "report", "--from", "2026-11-02", "--to", "2026-11-03", "--csv", below("days.csv")}, 3,
        "unwritable");
}

TEST_F(BadInput, MissingOrAlteredModelsAreStatusFour) {
    const auto models = copyOfModels();
    const auto weights = models / "weights" / "faceplugin" / "fr_detect.onnx";
    const std::vector<std::string> detect = {"detect", samplePhoto(1).string(), "--models", models.string()};
    EXPECT_EQ(program(detect).status, 0);
    auto content = contentOf(weights);
    fs::remove(models / "calibration.json");
    expectError({"verify", samplePhoto(1).string(), samplePhoto(2).string(), "--models", models.string()}, 4,
                "model_missing");
    content[content.size() / 2] ^= 1;
    write(weights, content);
    expectError(detect, 4, "model_invalid");
    EXPECT_EQ(program({"models", "verify", "--models", models.string()}).status, 4);
    EXPECT_EQ(program({"models", "list", "--models", models.string()}).status, 0);
    fs::remove(weights);
    expectError(detect, 4, "model_missing");
    write(models / "manifest.json", "{\"version\": 1, \"models\": [");
    expectError(detect, 4, "model_invalid");
    fs::remove(models / "manifest.json");
    expectError(detect, 4, "model_missing");
    expectError({"version", "--models", (program.folder() / "nowhere").string()}, 4, "model_missing");
}

TEST_F(BadInput, AStoreThatCannotBeUsedIsStatusFourAndUntouched) {
    program.json({"enrol", "--name", "Ada", portrait(program, 0).string()});
    const auto file = storeFile();
    ASSERT_FALSE(file.empty());
    const auto good = contentOf(file);

    auto newer = good;
    newer.replace(60, 4, bigEndian(9999));  // user_version. Source: SQLite file format 1.3
    write(file, newer);
    expectError({"identities", "list"}, 4, "store_too_new");
    expectError({"enrol", "--name", "Ben", portrait(program, 1).string()}, 4, "store_too_new");
    EXPECT_EQ(contentOf(file), newer);

    write(file, std::string(8192, 'x'));
    expectError({"identities", "list"}, 4, "store_unusable");

    write(file, good);
    EXPECT_EQ(program.json({"identities", "list"}).at("identities").size(), 1u);
    write(program.folder() / "file", "");
    expectError({"identities", "list", "--data", (program.folder() / "file").string()}, 4, "store_unusable");
}

TEST_F(BadInput, AFullDiskIsSaidAndLosesNothing) {
    const auto disk = program.folder() / "disk";
    fs::create_directory(disk);
    if (mount("none", disk.c_str(), "tmpfs", 0, "size=1500k") != 0)
        GTEST_SKIP() << "SKIPPED: mounting is not allowed here";
    const Program::Environment onDisk = {{"LINEAMENT_DATA", (disk / "store").string()}};
    program.json({"enrol", "--name", "Ada", portrait(program, 0).string()}, 0, onDisk);
    write(disk / "ballast", std::string(1500 << 10, 'x'));  // as much as fits
    const auto error = program.json({"enrol", "--name", "Ben", portrait(program, 1).string()}, 4, onDisk);
    EXPECT_TRUE(error.contains("error")) << error;
    fs::remove(disk / "ballast");
    const auto people = program.json({"identities", "list"}, 0, onDisk).at("identities");
    EXPECT_EQ(people.size(), 1u);
    EXPECT_TRUE(program.json({"audit", "verify"}, 0, onDisk).at("valid").get<bool>());
    umount(disk.c_str());
}
