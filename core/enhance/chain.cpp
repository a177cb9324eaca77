#include "core/enhance/chain.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "core/base/check.h"

namespace lineament::enhance {
namespace {

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::vector<Parameter> parametersIn(Deinterlace& o) {
    return {{"field", "", 0, 1, 1, {0, 1}, &o.field},
            {"threshold", "grey levels", 1, 60, 1, {}, &o.threshold}};
}
std::vector<Parameter> parametersIn(Stabilise& o) {
    return {{"frames", "frames", 2, 200, 1, {}, &o.frames},
            {"reach", "", 0.01, 0.4, 0.01, {}, &o.reach},
            {"zoom", "", 1, 1.5, 0.01, {}, &o.zoom}};
}
std::vector<Parameter> parametersIn(Denoise& o) {
    return {{"strength", "grey levels", 0, 60, 0.5, {}, &o.strength},
            {"colour", "", 0, 2, 0.1, {}, &o.colour},
            {"overTime", "", 0, 0.95, 0.05, {}, &o.overTime}};
}
std::vector<Parameter> parametersIn(Average& o) {
    return {{"frames", "frames", 2, 40, 1, {}, &o.frames}, {"tolerance", "", 0.2, 4, 0.1, {}, &o.tolerance}};
}
std::vector<Parameter> parametersIn(Deblur& o) {
    return {{"radiusPx", "px", 0, 12, 0.1, {}, &o.radiusPx},
            {"iterations", "", 0, 100, 1, {}, &o.iterations},
            {"damping", "", 0, 1, 0.05, {}, &o.damping}};
}
std::vector<Parameter> parametersIn(Light& o) {
    return {{"localContrast", "", 0, 10, 0.1, {}, &o.localContrast},
            {"gamma", "", 0.2, 5, 0.05, {}, &o.gamma},
            {"shadows", "", 0, 1, 0.05, {}, &o.shadows},
            {"whiteBalance", "", 0, 1, 0.05, {}, &o.whiteBalance}};
}
std::vector<Parameter> parametersIn(Frontal& o) {
    return {{"share", "", 0, 1, 0.05, {}, &o.share}, {"limit", "degrees", 5, 70, 1, {}, &o.limit}};
}
std::vector<Parameter> parametersIn(Superres& o) {
    return {{"scale", "", 2, 4, 2, {2, 4}, &o.scale}, {"thorough", "", 0, 1, 1, {0, 1}, &o.thorough}};
}
std::vector<Parameter> parametersIn(Restore& o) {
    return {{"fidelity", "", 0, 1, 0.05, {}, &o.fidelity},
            {"enlarge", "", 0, 8, 1, {0, 1, 2, 4, 8}, &o.enlarge}};
}

void check(std::string_view step, const Parameter& parameter) {
    const double value = *parameter.value;
    const auto subject = std::string(step) + "." + std::string(parameter.name);
    if (!parameter.choices.empty()) {
        std::string allowed;
        for (const double choice : parameter.choices)
            allowed += (allowed.empty() ? "" : ", ") + shortNumber(choice);
        LINEAMENT_REQUIRE(
            std::find(parameter.choices.begin(), parameter.choices.end(), value) != parameter.choices.end(),
            subject, shortNumber(value) + " is none of " + allowed);
        return;
    }
    LINEAMENT_REQUIRE(std::isfinite(value) && value >= parameter.minimum && value <= parameter.maximum,
                      subject,
                      shortNumber(value) + " is outside " + shortNumber(parameter.minimum) + " to " +
                          shortNumber(parameter.maximum));
}

void setParameter(Step& step, std::string_view name, double value) {
    for (auto& parameter : parametersOf(step))
        if (parameter.name == name) {
            *parameter.value = value;
            return check(step.name(), parameter);
        }
    throw Error(ErrorCode::kInvalidArgument, std::string(step.name()),
                "it has no parameter \"" + std::string(name) + "\"");
}

double numberIn(const std::string& subject, const std::string& text) {
    std::size_t used = 0;
    double value = 0;
    try {
        value = std::stod(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    LINEAMENT_REQUIRE(!text.empty() && used == text.size(), subject, "\"" + text + "\" is not a number");
    return value;
}

}  // namespace

std::string_view Step::name() const {
    return stepNames().at(options.index());
}

bool Step::generative() const {
    return std::holds_alternative<Superres>(options) || std::holds_alternative<Restore>(options);
}

bool Step::wantsFaces() const {
    return std::holds_alternative<Average>(options) || std::holds_alternative<Frontal>(options) ||
           std::holds_alternative<Restore>(options);
}

const std::vector<std::string_view>& stepNames() {
    // In the order of StepOptions.
    static const std::vector<std::string_view> names = {"deinterlace", "stabilise", "denoise",
                                                        "average",     "deblur",    "light",
                                                        "frontal",     "superres",  "restore"};
    static_assert(std::variant_size_v<StepOptions> == 9);
    return names;
}

namespace {

template <std::size_t... Index>
Step stepAt(std::size_t wanted, std::index_sequence<Index...>) {
    Step step;
    ((Index == wanted ? void(step.options.emplace<Index>()) : void()), ...);
    return step;
}

}  // namespace

Step makeStep(std::string_view name) {
    const auto& names = stepNames();
    const auto at = std::find(names.begin(), names.end(), name);
    if (at != names.end())
        return stepAt(static_cast<std::size_t>(at - names.begin()),
                      std::make_index_sequence<std::variant_size_v<StepOptions>>());
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i)
        all += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + std::string(names[i]);
    throw Error(ErrorCode::kInvalidArgument, "steps", "\"" + std::string(name) + "\" is none of " + all);
}

std::vector<Parameter> parametersOf(Step& step) {
    return std::visit([](auto& options) { return parametersIn(options); }, step.options);
}

void validate(const Chain& chain) {
    double scale = 1;
    for (auto step : chain) {
        for (const auto& parameter : parametersOf(step))
            check(step.name(), parameter);
        if (const auto* superres = std::get_if<Superres>(&step.options); superres && !step.bypassed)
            scale *= superres->scale;
    }
    LINEAMENT_REQUIRE(scale <= 16, "superres", "the steps would enlarge the picture more than 16 times");
}

bool generative(const Chain& chain) {
    return std::any_of(chain.begin(), chain.end(),
                       [](const Step& step) { return !step.bypassed && step.generative(); });
}

Chain parseChain(const std::string& text) {
    Chain chain;
    std::istringstream steps(text);
    for (std::string part; std::getline(steps, part, ',');) {
        std::istringstream fields(part);
        std::string name;
        std::getline(fields, name, ':');
        auto step = makeStep(name);
        for (std::string field; std::getline(fields, field, ':');) {
            const auto equals = field.find('=');
            LINEAMENT_REQUIRE(equals != std::string::npos, name,
                              "\"" + field + "\" is not of the form parameter=number");
            setParameter(step, field.substr(0, equals),
                         numberIn(name + "." + field.substr(0, equals), field.substr(equals + 1)));
        }
        chain.push_back(step);
    }
    LINEAMENT_REQUIRE(!chain.empty(), "steps", "none is named");
    validate(chain);
    return chain;
}

std::string chainText(const Chain& chain) {
    std::string text;
    for (auto step : chain) {
        if (step.bypassed) continue;
        text += (text.empty() ? "" : ",") + std::string(step.name());
        auto defaults = makeStep(step.name());
        const auto before = parametersOf(defaults), now = parametersOf(step);
        for (std::size_t i = 0; i < now.size(); ++i)
            if (*now[i].value != *before[i].value)
                text += ":" + std::string(now[i].name) + "=" + shortNumber(*now[i].value);
    }
    return text;
}

nlohmann::ordered_json toJson(const Chain& chain) {
    auto json = nlohmann::ordered_json::array();
    for (auto step : chain) {
        nlohmann::ordered_json entry = {{"step", step.name()}};
        if (step.bypassed) entry["bypassed"] = true;
        for (const auto& parameter : parametersOf(step))
            entry[std::string(parameter.name)] = *parameter.value;
        json.push_back(std::move(entry));
    }
    return json;
}

Chain chainFromJson(const nlohmann::json& json) {
    LINEAMENT_REQUIRE(json.is_array(), "chain", "it is not a list of steps");
    Chain chain;
    for (const auto& entry : json) {
        LINEAMENT_REQUIRE(entry.is_object() && entry.contains("step") && entry["step"].is_string(), "chain",
                          "a step has no name");
        auto step = makeStep(entry["step"].get<std::string>());
        for (const auto& [name, value] : entry.items()) {
            if (name == "step") continue;
            if (name == "bypassed") {
                LINEAMENT_REQUIRE(value.is_boolean(), "chain", "bypassed is neither true nor false");
                step.bypassed = value.get<bool>();
                continue;
            }
            LINEAMENT_REQUIRE(value.is_number(), std::string(step.name()) + "." + name, "it is not a number");
            setParameter(step, name, value.get<double>());
        }
        chain.push_back(step);
    }
    validate(chain);
    return chain;
}

}  // namespace lineament::enhance
