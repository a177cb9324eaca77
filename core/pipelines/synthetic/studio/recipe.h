#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/gan/synthesis/latent.h"

namespace lineament {

/// Where a picture's noise comes from.
enum class NoiseMode {
    kOff,    ///< none
    kFixed,  ///< of noiseSeed, the same for every face
    kFree    ///< of the face's own seed
};

/// A style moved along a direction of the generator, at some of its layers.
struct StyleEdit {
    std::string direction;               ///< by name
    double amount = 0;                   ///< in standard deviations
    int firstLayer = 0, lastLayer = -1;  ///< -1: to the end
    bool operator==(const StyleEdit&) const = default;
};

/// Layers that are taken from a favourite.
struct StyleMix {
    std::string favourite;  ///< by name
    int firstLayer = 0, lastLayer = -1;
    bool operator==(const StyleMix&) const = default;
};

/// Everything that one picture of a generator is made from.
struct FaceRecipe {
    double x = 0, y = 0;               ///< on the plane of seeds; at whole numbers stand the seeds themselves
    std::optional<gan::Latent> photo;  ///< a projected photo in the plane's place
    std::string photoName;
    double psi = 0.7;          ///< truncation, 0 to 1.5
    int cutoff = -1;           ///< layers that are truncated; -1: all
    std::optional<int> label;  ///< class; empty: each seed's own
    NoiseMode noise = NoiseMode::kFixed;
    std::uint64_t noiseSeed = 0;
    std::vector<StyleMix> mixes;
    std::vector<StyleEdit> edits;
    double held = 1;  ///< share of the edits that the identity lock lets through, 0 to 1

    double amountOf(const std::string& direction) const;
    /// Changes or adds the edit; an amount of 0 removes it.
    void setEdit(const StyleEdit& edit);
    bool operator==(const FaceRecipe& other) const;
};

/// A face that was kept, with the styles that it can lend to others.
struct Favourite {
    std::string name;
    FaceRecipe recipe;
    gan::Latent styles;  ///< as drawn: truncated, mixed, edited
};

/// What the Explore tab saves: one generator, the face on show, those that were kept.
struct StudioProject {
    std::string generator;  ///< id, file or run folder, as OpenGenerator takes it
    FaceRecipe recipe;
    std::vector<Favourite> favourites;
    bool identityLock = false;    ///< edits are held so that the face stays who it is
    double lockSimilarity = 0.5;  ///< above which it does, cosine of templates
};

/// Seed at whole numbers of the plane: x + 1000 y, so that the first row is 0, 1, 2 ...; after a thousand it
/// begins again in both directions.
std::uint64_t seedAt(std::int64_t x, std::int64_t y);

/// Writes atomically. Throws Error(kDiskFull, kUnwritable).
void saveProject(const StudioProject& project, const std::filesystem::path& file);
/// Throws Error(kNotFound, kUnreadable: damaged or no project).
StudioProject loadProject(const std::filesystem::path& file);

}  // namespace lineament
