#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/enhance/enhancer.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// A picture that chains are tried on.
struct PreviewPicture {
    cv::Mat bgr;
    std::vector<Face> faces;          ///< largest first
    std::vector<Template> templates;  ///< of the faces as they are
};

/// What a chain does to one face: similarities of templates before and after.
struct FaceShift {
    std::size_t face = 0;  ///< number in the picture
    double toItself = 0;
    std::optional<double> claimedBefore, claimedAfter;  ///< to the person who is claimed
    std::string nearest;  ///< name of the nearest other; empty: nobody is enrolled
    double nearestBefore = 0, nearestAfter = 0;
    bool towardsOther = false;  ///< it has come nearer to somebody else than chance would have it
    bool otherPerson = false;   ///< it would no longer be verified as itself
};

struct Preview {
    cv::Mat bgr;                   ///< the part, enhanced
    cv::Rect part;                 ///< of the original, px
    double scale = 1;              ///< of the part
    std::vector<FaceShift> faces;  ///< those within the part
};

/// Tries chains on a part of a picture. Networks and the gallery are kept between calls. Thread: any, one
/// call at a time.
class Previewer {
  public:
    explicit Previewer(std::shared_ptr<Workspace> workspace);
    /// Finds and embeds the faces of a picture.
    PreviewPicture look(cv::Mat bgr, JobContext& context) const;
    /// claimed: whom the faces are said to be; others are searched without them.
    /// Throws Error(kModelMissing ...), Cancelled.
    Preview run(const PreviewPicture& picture, const enhance::Chain& chain, cv::Rect part,
                std::optional<IdentityId> claimed, JobContext& context);

  private:
    std::shared_ptr<Workspace> workspace_;
    std::unique_ptr<enhance::Enhancer> last_;
};

}  // namespace lineament
