#pragma once

#include <optional>

#include "core/pipelines/enrol.h"
#include "core/store/case_book.h"

namespace lineament {

struct NamePersonRequest {
    CaseId of = CaseBook::kUnsorted;     ///< where tracks like these are looked for
    std::vector<TrackId> tracks;         ///< all of this person; at least one
    std::optional<IdentityId> identity;  ///< somebody known; else `name`
    std::string name, externalId;        ///< somebody new, or found by them
    /// A look that becomes a sample.
    struct Shot {
        TrackId track;
        int rank = 0;  ///< of the track's shots, 0 the best
    };
    /// Empty: none for somebody known, the best `bestShots` of the tracks for somebody new.
    std::vector<Shot> shots;
    int bestShots = 3;  ///< 1 to 20
    QualityGate gate = QualityGate::kStandard;
    std::string reason;
};

struct NamePersonResult {
    EnrolledIdentity person;         ///< accepted and rejected looks; identity not valid: nothing was stored
    bool created = false;            ///< somebody new was enrolled
    std::vector<TrackId> suggested;  ///< other tracks of the case that are like this person, now suggested
};

/// Says who tracks are, and lets it go on to tracks of the case that are like them: these become suggestions,
/// never a pair that was refused, never two in one frame. Somebody new is enrolled from the best looks (or
/// those chosen). All of it is one decision: undo takes the new person back as well. If looks were to be
/// enrolled and the gate refuses all of them, nothing is stored. Throws Error(kInvalidArgument) without
/// tracks or name, kNotFound, Cancelled, and what models and store throw.
NamePersonResult namePerson(Workspace& workspace, const NamePersonRequest& request, JobContext& context);

/// "lobby.mp4#t=12.480": a media fragment, so that a sample can be traced to its frame. Source: W3C Media
/// Fragments URI 1.0, section 4.2.1.
std::string lookPath(const std::string& source, double ms);

/// Ids of the analysed sources of a case.
std::vector<RecordingId> recordingsOf(const CaseBook& book, CaseId id);

}  // namespace lineament
