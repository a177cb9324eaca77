#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/strong_id.h"
#include "core/domain/face.h"

namespace lineament {

using IdentityId = StrongId<struct IdentityTag>;
using SampleId = StrongId<struct SampleTag>;
using TemplateId = StrongId<struct TemplateTag>;

/// An enrolled person.
struct Identity {
    IdentityId id;
    std::string name;
    std::string externalId;  ///< staff number or the like; empty if none; unique if given
    std::string notes;
    UnixMs enrolledAt = 0;
    int samples = 0;  ///< filled when read from the store
    int templates = 0;
};

/// One photo (or crop) of an enrolled person.
struct Sample {
    SampleId id;
    IdentityId identity;
    std::string path;             ///< where it came from
    std::string sha256;           ///< of the original file
    std::vector<std::byte> crop;  ///< JPEG of the face with a margin, for review
    Face face;
    UnixMs addedAt = 0;
};

/// A template of a sample by one recogniser.
struct StoredTemplate {
    TemplateId id;
    SampleId sample;
    IdentityId identity;
    Template value;
};

/// One answer of a 1:N search.
struct Candidate {
    IdentityId identity;
    std::string name;
    float similarity = 0;
    TemplateId nearest;  ///< the reference that gave the similarity
};

/// Why an input was refused; names are those of the command line's contract.
enum class RejectionCode {
    kUnreadable,
    kUnsupported,
    kTooLarge,
    kNoFace,
    kSeveralFaces,
    kLowQuality,
    kDuplicate
};
std::string_view name(RejectionCode code) noexcept;

/// A measure of a face that a gate was not content with.
struct QualityFinding {
    QualityIssue issue = QualityIssue::kSharpness;
    float measured = 0, limit = 0;  ///< in the unit of the measure: degrees, px, % or a score of 0 to 100
    bool overall = false;           ///< the unified score failed; `issue` is what lowers it most
    bool operator==(const QualityFinding&) const = default;
};

struct Rejection {
    std::string path;
    RejectionCode code = RejectionCode::kUnreadable;
    std::string reason;                    ///< one English sentence for logs and the command line
    std::vector<QualityFinding> findings;  ///< for kLowQuality; the same in a form that can be translated
};

}  // namespace lineament
