#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/faces/face_engine.h"
#include "core/pipelines/synthetic/generators.h"
#include "core/pipelines/synthetic/studio/recipe.h"

namespace lineament {

/// Makes recipes into pictures. Holds a generator of its own. Thread: every function from any thread; calls
/// run one after another, so what follows a hand has an Explorer that nothing else uses.
class Explorer {
  public:
    /// Throws as OpenGenerator.
    Explorer(const ModelRegistry& registry, const std::string& generator, Device device);

    const OpenGenerator& generator() const { return generator_; }
    const gan::GeneratorInfo& info() const { return generator_.synthesiser().info(); }

    /// Directions: learned from the labels (age, gender) where they say so, principal ones, those of the
    /// modulations. Worked out once; seconds. Empty where there is no W. Throws Cancelled.
    const std::vector<gan::Direction>& directions(JobContext& context);
    /// Adds those that are learned from what the engine measures in generated faces, behind those of the
    /// labels (see measuredDirections), and keeps them in a file; half a minute. Throws model errors,
    /// Error(kDiskFull ...), Cancelled.
    const std::vector<gan::Direction>& learnDirections(const FaceEngine& engine,
                                                       const std::filesystem::path& file,
                                                       JobContext& context);
    /// The same as kept there before; nothing changes if there are none.
    const std::vector<gan::Direction>& recallDirections(const std::filesystem::path& file,
                                                        JobContext& context);
    /// The directions worked out so far: an Explorer for previews borrows those of another one.
    void useDirections(std::vector<gan::Direction> directions);

    /// The styles that a recipe is drawn from: between the seeds around (x, y) or the photo's, truncated,
    /// mixed, moved. edits: without them it is the face that the identity lock holds on to. Throws
    /// Error(kInvalidArgument) for a photo or favourite of another generator or a name that is unknown.
    gan::Latent styles(const FaceRecipe& recipe, const std::vector<Favourite>& favourites, bool edits = true);
    /// Exact (equal on every call, whatever else) or fast (see gan::Synthesiser::preview).
    gan::Picture picture(const FaceRecipe& recipe, const std::vector<Favourite>& favourites, bool exact);
    gan::Picture pictureOf(const gan::Latent& styles, const FaceRecipe& recipe, bool exact);
    /// How the styles of a recipe are drawn: no truncation any more, its noise.
    gan::SynthesisOptions drawing(const FaceRecipe& recipe) const;

  private:
    void addDirections(const std::vector<gan::Direction>& learned);
    gan::Latent seed(std::uint64_t seed, const std::optional<int>& label);
    gan::Latent onPlane(const FaceRecipe& recipe);
    void truncate(gan::Latent& latent, const FaceRecipe& recipe) const;

    OpenGenerator generator_;
    std::vector<float> mean_;
    std::mutex mutex_;
    std::vector<gan::Direction> directions_;
    std::map<std::pair<std::uint64_t, int>, gan::Latent> seeds_;  // a few hundred at most
};

/// Directions in W between the mean styles of classes whose names say gender and age ("female 20-29").
std::vector<gan::Direction> labelDirections(const gan::Synthesiser& synthesiser);

}  // namespace lineament
