#include "core/inference/model_registry.h"

#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "tests/support/places.h"

namespace fs = std::filesystem;
using namespace lineament;
using nlohmann::json;

namespace {

void writeManifest(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

/// A folder of models with one entry, and no models of the person who runs the tests.
class ModelRegistryTest : public testing::Test {
  protected:
    void SetUp() override {
        ::setenv("XDG_DATA_HOME", (folder_ / "xdg").c_str(), 1);
        ::unsetenv("LINEAMENT_MODELS");
    }

    json entry(const std::string& id = "one", const std::string& file = "maker/one.bin") const {
        return {{"id", id},
                {"role", "detector"},
                {"format", "onnx"},
                {"licence", "MIT"},
                {"files", {{{"name", file}, {"sha256", sha256(std::string_view("weights"))}, {"bytes", 7}}}}};
    }
    fs::path models() const { return folder_ / "models"; }
    void manifest(const json& entries) const {
        writeManifest(models() / "manifest.json", json{{"version", 1}, {"models", entries}}.dump());
    }
    ErrorCode codeOf(const std::function<void()>& action) const {
        try {
            action();
        } catch (const Error& error) {
            EXPECT_FALSE(error.detail().empty());
            return error.code();
        }
        ADD_FAILURE() << "nothing was refused";
        return ErrorCode::kInternal;
    }

    test::TempFolder folder_;
};

}  // namespace

TEST_F(ModelRegistryTest, TheManifestOfTheProgramIsSoundAndEveryCardIsThere) {
    const ModelRegistry registry(test::modelsFolder());
    EXPECT_GE(registry.models().size(), 11u);
    for (const auto& model : registry.models()) {
        EXPECT_FALSE(model.licence.empty()) << model.id;
        EXPECT_FALSE(model.source.empty()) << model.id;
        EXPECT_TRUE(fs::exists(test::modelsFolder() / model.card)) << model.card;
        EXPECT_EQ(model.version().size(), model.files.empty() ? 0u : 8u) << model.id;
    }
    EXPECT_GE(registry.withRole("recogniser").size(), 3u);
    EXPECT_EQ(codeOf([&] { registry.get("nobody"); }), ErrorCode::kNotFound);
}

TEST_F(ModelRegistryTest, GivesAFileOnlyIfItIsWhole) {
    manifest(json::array({entry()}));
    const ModelRegistry registry(models());
    const auto& model = registry.get("one");
    EXPECT_EQ(codeOf([&] { registry.file(model); }), ErrorCode::kModelMissing);
    EXPECT_FALSE(registry.status(model).present);

    writeManifest(models() / "weights/maker/one.bin", "weight$");
    EXPECT_EQ(codeOf([&] { registry.file(model); }), ErrorCode::kModelInvalid);
    EXPECT_TRUE(registry.status(model).present);
    EXPECT_FALSE(registry.status(model).valid);

    writeManifest(models() / "weights/maker/one.bin", "weights");  // put right while the program runs
    EXPECT_EQ(registry.file(model), models() / "weights/maker/one.bin");
    EXPECT_TRUE(registry.status(model).valid);
    EXPECT_EQ(codeOf([&] { registry.file(model, 1); }), ErrorCode::kModelInvalid);
}

TEST_F(ModelRegistryTest, HashesAFileOnceAProcess) {
    manifest(json::array({entry()}));
    writeManifest(models() / "weights/maker/one.bin", "weights");
    const ModelRegistry registry(models());
    const auto& model = registry.get("one");
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 100; ++k)
                EXPECT_TRUE(fs::exists(registry.file(model)));
        });
    threads.clear();
    writeManifest(models() / "weights/maker/one.bin", "altered");
    EXPECT_NO_THROW(registry.file(model));
    EXPECT_EQ(codeOf([&] { ModelRegistry(models()).file(model); }), ErrorCode::kModelInvalid);
}

TEST_F(ModelRegistryTest, RefusesManifestsThatReachOutOfTheirFolder) {
    for (const auto* name :
         {"../one.bin", "/etc/passwd", "a/../../one.bin", "", "a\\b", "./one.bin", "maker/"}) {
        manifest(json::array({entry("one", name)}));
        EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid) << name;
    }
    for (const auto* package : {"--registry=x@1.0.0", "../x@1.0.0", "x", "x@", "x@latest", "a b@1", "/x@1"}) {
        auto bad = entry();
        bad["files"][0]["package"] = package;
        bad["files"][0]["member"] = "one.bin";
        manifest(json::array({bad}));
        EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid) << package;
    }
}

TEST_F(ModelRegistryTest, RefusesMalformedManifests) {
    EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kNotFound);
    for (const auto* text :
         {"", "{", "[]", "{\"version\":1}", "{\"version\":2,\"models\":[]}",
          "{\"version\":1,\"models\":[{}]}",
          "{\"version\":1,\"models\":[{\"id\":\"a\",\"role\":\"r\",\"format\":\"f\",\"files\":[]}]}"}) {
        writeManifest(models() / "manifest.json", text);
        EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid) << text;
    }
    manifest(json::array({entry(), entry()}));
    EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid);
    auto unhashed = entry();
    unhashed["files"][0].erase("sha256");
    manifest(json::array({unhashed}));
    EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid);
}

TEST_F(ModelRegistryTest, TakesModelsOfTheUserWithOrWithoutAHash) {
    manifest(json::array({entry()}));
    auto own = entry("own", "own.onnx");
    own["files"][0].erase("sha256");
    own["files"][0].erase("bytes");
    writeManifest(models() / "user/own.json", own.dump());
    writeManifest(models() / "user/weights/own.onnx", "my own weights");
    writeManifest(folder_ / "xdg/lineament/models/more.json",
                  json{{"version", 1}, {"models", json::array({entry("more", "more.bin")})}}.dump());
    writeManifest(folder_ / "xdg/lineament/models/weights/more.bin", "weights");

    const ModelRegistry registry(models());
    const auto& model = registry.get("own");
    EXPECT_FALSE(model.builtIn);
    EXPECT_TRUE(registry.get("one").builtIn);
    EXPECT_EQ(registry.file(model), models() / "user/weights/own.onnx");
    EXPECT_EQ(model.version(), sha256(std::string_view("my own weights")).substr(0, 8));
    EXPECT_TRUE(registry.status(registry.get("more")).valid);

    writeManifest(models() / "user/same.json", entry("one", "other.bin").dump());
    EXPECT_EQ(codeOf([&] { ModelRegistry{models()}; }), ErrorCode::kModelInvalid);
}

TEST_F(ModelRegistryTest, LocatesTheFolderThatIsNamed) {
    manifest(json::array({entry()}));
    EXPECT_EQ(ModelRegistry::locate(models()), models());
    EXPECT_EQ(codeOf([&] { ModelRegistry::locate(folder_ / "nowhere"); }), ErrorCode::kNotFound);
    ::setenv("LINEAMENT_MODELS", models().c_str(), 1);
    EXPECT_EQ(ModelRegistry::locate(), models());
    ::unsetenv("LINEAMENT_MODELS");
    EXPECT_TRUE(
        fs::exists(ModelRegistry::locate() / "manifest.json"));  // the checkout's, from its build folder
}
