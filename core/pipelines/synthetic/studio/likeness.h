#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/faces/face_engine.h"
#include "core/gan/training/picture_set.h"
#include "core/pipelines/synthetic/studio/explorer.h"

namespace lineament {

/// The face of a portrait crop of `side` px whose corner lies at (margin, margin): where portraits have it.
Face portraitFace(int side, int margin = 0);

/// A crop as large as networks want faces, with a margin that repeats its edge: `face` is where its face is
/// then, see portraitFace().
struct FramedPortrait {
    cv::Mat bgr;
    Face face;
};
FramedPortrait framedPortrait(const gan::Picture& picture);

/// Template of a crop whose face stands where portraits have it (see portraitPoints): nothing is searched
/// for, so that a drift is that of the face. picture: as generators draw it. Throws model errors.
Template portraitTemplate(const FaceEngine& engine, const gan::Picture& picture);

/// Key in calibration.json of similarities between portraits of so many px: "fr_feature@87aacdfe:portrait64".
std::string likenessKey(const FaceEngine& engine, int side);
/// Similarity at which a generated face of so many px is taken for a person of the set: FMR 1e-4 as measured
/// at that size, where it was, else as of photos.
double likenessThreshold(const FaceEngine& engine, int side);

/// What the identity lock found.
struct HeldIdentity {
    double similarity = 1;  ///< of the picture to its start, cosine of templates
    double held = 1;        ///< share of the edits that keeps it at or above the threshold
    gan::Picture picture;   ///< at that share
};
/// Similarity of a recipe to its start (the same without edits). With a threshold, the largest share of the
/// edits that keeps the similarity, to a fiftieth; the drift is taken to grow with the share. Throws model
/// errors, Cancelled.
HeldIdentity holdIdentity(const FaceEngine& engine, Explorer& explorer, const FaceRecipe& recipe,
                          const std::vector<Favourite>& favourites, std::optional<double> threshold,
                          JobContext& context);

struct NearFace {
    std::int64_t index = 0;  ///< in the set
    double similarity = 0;
    gan::Picture picture;
};
/// Faces of a training set that a picture resembles most, and whether it is too like one.
struct NearFaces {
    std::vector<NearFace> faces;  ///< most alike first
    double threshold = 0;         ///< see likenessThreshold()
    std::int64_t compared = 0;
    /// The picture shows a face that the recogniser takes for a person of the set: it should not be
    /// published.
    bool flagged() const { return !faces.empty() && faces.front().similarity >= threshold; }
};

/// Templates of a training set, read once and asked often. Thread: const functions from any thread.
class SetTemplates {
  public:
    /// At most `most` pictures, spread over the set. Throws as gan::loadPictureSet(), Cancelled.
    SetTemplates(const FaceEngine& engine, const std::filesystem::path& data, int side, std::int64_t most,
                 JobContext& context);
    NearFaces nearest(const FaceEngine& engine, const gan::Picture& picture, int count) const;

  private:
    std::vector<gan::Picture> pictures_;
    std::vector<std::vector<float>> templates_;
};

}  // namespace lineament
