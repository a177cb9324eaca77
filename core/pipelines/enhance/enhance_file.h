#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/enhance/chain.h"
#include "core/faces/face_engine.h"

namespace lineament {

struct EnhanceRequest {
    std::filesystem::path input, output;
    enhance::Chain chain;
    /// Folder of the store whose key signs and whose register takes in what networks made; empty: neither.
    std::filesystem::path storeFolder;
    double fromMs = 0, toMs = 0;  ///< of a recording; 0 and 0: all
    /// Of a recording: what is done is kept beside the output when the run is stopped or fails, and the next
    /// run of the same request goes on from it. Otherwise nothing is left behind.
    bool resumable = false;
};

/// What the steps did to one face.
struct EnhancedFace {
    BoxPx box;                      ///< px of the input
    double identitySimilarity = 0;  ///< of its templates before and after
    int frames = 1;                 ///< of a recording: how many it was measured in
    double ms = 0;                  ///< of a recording: when it was first measured
};

/// Something the user should know about a result.
struct EnhanceNote {
    enum class Kind { kBitsReduced, kAlphaFlattened, kNoFace, kDamaged, kSoundNotCopied };
    Kind kind;
    std::string text;  ///< English, for the command line
};

struct EnhanceResult {
    SizePx size;  ///< of the output
    double scale = 1;
    std::vector<EnhancedFace> faces;
    bool marked = false;  ///< the output says that a network changed it
    std::vector<EnhanceNote> notes;
    // Of a recording:
    std::int64_t frames = 0;
    std::int64_t resumedFrom = 0;  ///< frames that an earlier run had done
    bool soundKept = false;
    double flickerBefore = 0, flickerAfter = 0;  ///< mean change of still places a frame, grey levels
    double identitySpread =
        0;  ///< standard deviation of the similarity to a face's first look, along the film
};

/// Runs a chain on a photo or a recording and writes the result under its name when it is whole. Outputs of
/// steps that invent detail carry a visible label and say so in XMP (of recordings: in a file beside it),
/// with the signed record of all steps. Throws Error(kInvalidArgument: the output would replace the input, or
/// its ending cannot be written; kNotFound, kUnreadable, kUnsupported, kTooLarge, kDiskFull, kUnwritable,
/// kModelMissing), Cancelled.
EnhanceResult enhanceFile(const FaceEngine& engine, const EnhanceRequest& request, JobContext& context);

/// Frames that an earlier run of a resumable request has done; 0: none, or of another input or chain.
std::int64_t framesDone(const FaceEngine& engine, const EnhanceRequest& request);
/// Takes away what a resumable request that was stopped has left beside its output.
void discardDone(const EnhanceRequest& request);

/// Similarity of a face's templates before and after.
double identitySimilarity(const FaceEngine& engine, const cv::Mat& before, const Face& faceBefore,
                          const cv::Mat& after, const Face& faceAfter);

}  // namespace lineament
