#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/case.h"

namespace lineament {

class Store;

/// Somebody found the label of a line of a list of pairs wrong.
struct LabelMark {
    std::int64_t line = 0;  ///< of the file, counted from 1, which is its header
    std::string actor;
    UnixMs at = 0;
    std::string reason;
};

/// What is said of the label of one line.
struct LabelVerdict {
    std::int64_t line = 0;
    bool wrong = true;
};

/// A track of the store that a person has judged: a probe whose truth is known.
struct JudgedTrack {
    TrackId id;
    RecordingId recording;
    std::optional<IdentityId> identity;  ///< who was confirmed; empty: none of the gallery
    /// The unknown of a case that the track belongs to; number 0: none.
    std::pair<CaseId, int> unknown{CaseId(), 0};
    float quality = 0;  ///< of the best look, 0 to 100
    Template value;
};

/// What evaluations take from the store and leave in it. Part of the store: threads and errors as there.
class EvaluationBook {
  public:
    virtual ~EvaluationBook() = default;
    /// That of a store. Lives as long as the store.
    static EvaluationBook& of(Store& store);

    /// Marks lines of a list of pairs as wrongly labelled, or takes that back: all of them or none, as one
    /// decision that undo() takes back as a whole. Lines of which it is so already are left as they are.
    /// list: SHA-256 of its content, 64 hexadecimal digits. Throws Error(kInvalidArgument) for what is no
    /// hash or no line, or a line that is said to be both.
    virtual void markLabels(const std::string& list, const std::vector<LabelVerdict>& verdicts,
                            const std::string& reason = {}) = 0;
    /// The same of one line.
    void markLabel(const std::string& list, std::int64_t line, bool wrong, const std::string& reason = {}) {
        markLabels(list, {{line, wrong}}, reason);
    }
    /// By line.
    virtual std::vector<LabelMark> labelMarks(const std::string& list) const = 0;

    /// Sets what is in force under a setting (empty: nothing) as a decision that undo() takes back; the audit
    /// trail holds the value. Nothing happens if it is so already.
    virtual void setThreshold(const std::string& setting, const std::string& value,
                              const std::string& reason = {}) = 0;

    /// Tracks with a template by this recogniser that a person confirmed; or left without a name after
    /// rejecting what was suggested, or put together with others as an unknown.
    virtual std::vector<JudgedTrack> judgedTracks(const std::string& recogniser) const = 0;
    /// Samples in use that were taken from a recording: looks at it, pictures of its folder, the file itself.
    virtual std::vector<SampleId> samplesFrom(RecordingId recording) const = 0;
};

}  // namespace lineament
