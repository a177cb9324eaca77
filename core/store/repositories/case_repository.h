#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <utility>
#include <vector>

#include "core/domain/case.h"

namespace lineament {

/// Cases: their sources, their unknown people, what was refused, who is looked out for.
class CaseRepository {
  public:
    explicit CaseRepository(SQLite::Database& database) : database_(database) {}

    CaseId create(const std::string& name, UnixMs at);
    std::vector<Case> list() const;
    /// Throws Error(kNotFound).
    Case get(CaseId id) const;
    void save(const Case& changed);
    void markOpened(CaseId id, UnixMs at);

    void addSource(CaseId id, const std::string& source, const std::string& sha256, UnixMs at);
    /// False if it was not there.
    bool removeSource(CaseId id, const std::string& source);
    void noteSource(CaseId id, const std::string& source, const std::string& notes);
    std::vector<CaseSource> sources(CaseId id) const;
    /// False if a person has said otherwise.
    bool setRecorded(const std::string& source, const RecordedTime& time);
    std::optional<RecordedMoment> recordedMoment(CameraId camera, UnixMs at) const;
    bool hasSource(const std::string& source) const;  ///< any case

    std::vector<UnknownNumber> unknowns(CaseId id) const;
    std::optional<UnknownNumber> unknown(CaseId id, TrackId track) const;
    /// Number 0: the track is no unknown of the case any more.
    void setUnknown(CaseId id, const UnknownNumber& unknown);

    /// False if the pair was refused before.
    bool refuse(TrackId track, IdentityId identity);
    void allow(TrackId track, IdentityId identity);
    std::vector<std::pair<TrackId, IdentityId>> refusals(RecordingId recording) const;

    std::vector<CaseMark> marks(CaseId id) const;
    void setMark(CaseId id, const CaseMark& mark);
    void removeMark(CaseId id, IdentityId identity);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
