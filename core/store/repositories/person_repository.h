#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/person_record.h"

namespace lineament {

/// Records of people beside their photos, pairs kept apart, and examinations.
class PersonRepository {
  public:
    explicit PersonRepository(SQLite::Database& database) : database_(database) {}

    /// Throws Error(kNotFound).
    PersonRecord record(IdentityId id) const;
    std::vector<PersonRecord> records() const;
    void save(const PersonRecord& record);
    std::vector<IdentityId> due(UnixMs at) const;
    int purgeOriginals(UnixMs at);

    /// Throws Error(kInvalidArgument) if somebody else has it.
    void setExternalId(IdentityId id, const std::string& externalId);
    std::vector<std::pair<IdentityId, float>> bestQualities() const;
    void moveSample(SampleId sample, IdentityId into);
    /// Counts what erasing these people will delete into samples, templates, originals and looks.
    void count(const std::vector<IdentityId>& people, RemovalReceipt& receipt) const;

    void keepApart(IdentityId a, IdentityId b, UnixMs at, const std::string& actor,
                   const std::string& reason);
    std::vector<std::pair<IdentityId, IdentityId>> keptApart() const;

    std::vector<std::pair<std::string, int>> recognisers() const;
    std::vector<SampleId> samplesWithout(const std::string& recogniser) const;
    int dropTemplates(const std::string& recogniser);

    std::int64_t saveExamination(const Examination& examination);
    std::vector<Examination> examinations() const;

  private:
    SQLite::Database& database_;
};

/// {"notes", "groups", "valid_from" ...} and back.
std::string recordToJson(const PersonRecord& record);
PersonRecord recordFromJson(IdentityId id, const std::string& text);

}  // namespace lineament
