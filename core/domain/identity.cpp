#include "core/domain/identity.h"

namespace lineament {

std::string_view name(RejectionCode code) noexcept {
    switch (code) {
        case RejectionCode::kUnreadable: return "unreadable";
        case RejectionCode::kUnsupported: return "unsupported";
        case RejectionCode::kTooLarge: return "too_large";
        case RejectionCode::kNoFace: return "no_face";
        case RejectionCode::kSeveralFaces: return "several_faces";
        case RejectionCode::kLowQuality: return "low_quality";
        case RejectionCode::kDuplicate: return "duplicate";
    }
    return "unreadable";
}

}  // namespace lineament
