#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/faces/face_engine.h"
#include "core/pipelines/synthetic/studio/explorer.h"

namespace lineament {

/// Mean power of a picture's brightness at whole spatial frequencies, 1 to half its side.
struct Spectrum {
    std::vector<double> frequency;  ///< periods a picture
    std::vector<double> power;
};
/// Of a square picture; a brightness that swings by a to both sides has a^2 / 4 in each of its two places.
Spectrum spectrumOf(const gan::Picture& picture);

/// What can be said of a picture with a generator at hand.
struct Insight {
    gan::Picture picture;
    std::vector<gan::Activation> layers;  ///< of a face that the generator drew; empty where there is no W
    std::optional<double> score;          ///< see gan::Critic; empty: its discriminator is not beside it
    Spectrum spectrum;
    bool face = true;        ///< one was found in the file; else its middle square is what was looked at
    bool generated = false;  ///< a network made it, as far as is known
};

/// Of the face that a recipe makes. Throws as Explorer, Error(kModelInvalid).
Insight lookInside(Explorer& explorer, const FaceRecipe& recipe, const std::vector<Favourite>& favourites);
/// Of a picture file, whoever made it: its largest face as portraits have it, of the generator's size.
/// Throws Error(kUnreadable, kTooLarge ...), model errors.
Insight lookInside(const FaceEngine& engine, const Explorer& explorer, const std::filesystem::path& file);

}  // namespace lineament
