#include "core/pipelines/evaluate/applied_threshold.h"

#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/pipelines/evaluate/decide_threshold.h"
#include "core/store/evaluation_book.h"
#include "core/store/store.h"

namespace lineament {
namespace {

std::string settingOf(const std::string& recogniser, AppliedThreshold::Use use) {
    return std::string("threshold.") + (use == AppliedThreshold::Use::kSearch ? "search/" : "verification/") +
           recogniser;
}

}  // namespace

void applyThreshold(Store& store, const AppliedThreshold& applied, const std::string& reason) {
    LINEAMENT_REQUIRE(applied.threshold >= -1 && applied.threshold <= 1, "threshold",
                      "a similarity lies between -1 and 1");
    LINEAMENT_REQUIRE(applied.rate >= 0 && applied.rate <= 1, "rate", "it lies between 0 and 1");
    LINEAMENT_REQUIRE(
        applied.comparisons >= 1, "threshold",
        "its rate was measured on no comparison of different people; measure it on one or more");
    const nlohmann::ordered_json json = {
        {"threshold", applied.threshold},     {"rate", applied.rate},     {"misses", applied.misses},
        {"comparisons", applied.comparisons}, {"source", applied.source}, {"at", applied.at}};
    EvaluationBook::of(store).setThreshold(settingOf(applied.recogniser, applied.use), json.dump(), reason);
}

void withdrawThreshold(Store& store, const std::string& recogniser, AppliedThreshold::Use use,
                       const std::string& reason) {
    EvaluationBook::of(store).setThreshold(settingOf(recogniser, use), "", reason);
}

void applyThreshold(Store& store, const AppliedThreshold& applied) {
    applyThreshold(store, applied, std::string());
}

void withdrawThreshold(Store& store, const std::string& recogniser, AppliedThreshold::Use use) {
    withdrawThreshold(store, recogniser, use, std::string());
}

std::optional<AppliedThreshold> findAppliedThreshold(const Store& store, const std::string& recogniser,
                                                     AppliedThreshold::Use use) {
    const auto text = store.setting(settingOf(recogniser, use));
    if (!text || text->empty()) return std::nullopt;
    try {
        const auto json = nlohmann::json::parse(*text);
        AppliedThreshold applied;
        applied.use = use;
        applied.recogniser = recogniser;
        applied.threshold = json.at("threshold").get<double>();
        applied.rate = json.at("rate").get<double>();
        applied.misses = json.at("misses").get<double>();
        applied.comparisons = json.at("comparisons").get<std::int64_t>();
        applied.source = json.at("source").get<std::string>();
        applied.at = json.at("at").get<UnixMs>();
        return applied;
    } catch (const nlohmann::json::exception& error) {
        log::warning(std::string("a threshold of the store cannot be read: ") + error.what());
        return std::nullopt;
    }
}

}  // namespace lineament
