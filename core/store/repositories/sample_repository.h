#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <vector>

#include "core/domain/identity.h"
#include "core/domain/track.h"

namespace lineament {

/// Photos of people and the templates made from them. A removed sample stays, hidden, so that it can be
/// brought back.
class SampleRepository {
  public:
    explicit SampleRepository(SQLite::Database& database) : database_(database) {}

    std::vector<Sample> list(IdentityId identity) const;
    std::vector<std::byte> portrait(IdentityId identity) const;
    bool has(const std::string& sha256) const;
    /// The same face of the same file, if the identity has it.
    std::optional<SampleId> findSame(IdentityId identity, const Sample& sample) const;
    std::optional<IdentityId> identityOf(SampleId id) const;

    SampleId add(IdentityId identity, const Sample& sample, const std::string& reason, UnixMs at);
    bool removed(SampleId id) const;  ///< also true of one that is gone
    /// The sample that a template was made from.
    std::optional<Sample> ofTemplate(TemplateId id) const;
    /// Throws Error(kNotFound) if there is no such sample, or it is in that state already.
    void setRemoved(SampleId id, bool removed);

    void keepOriginal(const std::string& sha256, const std::vector<std::byte>& bytes);
    std::vector<std::byte> original(SampleId id) const;

    /// See EvaluationBook::samplesFrom().
    std::vector<SampleId> listFrom(RecordingId recording) const;

    std::vector<StoredTemplate> templates(const std::string& recogniser) const;
    /// Of one person.
    std::vector<Template> templatesOf(IdentityId identity, const std::string& recogniser) const;
    std::optional<TemplateId> findTemplate(SampleId sample, const std::string& recogniser) const;
    TemplateId addTemplate(SampleId sample, const Template& value);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
