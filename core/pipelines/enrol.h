#pragma once

#include <filesystem>
#include <functional>
#include <variant>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament {

enum class QualityGate { kOff, kStandard, kStrict };
/// What to do with a photo of several faces.
enum class SeveralFaces { kRefuse, kLargest, kCentred };

struct EnrolOptions {
    QualityGate gate = QualityGate::kStandard;
    /// A face under a third of the largest's width never counts, nor does one under 0.6 of it that
    /// nobody could be enrolled from: blurred, in profile, cut off.
    SeveralFaces severalFaces = SeveralFaces::kRefuse;
    std::string reason;
    /// Who looks like somebody enrolled is not stored but `held`, for a person to decide.
    bool holdDuplicates = false;
};

/// Somebody who was not stored because they look like a person who is enrolled.
struct HeldPerson {
    std::string name, externalId;
    std::vector<std::filesystem::path> photos;  ///< those that were accepted
    std::vector<std::byte> crop;                ///< JPEG of the best of them
    Candidate alike;                            ///< who they look like most
    float threshold = 0;                        ///< similarity from which people count as alike
    double fmr = 0;                             ///< of one comparison at the threshold
};

struct AcceptedSample {
    std::string path;
    SampleId sample;
    TemplateId templateId;
    Face face;
    float quality = 0;
    bool already = false;  ///< an earlier run had stored it
};

struct EnrolledIdentity {
    IdentityId identity;  ///< not valid if nothing was accepted
    std::string name;
    std::vector<AcceptedSample> accepted;
    std::vector<Rejection> rejected;
    std::optional<HeldPerson> held;  ///< nothing was accepted then
};

/// Enrols one person from photos. Photos that are refused are in `rejected` with the reason; the others are
/// stored in one transaction. The same file again is accepted as it is, under another person it is a
/// duplicate. Throws Cancelled, model and store errors; a bad photo never throws.
EnrolledIdentity enrolPerson(Workspace& workspace, const std::string& name, const std::string& externalId,
                             const std::vector<std::filesystem::path>& photos, const EnrolOptions& options,
                             JobContext& context);

struct EnrolFolderResult {
    std::vector<EnrolledIdentity> identities;
    std::vector<Rejection> rejected;  ///< all of them, also those in `identities`
    int alreadyEnrolled = 0;          ///< photos skipped since an earlier run had stored them
};

/// One identity per sub-folder (pictures below it at any depth), each committed as soon as it is done: after
/// a crash the same call goes on. Throws as enrolPerson, and Error(kNotFound) if no sub-folder holds a
/// picture. onIdentity (may be empty) is called on the caller's thread after each.
EnrolFolderResult enrolFolder(Workspace& workspace, const std::filesystem::path& folder,
                              const EnrolOptions& options, JobContext& context,
                              const std::function<void(const EnrolledIdentity&)>& onIdentity = {});

/// The face that a photo is enrolled for, or why there is none. Faces largest first.
std::variant<Face, Rejection> chooseFace(std::vector<Face> faces, SizePx image, SeveralFaces policy,
                                         const std::string& path);

/// Limits of a gate. Angles are degrees either way, the eye distance is px, the rest quality scores (0 to
/// 100).
struct GateLimits {
    float sharpness = 0, illumination = 0, overall = 0;
    float yaw = 180, pitch = 180, roll = 180;
    float interEyePx = 0;
};
const GateLimits& limitsOf(QualityGate gate);

/// Why a face fails a gate; empty if it passes. Sentences say what to do.
std::optional<Rejection> judge(const Face& face, SizePx image, QualityGate gate, const std::string& path);

}  // namespace lineament
