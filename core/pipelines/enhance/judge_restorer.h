#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/enhance/degradation.h"
#include "core/faces/face_engine.h"

namespace lineament {

struct JudgeRestorerRequest {
    std::filesystem::path faces;       ///< file of aligned faces that training has not seen
    enhance::Degradation degradation;  ///< width 16 and nothing else, say
    int count = 500;                   ///< faces judged, spread over the file
    int pictures = 32;                 ///< of them in the picture, the first ones
    std::filesystem::path picture;  ///< PNG: input, bicubic, super-resolution, restored, truth; empty: none
};

/// One way to bring faces back, measured against the truth.
struct RestorerFigures {
    std::string way;        ///< "bicubic", "esrgan", "restored"
    double psnr = 0;        ///< dB, of the frame of 128 px
    double ssim = 0;        ///< of its grey picture, in windows of 11 px
    double similarity = 0;  ///< mean cosine of templates with the truth's, by the engine's recogniser
    double frechet = 0;     ///< Fréchet face distance of the set to the true one
};

/// Judges the installed restorer beside bicubic enlargement and, where its weights are there, ESRGAN.
/// Source of SSIM: Wang et al. 2004, eq. 13. Throws Error(kNotFound, kModelMissing, kDiskFull), Cancelled.
std::vector<RestorerFigures> judgeRestorer(const FaceEngine& engine, const JudgeRestorerRequest& request,
                                           JobContext& context);

}  // namespace lineament
