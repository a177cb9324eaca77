#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/decision.h"
#include "core/domain/identity.h"
#include "core/domain/track.h"

namespace lineament {

class AlertBook;
class CaseBook;
class PresenceBook;
class GalleryBook;

/// The data store: one SQLite file (WAL, foreign keys, synchronous=FULL) in a folder.
/// Several windows and commands may use one store at once; a writer waits up to 10 s for another.
/// Thread: every function from any thread. Every function may throw Error(kStoreBusy, kStoreUnusable,
/// kDiskFull); a failed function has changed nothing. Who acts is given once at opening.
class Store {
  public:
    struct Options {
        std::string actor;  ///< who decides; empty: the user's login name
        const Clock* clock = &Clock::system();
        /// Nothing is made, migrated or changed; writing throws Error(kStoreUnusable). Works in a folder
        /// without write access. A store must be there: else Error(kNotFound).
        bool readOnly = false;
        std::int64_t maxBytes = 0;  ///< the file must not outgrow them: Error(kDiskFull); 0: any size
    };

    /// Opens or creates the store of a folder; migrates an older one after a backup beside it.
    /// Throws Error(kStoreTooNew) and leaves the file untouched if it is newer than this program.
    static std::shared_ptr<Store> open(const std::filesystem::path& folder, Options options);
    static std::shared_ptr<Store> open(const std::filesystem::path& folder);
    virtual ~Store() = default;

    virtual const std::filesystem::path& folder() const = 0;
    /// A number that grows with every change by anybody (also another process): poll it to refresh views.
    virtual std::int64_t changeCounter() const = 0;
    /// Whether people, samples or templates may have changed since a line of the audit trail was written (0:
    /// since ever). `line` becomes the newest. Cheap, so that a change that has nothing to do with them costs
    /// no new reading of the gallery.
    virtual bool peopleChangedAfter(std::int64_t& line) const = 0;

    // Identities, samples and templates.
    struct NewSample {
        Sample sample;                    ///< id and identity are filled in
        std::vector<Template> templates;  ///< by one or several recognisers
    };
    struct EnrolResult {
        IdentityId identity;
        std::vector<SampleId> samples;
        std::vector<TemplateId> templates;  ///< of samples[i] by its first recogniser
    };
    /// Adds samples to the identity of this external id, else of this name, else a new one; one transaction.
    /// A name alone is not enough if both have external ids that differ: these are two people.
    /// A sample whose sha256 and box (IoU >= 0.5) the identity has already is not added again: its ids are
    /// returned, and templates by recognisers that it lacks are added to it.
    /// Throws Error(kInvalidArgument) for an empty name, text that is not UTF-8, values that are no numbers.
    virtual EnrolResult enrol(const std::string& name, const std::string& externalId,
                              const std::vector<NewSample>& samples, const std::string& reason = {}) = 0;
    /// Whom enrol() would add samples to; empty if it would make somebody new.
    virtual std::optional<IdentityId> enrolmentOf(const std::string& name, const std::string& externalId) const = 0;
    virtual std::vector<Identity> identities() const = 0;
    virtual std::optional<Identity> identity(IdentityId id) const = 0;
    virtual std::optional<Identity> identityNamed(const std::string& name) const = 0;
    virtual std::vector<Sample> samples(IdentityId id) const = 0;
    /// Best sample's crop (JPEG), for grids; empty if none.
    virtual std::vector<std::byte> portrait(IdentityId id) const = 0;
    /// The original file, if the setting kKeepOriginals was on when the sample was enrolled; else empty.
    virtual std::vector<std::byte> original(SampleId id) const = 0;
    /// All templates under a recogniser key, by id.
    virtual std::vector<StoredTemplate> templates(const std::string& recogniser) const = 0;
    virtual bool hasSample(const std::string& sha256) const = 0;

    /// Each is one decision that undo() takes back, but remove. All throw Error(kNotFound).
    /// remove() deletes samples, crops, templates and originals of the person and of everybody merged into
    /// them, and the looks at them in recordings, for good; their ids alone stay in the audit trail.
    virtual void rename(IdentityId id, const std::string& name, const std::string& reason = {}) = 0;
    virtual void merge(IdentityId from, IdentityId into, const std::string& reason = {}) = 0;
    virtual void remove(IdentityId id, const std::string& reason = {}) = 0;
    virtual void removeSample(SampleId id, const std::string& reason = {}) = 0;

    // Recordings and tracks.
    /// Stores an analysis; earlier tracks of the same source are replaced unless they carry decisions.
    /// `tracks` becomes what the store now holds, by first time: ids and names are filled in, and where a
    /// track with a decision follows the same face, it stands in the place of the new one.
    virtual RecordingId saveAnalysis(Recording recording, std::vector<Track>& tracks) = 0;
    virtual std::vector<Recording> recordings() const = 0;
    virtual std::vector<Track> tracks(RecordingId id) const = 0;
    /// Names a track (empty identity: unknown) as a decision. Throws Error(kNotFound), and
    /// Error(kInvalidArgument) for suggested or confirmed without an identity.
    virtual void assign(TrackId track, std::optional<IdentityId> identity, TrackState state,
                        const std::string& reason = {}) = 0;

    /// Cases, and what is decided while their recordings are reviewed: see case_book.h.
    virtual CaseBook& caseBook() = 0;
    /// Cameras, who was seen, working hours: see presence_book.h.
    virtual PresenceBook& presence() = 0;
    /// Watchlists, their alerts, who is told of them: see alert_book.h.
    virtual AlertBook& alertBook() = 0;

    /// Groups, validity, consent and retention of people; what tidies the gallery: see gallery_book.h.
    virtual GalleryBook& galleryBook() = 0;

    // Decisions.
    /// Newest first; newest 0: all.
    virtual std::vector<Decision> decisions(int newest = 100) const = 0;
    /// Takes the newest decision back that is not undone; returns it, empty if there is none.
    virtual std::optional<Decision> undo() = 0;
    /// Carries out again what was undone last, until something new is decided.
    virtual std::optional<Decision> redo() = 0;

    // Jobs, so that a batch can go on after a crash.
    virtual void rememberJob(const std::string& key, const std::string& stateJson) = 0;
    virtual std::optional<std::string> job(const std::string& key) const = 0;
    virtual void forgetJob(const std::string& key) = 0;

    // Audit trail: hash-chained, append-only; every change above writes to it in its own transaction
    // (a job when it begins and ends). Its lines name people by id only, as they outlive them.
    virtual void audit(const std::string& action, const std::string& subject, const std::string& detail) = 0;
    /// The newest lines, 0: all; in the order of the chain.
    virtual std::vector<AuditEntry> auditEntries(int newest = 0) const = 0;
    /// Sequence number of the first line that does not fit the chain; empty if all fit.
    virtual std::optional<std::int64_t> auditBrokenAt() const = 0;

    // Settings of the store itself.
    static constexpr const char* kKeepOriginals =
        "keep_originals";  ///< "1": originals are kept; default: not
    virtual std::optional<std::string> setting(const std::string& key) const = 0;
    virtual void setSetting(const std::string& key, const std::string& value) = 0;

    /// `given` if not empty, else $LINEAMENT_DATA, else $XDG_DATA_HOME/lineament, else
    /// ~/.local/share/lineament.
    static std::filesystem::path locate(const std::filesystem::path& given = {});
    /// Version of the database library, "3.40.1".
    static std::string engineVersion();
};

}  // namespace lineament
