#include "core/pipelines/cases/case_settings.h"

#include <nlohmann/json.hpp>

#include "core/base/check.h"

namespace lineament {

using nlohmann::json;

void CaseSettings::validate() const {
    LINEAMENT_REQUIRE(minFacePx == 0 || (minFacePx >= 8 && minFacePx <= 1000), "smallest face",
                      "it must be 8 to 1000 px wide");
    LINEAMENT_REQUIRE(detectEveryNth >= 0 && detectEveryNth <= 1000, "frame interval",
                      "it must lie within 0 and 1000");
    LINEAMENT_REQUIRE(fmr == 0 || (fmr >= 1e-9 && fmr <= 0.5), "false match rate",
                      "it must lie within 1e-9 and 0.5");
}

CaseSettings caseSettingsFrom(const std::string& text) {
    const auto value = json::parse(text, nullptr, false);
    LINEAMENT_REQUIRE(value.is_object(), "settings of the case", "they are not a JSON object");
    CaseSettings settings;
    try {
        settings.detector = value.value("detector", "");
        settings.recogniser = value.value("recogniser", "");
        settings.minFacePx = value.value("min_face_px", 0.0f);
        settings.detectEveryNth = value.value("detect_every_nth", 0);
        settings.fmr = value.value("fmr", 0.0);
    } catch (const json::exception& error) {
        throw Error(ErrorCode::kInvalidArgument, "settings of the case", error.what());
    }
    settings.validate();
    return settings;
}

std::string toJson(const CaseSettings& settings) {
    settings.validate();
    json value = json::object();
    if (!settings.detector.empty()) value["detector"] = settings.detector;
    if (!settings.recogniser.empty()) value["recogniser"] = settings.recogniser;
    if (settings.minFacePx > 0) value["min_face_px"] = settings.minFacePx;
    if (settings.detectEveryNth > 0) value["detect_every_nth"] = settings.detectEveryNth;
    if (settings.fmr > 0) value["fmr"] = settings.fmr;
    return value.dump();
}

std::shared_ptr<Workspace> workspaceFor(const std::shared_ptr<Workspace>& workspace,
                                        const CaseSettings& settings) {
    const auto& engine = workspace->engine();
    FaceEngineOptions options = engine.options();
    OperatingPoint point = workspace->operatingPoint();
    if (!settings.detector.empty()) options.detector = settings.detector;
    if (!settings.recogniser.empty()) options.recogniser = settings.recogniser;
    if (settings.minFacePx > 0) options.minFacePx = settings.minFacePx;
    if (settings.fmr > 0) {
        point.fmr = settings.fmr;
        point.chosen = true;
    }
    const auto& usual = engine.options();
    const bool sameEngine = options.detector == usual.detector && options.recogniser == usual.recogniser &&
                            options.minFacePx == usual.minFacePx;
    if (sameEngine && point == workspace->operatingPoint()) return workspace;
    // Both live as long as the workspace they are of.
    std::shared_ptr<FaceEngine> chosen(workspace, &workspace->engine());
    if (!sameEngine) {
        if (options.recogniser != usual.recogniser) options.landmarks.clear();
        chosen = std::make_shared<FaceEngine>(
            std::shared_ptr<const ModelRegistry>(workspace, &engine.registry()), options);
    }
    return std::make_shared<Workspace>(std::move(chosen), workspace->storePointer(), point);
}

}  // namespace lineament
