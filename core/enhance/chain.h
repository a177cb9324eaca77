#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What is done to a picture, in order: parameters alone, no pixels. A chain is always run from the original.
namespace lineament::enhance {

/// Non-local means on still pictures; on video also an average over time where nothing moves.
struct Denoise {
    double strength = 0;    ///< standard deviation of the noise taken away, grey levels; 0: as estimated
    double colour = 1;      ///< share of that in the colours
    double overTime = 0.8;  ///< of video: weight of the frames before where nothing moves, 0 to 0.95
};
/// Undoes a blur of known or estimated width on the luminance.
struct Deblur {
    double radiusPx = 0;     ///< standard deviation of the blur, px; 0: as estimated from the edges
    double iterations = 12;  ///< of Richardson-Lucy; 0: a Wiener filter instead
    double damping = 0.5;    ///< 0: none, 1: strong; keeps noise from being raised
};
/// Exposure and colour.
struct Light {
    double localContrast = 1.5;  ///< clip limit of CLAHE; 0: none
    double gamma = 1;            ///< above 1: brighter middle tones
    double shadows = 0.3;        ///< how far dark parts are lifted, 0 to 1
    double whiteBalance = 0.7;   ///< share of the way to neutral, 0 to 1
};
/// ESRGAN.
struct Superres {
    double scale = 4;     ///< 2 or 4
    double thorough = 1;  ///< 1: the large network, 0: the medium one (ten times as fast)
};
/// Faces by the restorer that was trained for recognition.
struct Restore {
    double fidelity = 0;  ///< 0: all that the network would change, 1: nothing
    double enlarge = 0;   ///< the picture grows by 1, 2, 4 or 8; 0: as the faces need (video: not at all)
};

using StepOptions = std::variant<Denoise, Deblur, Light, Superres, Restore>;

struct Step {
    StepOptions options;
    bool bypassed = false;
    /// "denoise", "deblur", "light", "superres", "restore".
    std::string_view name() const;
    /// Whether a network invents detail: what must be marked.
    bool generative() const;
};
using Chain = std::vector<Step>;

/// What a form, a file and a check need to know of one parameter.
struct Parameter {
    std::string_view name, unit;
    double minimum, maximum, step;
    std::vector<double> choices;  ///< allowed values; empty: all within the range
    double* value;                ///< into the step that was visited
};
std::vector<Parameter> parametersOf(Step& step);

/// Names of all steps in the order they are usually wanted.
const std::vector<std::string_view>& stepNames();
/// With its defaults. Throws Error(kInvalidArgument) if there is no such step.
Step makeStep(std::string_view name);

/// Throws Error(kInvalidArgument) naming step, parameter, value and what is allowed.
void validate(const Chain& chain);
/// Any step that is not bypassed.
bool generative(const Chain& chain);

/// "denoise,light:gamma=1.2:shadows=0.5,restore". Throws Error(kInvalidArgument).
Chain parseChain(const std::string& text);
/// As parseChain() reads it; parameters at their defaults are left out.
std::string chainText(const Chain& chain);
nlohmann::ordered_json toJson(const Chain& chain);
/// Throws Error(kInvalidArgument).
Chain chainFromJson(const nlohmann::json& json);

}  // namespace lineament::enhance
