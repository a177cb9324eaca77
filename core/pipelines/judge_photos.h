#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/pipelines/enrol.h"

namespace lineament {

/// One photo as enrolment would see it.
struct JudgedPhoto {
    std::string path;
    std::optional<Face> face;  ///< the one that would be enrolled, also if its quality is refused
    std::vector<std::byte>
        crop;  ///< JPEG of the face, or of the whole picture where none was chosen; may be empty
    std::optional<Rejection> rejection;  ///< why it would be refused
};

/// Looks at photos the way enrolPerson() does, by the same gate and policy, and stores nothing: a person is
/// told which photo to retake before they are enrolled. onPhoto is called on the caller's thread, in order.
/// Throws Cancelled and model errors; a bad photo never throws.
void judgePhotos(const FaceEngine& engine, const std::vector<std::filesystem::path>& photos,
                 const EnrolOptions& options, JobContext& context,
                 const std::function<void(JudgedPhoto)>& onPhoto);

}  // namespace lineament
