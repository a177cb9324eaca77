#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/person_record.h"
#include "core/store/store.h"

namespace lineament {

/// What is kept about people beside their photos, and what tidies the gallery. Part of the store: threads and
/// errors as there.
class GalleryBook {
  public:
    virtual ~GalleryBook() = default;

    /// Throws Error(kNotFound).
    virtual PersonRecord record(IdentityId id) const = 0;
    /// Of everybody who has one, in the order of their ids.
    virtual std::vector<PersonRecord> records() const = 0;
    /// One decision that undo() takes back. Throws Error(kNotFound), Error(kInvalidArgument) if the validity
    /// ends before it begins.
    virtual void setRecord(const PersonRecord& record, const std::string& reason = {}) = 0;

    /// The staff number or the like, empty: none. One decision that undo() takes back. Throws
    /// Error(kNotFound), Error(kInvalidArgument) if somebody else has it.
    virtual void setExternalId(IdentityId id, const std::string& externalId,
                               const std::string& reason = {}) = 0;

    struct BestQuality {
        IdentityId identity;
        float overall = 0;
    };
    /// Of the best sample in use of everybody who has one.
    virtual std::vector<BestQuality> bestQualities() const = 0;

    /// Samples become those of another person; one decision that undo() takes back. A person left without
    /// samples stays. Throws Error(kNotFound), Error(kInvalidArgument) for samples of several people.
    virtual void moveSamples(std::span<const SampleId> samples, IdentityId into,
                             const std::string& reason = {}) = 0;
    /// Samples become those of a new person; one decision.
    virtual IdentityId split(std::span<const SampleId> samples, const std::string& name,
                             const std::string& reason = {}) = 0;

    struct Arrival {
        Identity person;  ///< id is not looked at
        PersonRecord record;
        std::vector<Store::NewSample> samples;
        std::vector<std::vector<std::byte>> originals;  ///< as samples; empty where none was kept
    };
    struct Arrived {
        IdentityId identity;  ///< not valid if every sample was refused
        bool created = false;
        int samples = 0, templates = 0;      ///< added
        std::vector<std::size_t> elsewhere;  ///< samples refused: the photo is that of another person here
        bool numberTaken = false;  ///< the person came without their external id: somebody else has it
    };
    /// Takes a person of another gallery in, in one transaction. Whoever has the external id, or the name and
    /// a photo in common, is the same: their record stays, what they lack is added. Else a new person is
    /// made, also if the name is there. Audited. Throws Error(kInvalidArgument) as Store::enrol().
    virtual Arrived takeIn(const Arrival& arrival) = 0;

    /// What removeWithReceipt() would take away now. Throws Error(kNotFound).
    virtual RemovalReceipt holdings(IdentityId id) const = 0;
    /// Store::remove(), telling what went.
    virtual RemovalReceipt removeWithReceipt(IdentityId id, const std::string& reason = {}) = 0;
    /// Who is due at this time: retention ended or consent withdrawn.
    virtual std::vector<IdentityId> due(UnixMs at) const = 0;
    /// Deletes the originals that may be kept no longer; returns how many. One audited transaction.
    virtual int purgeOriginals(UnixMs at) = 0;

    /// Looked alike and were decided to be two people: not asked again. One decision, audited.
    virtual void keepApart(IdentityId a, IdentityId b, const std::string& reason = {}) = 0;
    virtual std::vector<std::pair<IdentityId, IdentityId>> keptApart() const = 0;

    struct RecogniserCount {
        std::string recogniser;
        int templates = 0;
    };
    /// How many templates of samples in use each recogniser has.
    virtual std::vector<RecogniserCount> recognisers() const = 0;
    /// Samples in use that have no template under a recogniser key.
    virtual std::vector<SampleId> samplesWithout(const std::string& recogniser) const = 0;
    virtual std::optional<Sample> sample(SampleId id) const = 0;
    /// Adds what is not there yet, in one transaction.
    virtual void addTemplates(const std::vector<std::pair<SampleId, Template>>& templates) = 0;
    /// Deletes all templates under a key, audited; returns how many.
    virtual int dropTemplates(const std::string& recogniser) = 0;

    /// Adds one (id 0) or replaces what it holds; audited. Returns the id. Throws Error(kNotFound;
    /// kNotPermitted where people sign in and it is not by whoever is signed in).
    virtual std::int64_t saveExamination(const Examination& examination) = 0;
    /// Newest first.
    virtual std::vector<Examination> examinations() const = 0;
};

}  // namespace lineament
