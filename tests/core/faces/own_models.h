#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/inference/model_registry.h"
#include "tests/support/places.h"

namespace lineament::test {

/// A models folder of a test: the weights of the checkout and the entries that a user would write.
class OwnModels {
  public:
    explicit OwnModels(const std::vector<nlohmann::json>& entries) {
        std::filesystem::create_directory_symlink(modelsFolder() / "weights", folder_ / "weights");
        // Member by member: braces around two pairs are an array to some compilers, an object to others.
        nlohmann::json manifest;
        manifest["version"] = 1;
        manifest["models"] = entries;
        std::ofstream(folder_ / "manifest.json") << manifest;
        registry_ = std::make_shared<ModelRegistry>(folder_.path());
    }
    const std::shared_ptr<const ModelRegistry>& registry() const { return registry_; }

    /// An entry with the file and hash of one of the checkout's.
    static nlohmann::json entry(const std::string& id, const std::string& role, const std::string& model,
                                nlohmann::json spec) {
        const ModelFile file = ModelRegistry(modelsFolder()).get(model).files.at(0);
        return {{"id", id},
                {"role", role},
                {"format", "onnx"},
                {"spec", std::move(spec)},
                {"files", {{{"name", file.name}, {"sha256", file.sha256}}}}};
    }
    /// An entry whose file is nowhere.
    static nlohmann::json missing(const std::string& id, const std::string& role, nlohmann::json spec) {
        return {{"id", id},
                {"role", role},
                {"format", "onnx"},
                {"spec", std::move(spec)},
                {"files", {{{"name", "opencv/" + id + ".onnx"}, {"sha256", std::string(64, 'a')}}}}};
    }

  private:
    TempFolder folder_;
    std::shared_ptr<const ModelRegistry> registry_;
};

}  // namespace lineament::test

/// Expects Error of a code from a statement.
#define LINEAMENT_EXPECT_ERROR(statement, expected)                              \
    try {                                                                        \
        statement;                                                               \
        ADD_FAILURE() << "nothing was thrown";                                   \
    } catch (const lineament::Error& error) {                                    \
        EXPECT_EQ(error.code(), lineament::ErrorCode::expected) << error.what(); \
    }
