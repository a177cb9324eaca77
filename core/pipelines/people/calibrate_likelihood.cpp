#include "core/pipelines/people/calibrate_likelihood.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMostPhotos = 4;

std::string entryOf(const std::string& recogniserKey) {
    return "likelihood:" + recogniserKey;
}

json readAll(const fs::path& file) {
    if (!fs::exists(file)) return json::object();
    std::ifstream stream(file);
    try {
        return json::parse(stream);
    } catch (const json::exception& error) {
        throw Error(ErrorCode::kModelInvalid, file.string(),
                    std::string("it is not valid JSON: ") + error.what());
    }
}

struct Subject {
    std::size_t person;
    Template value;
};

}  // namespace

Likelihood calibrateLikelihood(const FaceEngine& engine, const fs::path& folder, JobContext& context) {
    std::vector<fs::path> photos;
    std::vector<std::size_t> owners;
    std::size_t people = 0;
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& person : folders) {
        auto some = imagesIn(person, true);
        if (some.empty()) continue;
        some.resize(std::min(some.size(), kMostPhotos));
        owners.insert(owners.end(), some.size(), people++);
        photos.insert(photos.end(), some.begin(), some.end());
    }
    std::vector<Subject> subjects;
    PhotoReader reader(photos, {}, context.stopToken());
    for (std::size_t i = 0; auto photo = reader.next(); ++i) {
        context.checkpoint();
        context.report("photos", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(photos.size()));
        if (photo->rejection) continue;
        const auto faces = engine.detect(photo->image->bgr);
        if (faces.empty()) continue;
        subjects.push_back({owners[i], engine.embed(photo->image->bgr, {&faces.front(), 1}).front()});
    }
    context.checkpoint();
    std::vector<double> mated, nonMated;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        context.checkpoint();
        for (std::size_t j = i + 1; j < subjects.size(); ++j) {
            const bool same = subjects[i].person == subjects[j].person;
            // Every tenth of the many pairs of two people says as much.
            if (!same && (i + j) % 10 != 0) continue;
            (same ? mated : nonMated).push_back(similarity(subjects[i].value, subjects[j].value));
        }
    }
    auto likelihood = fitLikelihood(std::move(mated), std::move(nonMated));
    likelihood.population = folder.filename().string() + ": " + std::to_string(people) + " people, " +
                            std::to_string(subjects.size()) + " photos";
    return likelihood;
}

void saveLikelihood(const fs::path& file, const std::string& recogniserKey, const Likelihood& l) {
    json all = readAll(file);
    all[entryOf(recogniserKey)] = {{"offset", l.offset},
                                   {"slope", l.slope},
                                   {"log10_low", l.log10Low},
                                   {"log10_high", l.log10High},
                                   {"population", l.population},
                                   {"mated", l.mated},
                                   {"non_mated", l.nonMated},
                                   {"cllr", l.cllr},
                                   {"mated_scores", l.matedScores},
                                   {"non_mated_scores", l.nonMatedScores}};
    writeAtomically(file, [&](std::ostream& out) { out << all.dump(1) << '\n'; });
}

std::optional<Likelihood> loadLikelihood(const ModelRegistry& registry, const std::string& recogniserKey) {
    const auto file = registry.folder() / "calibration.json";
    const json all = readAll(file);
    const auto entry = all.find(entryOf(recogniserKey));
    if (entry == all.end()) return std::nullopt;
    try {
        Likelihood l;
        l.offset = entry->at("offset");
        l.slope = entry->at("slope");
        l.log10Low = entry->at("log10_low");
        l.log10High = entry->at("log10_high");
        l.population = entry->at("population");
        l.mated = entry->at("mated");
        l.nonMated = entry->at("non_mated");
        l.cllr = entry->at("cllr");
        l.matedScores = entry->at("mated_scores").get<std::vector<double>>();
        l.nonMatedScores = entry->at("non_mated_scores").get<std::vector<double>>();
        return l;
    } catch (const json::exception& error) {
        throw Error(ErrorCode::kModelInvalid, file.string(),
                    entryOf(recogniserKey) + " is malformed: " + error.what());
    }
}

}  // namespace lineament
