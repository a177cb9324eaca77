#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/enhance/enhancer.h"
#include "core/faces/face_engine.h"
#include "core/pipelines/synthetic/studio/explorer.h"

namespace lineament {

enum class Easing { kLinear, kSmooth };

/// A way through faces.
struct WalkOptions {
    double secondsPerKey = 1.5;
    double framesPerSecond = 25;
    Easing easing = Easing::kSmooth;
    bool loop = true;       ///< goes back to the first key
    int enlarge = 4;        ///< times the generator's side, 1 to 16
    bool superres = false;  ///< enlarged by a network (ESRGAN) as far as it goes, else by cubic interpolation
    void validate() const;  ///< throws Error(kInvalidArgument)
};

/// Frames that a walk through so many keys has.
int walkFrames(std::size_t keys, const WalkOptions& options);
/// The styles of frame i of walkFrames(). keys: of one generator.
gan::Latent walkStyles(const std::vector<gan::Latent>& keys, int frame, const WalkOptions& options);

/// Pictures of a generator made larger. Thread: one at a time.
class PictureEnlarger {
  public:
    /// times: 1 to 16. engine: whose models hold the network for superres, else null. Throws
    /// Error(kInvalidArgument), Error(kModelMissing) if the network is not there.
    PictureEnlarger(int times, bool superres, const FaceEngine* engine);
    ~PictureEnlarger();
    cv::Mat operator()(const gan::Picture& picture, JobContext& context) const;
    /// Id of the network; empty: none.
    std::string network() const;

  private:
    int times_;
    std::unique_ptr<enhance::Enhancer> enhancer_;
};

/// How an export says that it is generated, beside its metadata.
struct ExportMark {
    bool visible = true;  ///< a label in a corner
    const FaceEngine* engine =
        nullptr;  ///< with a folder: its faces go into the store's register of what was made
    std::filesystem::path storeFolder;  ///< its key signs the lineage; empty: unsigned
};

/// Writes a walk as .mp4 (or what VideoWriter knows) or .gif, with a file beside it that says what it is
/// (saveProvenanceBeside()). keys: of the explorer's generator, at least 2. Noise is that of `look`, the
/// same in every frame. mark.engine: needed for superres. Returns the number of frames. Throws
/// Error(kInvalidArgument, kDiskFull ...), Cancelled: nothing is left then.
int exportWalk(Explorer& explorer, const std::vector<gan::Latent>& keys, const FaceRecipe& look,
               const WalkOptions& options, const std::filesystem::path& file, JobContext& context,
               const ExportMark& mark = {});

/// Writes pictures in rows as one PNG that says of itself what it is. Throws as saveMarkedPicture().
void exportSheet(Explorer& explorer, const std::vector<gan::Latent>& faces, const FaceRecipe& look,
                 int columns, int enlarge, const std::filesystem::path& file, JobContext& context,
                 const ExportMark& mark = {}, bool superres = false);

/// Writes one picture exactly, enlarged, with its lineage. Throws as saveMarkedPicture().
void exportPicture(Explorer& explorer, const FaceRecipe& recipe, const std::vector<Favourite>& favourites,
                   int enlarge, const std::filesystem::path& file, const ExportMark& mark = {});

}  // namespace lineament
