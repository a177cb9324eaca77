#include "core/pipelines/synthetic/studio/recipe.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace lineament {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kPlaneSide = 1000;  // of the plane of seeds
constexpr const char* kRecipeFormat = "lineament-studio-1";
constexpr const char* kNoiseNames[] = {"off", "fixed", "free"};

Json jsonOf(const gan::Latent& latent) {
    gan::TrainConfig config;
    config.network = latent.network;
    Json json = {{"network", gan::toJson(config)["network"]},
                 {"layers", latent.layers},
                 {"size", latent.size},
                 {"values", latent.values}};
    if (latent.label) json["label"] = *latent.label;
    return json;
}

gan::Latent latentOf(const Json& json) {
    gan::Latent latent;
    latent.network = gan::configFromJson({{"network", json.at("network")}}).network;
    latent.layers = json.at("layers").get<int>();
    latent.size = json.at("size").get<int>();
    latent.values = json.at("values").get<std::vector<float>>();
    if (json.contains("label")) latent.label = json.at("label").get<int>();
    const auto wanted = static_cast<std::size_t>(std::max(0, latent.layers)) *
                        static_cast<std::size_t>(std::max(0, latent.size));
    const bool finite =
        std::all_of(latent.values.begin(), latent.values.end(), [](float v) { return std::isfinite(v); });
    if (latent.values.size() != wanted || !finite)
        throw Error(ErrorCode::kUnreadable, "latent", "its numbers do not fit its size");
    return latent;
}

Json jsonOf(const FaceRecipe& recipe) {
    Json json = {{"x", recipe.x},
                 {"y", recipe.y},
                 {"psi", recipe.psi},
                 {"cutoff", recipe.cutoff},
                 {"noise", kNoiseNames[static_cast<int>(recipe.noise)]},
                 {"noiseSeed", recipe.noiseSeed},
                 {"held", recipe.held}};
    if (recipe.label) json["label"] = *recipe.label;
    if (recipe.photo) json["photo"] = {{"name", recipe.photoName}, {"latent", jsonOf(*recipe.photo)}};
    for (const auto& mix : recipe.mixes)
        json["mixes"].push_back(
            {{"favourite", mix.favourite}, {"first", mix.firstLayer}, {"last", mix.lastLayer}});
    for (const auto& edit : recipe.edits)
        json["edits"].push_back({{"direction", edit.direction},
                                 {"amount", edit.amount},
                                 {"first", edit.firstLayer},
                                 {"last", edit.lastLayer}});
    return json;
}

FaceRecipe recipeOf(const Json& json) {
    FaceRecipe recipe;
    recipe.x = json.at("x").get<double>();
    recipe.y = json.at("y").get<double>();
    recipe.psi = std::clamp(json.at("psi").get<double>(), 0.0, 1.5);
    recipe.cutoff = json.at("cutoff").get<int>();
    const auto noise = json.at("noise").get<std::string>();
    for (int i = 0; i < 3; ++i)
        if (noise == kNoiseNames[i]) recipe.noise = static_cast<NoiseMode>(i);
    recipe.noiseSeed = json.at("noiseSeed").get<std::uint64_t>();
    recipe.held = std::clamp(json.value("held", 1.0), 0.0, 1.0);
    if (json.contains("label")) recipe.label = json.at("label").get<int>();
    if (json.contains("photo")) {
        recipe.photoName = json.at("photo").at("name").get<std::string>();
        recipe.photo = latentOf(json.at("photo").at("latent"));
    }
    for (const auto& mix : json.value("mixes", Json::array()))
        recipe.mixes.push_back(
            {mix.at("favourite").get<std::string>(), mix.at("first").get<int>(), mix.at("last").get<int>()});
    for (const auto& edit : json.value("edits", Json::array()))
        recipe.edits.push_back({edit.at("direction").get<std::string>(), edit.at("amount").get<double>(),
                                edit.at("first").get<int>(), edit.at("last").get<int>()});
    return recipe;
}

}  // namespace

double FaceRecipe::amountOf(const std::string& direction) const {
    for (const auto& edit : edits)
        if (edit.direction == direction) return edit.amount;
    return 0;
}

void FaceRecipe::setEdit(const StyleEdit& edit) {
    const auto at = std::find_if(edits.begin(), edits.end(),
                                 [&](const auto& e) { return e.direction == edit.direction; });
    if (edit.amount == 0) {
        if (at != edits.end()) edits.erase(at);
    } else if (at != edits.end()) {
        *at = edit;
    } else {
        edits.push_back(edit);
    }
}

bool FaceRecipe::operator==(const FaceRecipe& other) const {
    const bool photos =
        photo.has_value() == other.photo.has_value() &&
        (!photo || (photo->values == other.photo->values && photo->label == other.photo->label));
    return photos && x == other.x && y == other.y && psi == other.psi && cutoff == other.cutoff &&
           label == other.label && noise == other.noise && noiseSeed == other.noiseSeed &&
           mixes == other.mixes && edits == other.edits && held == other.held;
}

std::uint64_t seedAt(std::int64_t x, std::int64_t y) {
    const auto wrapped = [](std::int64_t v) {
        return static_cast<std::uint64_t>((v % kPlaneSide + kPlaneSide) % kPlaneSide);
    };
    return wrapped(x) + kPlaneSide * wrapped(y);
}

void saveProject(const StudioProject& project, const std::filesystem::path& file) {
    Json json = {
        {"format", kRecipeFormat}, {"generator", project.generator}, {"recipe", jsonOf(project.recipe)}};
    json["identityLock"] = project.identityLock;
    json["lockSimilarity"] = project.lockSimilarity;
    json["favourites"] = Json::array();
    for (const auto& one : project.favourites)
        json["favourites"].push_back(
            {{"name", one.name}, {"recipe", jsonOf(one.recipe)}, {"styles", jsonOf(one.styles)}});
    writeAtomically(file, [&](std::ostream& out) { out << json.dump(1) << '\n'; });
}

StudioProject loadProject(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw Error(ErrorCode::kNotFound, file.string(), "the project cannot be opened");
    const auto damaged = [&](const std::string& why) {
        return Error(ErrorCode::kUnreadable, file.string(), why);
    };
    try {
        const auto json = Json::parse(in);
        if (!json.is_object() || json.value("format", "") != kRecipeFormat)
            throw damaged("it is no project of the Studio");
        StudioProject project{json.at("generator").get<std::string>(), recipeOf(json.at("recipe")), {}};
        project.identityLock = json.value("identityLock", project.identityLock);
        project.lockSimilarity = std::clamp(json.value("lockSimilarity", project.lockSimilarity), -1.0, 1.0);
        for (const auto& one : json.at("favourites"))
            project.favourites.push_back(
                {one.at("name").get<std::string>(), recipeOf(one.at("recipe")), latentOf(one.at("styles"))});
        return project;
    } catch (const nlohmann::json::exception&) {
        throw damaged("the project is damaged");
    } catch (const Error& error) {
        throw error.code() == ErrorCode::kUnreadable ? damaged(error.detail())
                                                     : damaged("the project is damaged: " + error.detail());
    }
}

}  // namespace lineament
