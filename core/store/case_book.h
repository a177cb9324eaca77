#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/case.h"
#include "core/store/store.h"

namespace lineament {

/// Why a track is not shown.
enum class TrackHidden { kNo, kNotAFace, kReplaced, kWithdrawn };

/// One thing a person decided while reviewing: any number of changes, taken back and done again as one.
struct ReviewDecision {
    std::string kind;  ///< "review.name", "review.confirm", "review.reject" ...: what it is called
    std::string reason;

    /// Samples that become those of a person, known or new.
    struct Enrolment {
        std::string name, externalId;
        std::vector<Store::NewSample> samples;
    };
    std::optional<Enrolment> enrolment;

    /// Who a track is said to be. An identity that is not valid stands for the one of `enrolment`.
    struct Naming {
        TrackId track;
        std::optional<IdentityId> identity;
        TrackState state = TrackState::kUnknown;
        std::optional<float> similarity;  ///< empty: as it was
        bool byPerson = true;             ///< false: a suggestion that follows from what was decided
    };
    std::vector<Naming> namings;

    std::vector<std::pair<TrackId, IdentityId>> refusals;  ///< never suggested again
    std::vector<std::pair<TrackId, TrackHidden>> hidden;
    /// Tracks that are new: the parts of one that was split, or a box drawn by hand. Track::id is ignored.
    struct Added {
        Track track;
        bool drawn = false;
        CaseId unknownOf;       ///< with `number`: an unknown of this case
        int unknownNumber = 0;  ///< 0: none
    };
    std::vector<Added> added;
    /// Tracks that a person puts together as one unknown of a case.
    struct Grouping {
        CaseId of;
        TrackId track;
        int number = 0;
    };
    std::vector<Grouping> groupings;
};

struct ReviewOutcome {
    std::optional<IdentityId> enrolled;  ///< of the enrolment
    bool created = false;                ///< it made a new person
    std::vector<SampleId> samples;       ///< as the enrolment's
    std::vector<TrackId> added;          ///< as ReviewDecision::added
};

/// Cases and what is decided in them. Part of the store: threads and errors as there.
class CaseBook {
  public:
    /// The case of every source that is in no other; always there.
    static constexpr CaseId kUnsorted{1};

    virtual ~CaseBook() = default;

    virtual CaseId createCase(const std::string& name) = 0;
    /// Last opened first.
    virtual std::vector<Case> cases() const = 0;
    /// Throws Error(kNotFound).
    virtual Case getCase(CaseId id) const = 0;
    /// Name, notes and settings. Throws Error(kNotFound), Error(kInvalidArgument) for settings that are no
    /// JSON.
    virtual void saveCase(const Case& changed) = 0;
    virtual void markOpened(CaseId id) = 0;
    /// Adds a source, or replaces its hash. It leaves the unsorted case.
    virtual void addSource(CaseId id, const std::string& source, const std::string& sha256) = 0;
    /// Its tracks stay in the store; a source that is in no other case goes to the unsorted one.
    virtual void removeSource(CaseId id, const std::string& source) = 0;
    virtual void noteSource(CaseId id, const std::string& source, const std::string& notes) = 0;
    virtual std::vector<CaseSource> sources(CaseId id) const = 0;
    /// When a source was taken, in whichever case it is. What a person said is kept against what the
    /// container says; a duration of 0 leaves the one that is known.
    /// Throws Error(kNotFound: no case has the source, there is no such camera; kInvalidArgument: a time
    /// before 1970).
    virtual void setRecorded(const std::string& source, const RecordedTime& time) = 0;
    /// Where a camera was recorded at this time: of several recordings the one that began last.
    virtual std::optional<RecordedMoment> recordedMoment(CameraId camera, UnixMs at) const = 0;

    /// Tracks of several recordings, by recording and first time, with everything but the pixels of their
    /// shots (BestShot::crop is empty). Cost: 200 000 boxes in 10 000 tracks: tests/bench/bench_desk.cpp.
    virtual std::vector<Track> outlines(std::span<const RecordingId> recordings) const = 0;
    /// JPEG of a shot, 0 the best; empty if there is none.
    virtual std::vector<std::byte> shotCrop(TrackId track, int rank) const = 0;
    /// The sample that a template was made from; empty if it is gone.
    virtual std::optional<Sample> referenceOf(TemplateId id) const = 0;
    /// Every track of the store that has a template by this recogniser, without boxes and shots.
    virtual std::vector<Track> searchable(const std::string& recogniser) const = 0;
    /// Tracks that a person drew.
    virtual std::vector<TrackId> drawnTracks(RecordingId recording) const = 0;

    virtual std::vector<UnknownNumber> unknowns(CaseId id) const = 0;
    /// What clustering says of these tracks, in the place of what it said before; what a person put together
    /// stays, and so does the number of a track that is not among them (it may become unknown again).
    virtual void saveUnknowns(CaseId id, const std::vector<UnknownNumber>& numbers) = 0;
    /// Suggestions of a search; tracks about which a person has decided stay as they are. No decision.
    virtual void suggest(const std::vector<ReviewDecision::Naming>& suggestions) = 0;
    /// Pairs that were refused, among the tracks of these recordings.
    virtual std::vector<std::pair<TrackId, IdentityId>> refusals(
        std::span<const RecordingId> recordings) const = 0;

    virtual std::vector<CaseMark> marks(CaseId id) const = 0;
    virtual void setMark(CaseId id, const CaseMark& mark) = 0;
    virtual void removeMark(CaseId id, IdentityId identity) = 0;

    /// Carries a decision out, records it, and audits it: one transaction, one step of undo.
    /// Throws Error(kNotFound) if a track or person of it is gone.
    virtual ReviewOutcome review(const ReviewDecision& decision) = 0;
};

}  // namespace lineament
