#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/identity.h"
#include "core/enhance/chain.h"
#include "core/enhance/degradation.h"
#include "core/faces/face_engine.h"

namespace lineament {

class TemplateCache;

/// How the second pictures of pairs (the probes) are treated before they are compared.
struct PictureTreatment {
    std::optional<enhance::Degradation> degrade;
    enhance::Chain enhance;  ///< of what was degraded (or of the picture); empty: none
    /// Landmarks come from before the picture was degraded: tells what a chain does to the pixels from what
    /// poor pixels do to the alignment.
    bool oracleAlignment = false;

    bool any() const { return degrade || !enhance.empty(); }
};

/// A picture whose template is wanted.
struct PictureTask {
    std::filesystem::path path;
    bool treated = false;
};

struct PictureTemplate {
    std::optional<Template> value;
    float quality = 0;  ///< of the face, as it was compared; 0 without a face
    std::optional<Rejection> rejection;
};

/// All that templates depend on besides the pictures' content: engine, networks, treatment.
std::string templateSettingKey(const FaceEngine& engine, const PictureTreatment& treatment);

/// One template a picture, in the order given, on as many threads as the program may use. The face that is
/// largest and nearest the middle is taken. A degraded picture is brought back to its size (bicubic) after
/// the chain; faces are looked for on the degraded picture so enlarged. done(i, templates) is called after
/// each picture, by one thread at a time; templates whose value and rejection are both empty are not there
/// yet. Throws Cancelled and errors that are not about one picture.
using PictureDone = std::function<void(std::size_t, const std::vector<PictureTemplate>&)>;
std::vector<PictureTemplate> templatesOf(const FaceEngine& engine, const std::vector<PictureTask>& pictures,
                                         const PictureTreatment& treatment, JobContext& context,
                                         TemplateCache* cache = nullptr, const PictureDone& done = {});

}  // namespace lineament
