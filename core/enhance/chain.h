#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What is done to a picture, in order: parameters alone, no pixels. A chain is always run from the original.
namespace lineament::enhance {

/// Undoes the combing of interlaced film: the lines of one field stay, the others are kept where nothing
/// moves and drawn along edges where something does.
struct Deinterlace {
    double field = 0;  ///< 0: the upper lines stay, 1: the lower ones; those of the earlier field move evenly
    double threshold = 8;  ///< grey levels by which a line must stand out of its neighbours to be combed
};
/// Takes the shaking of the camera out of a recording; slow pans stay. Nothing happens to still pictures.
struct Stabilise {
    double frames = 20;  ///< the path is smoothed over so many frames
    double reach = 0.1;  ///< farthest that a frame is moved, share of its width
    double zoom = 1.05;  ///< enlarges about the middle, so that less of the black rim is seen
};
/// Non-local means on still pictures; on video also an average over time where nothing moves.
struct Denoise {
    double strength = 0;    ///< standard deviation of the noise taken away, grey levels; 0: as estimated
    double colour = 1;      ///< share of that in the colours
    double overTime = 0.8;  ///< of video: weight of the frames before where nothing moves, 0 to 0.95
};
/// Averages faces of a recording over the frames before, laid over each other on the face itself: noise goes
/// even where the face moves. Nothing happens to still pictures.
struct Average {
    double frames = 8;  ///< looks that are averaged at most
    double tolerance =
        1;  ///< how far a place may differ, in what noise explains, before it counts as changed
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
/// Turns faces to the camera by geometry alone: what is seen is moved, nothing is added.
struct Frontal {
    double share = 1;   ///< of the way to the front, 0 to 1
    double limit = 50;  ///< faces turned further are left as they are, degrees
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

using StepOptions =
    std::variant<Deinterlace, Stabilise, Denoise, Average, Deblur, Light, Frontal, Superres, Restore>;

struct Step {
    StepOptions options;
    bool bypassed = false;
    /// "deinterlace", "stabilise", "denoise", "average", "deblur", "light", "frontal", "superres", "restore".
    std::string_view name() const;
    /// Whether a network invents detail: what must be marked.
    bool generative() const;
    /// Whether it needs to know where the faces are.
    bool wantsFaces() const;
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
