#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <vector>

#include "core/domain/identity.h"
#include "core/domain/track.h"

namespace lineament {

/// People. One that was merged into another keeps a hidden row that tells the survivor, so that its
/// external id still leads to the person and the merge can be taken back.
class IdentityRepository {
  public:
    explicit IdentityRepository(SQLite::Database& database) : database_(database) {}

    std::vector<Identity> list() const;
    std::optional<Identity> find(IdentityId id) const;
    std::optional<Identity> findNamed(const std::string& name) const;
    /// Throws Error(kNotFound) if there is no such person or they were merged into another.
    Identity get(IdentityId id) const;
    /// The person of this external id, else the one of this name whose external id does not contradict.
    std::optional<IdentityId> findForEnrolment(const std::string& name, const std::string& externalId) const;
    /// Follows merges. Empty if the person is gone.
    std::optional<IdentityId> survivor(IdentityId id) const;

    IdentityId create(const std::string& name, const std::string& externalId, UnixMs at);
    void setName(IdentityId id, const std::string& name);
    /// Empty: none.
    void setExternalId(IdentityId id, const std::string& externalId);

    /// What a merge moved, so that exactly this can be moved back.
    struct Moved {
        std::vector<SampleId> samples;
        std::vector<TrackId> tracks;
        std::string externalId;  ///< handed over to a survivor without one; empty: none was
    };
    /// Both must be people of their own.
    Moved merge(IdentityId from, IdentityId into);
    void unmerge(IdentityId from, IdentityId into, const Moved& moved);

    /// Takes a person out until restore(): nothing lists or finds them. Their samples are the caller's.
    void withdraw(IdentityId id);
    /// Back again, with the external id unless somebody else has it now.
    void restore(IdentityId id, const std::string& externalId);

    /// The person and everybody merged into them.
    std::vector<IdentityId> withMerged(IdentityId id) const;
    /// Deletes these people with their samples, crops, templates and originals, and the looks at them in
    /// recordings.
    void erase(const std::vector<IdentityId>& people);

  private:
    void eraseLooks(IdentityId person);

    SQLite::Database& database_;
};

}  // namespace lineament
