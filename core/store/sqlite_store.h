#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <functional>
#include <mutex>
#include <type_traits>

#include "core/store/case_book.h"
#include "core/store/connection.h"
#include "core/store/gallery_book.h"
#include "core/store/look_book.h"
#include "core/store/sqlite_access_book.h"
#include "core/store/sqlite_account_book.h"
#include "core/store/sqlite_alert_book.h"
#include "core/store/sqlite_error.h"
#include "core/store/sqlite_evaluation_book.h"
#include "core/store/sqlite_presence_book.h"
#include "core/store/store.h"

namespace lineament {

/// The store over SQLite. One connection writes, guarded by a mutex; each reading thread borrows one of its
/// own, so readers wait for nobody. Between processes SQLite's locks do the same.
class SqliteStore final : public Store, public CaseBook, public GalleryBook, public LookBook {
  public:
    /// account: who signed in; not valid: nobody.
    SqliteStore(std::filesystem::path folder, Options options, AccountId account = {});

    const std::filesystem::path& folder() const override { return folder_; }
    std::int64_t changeCounter() const override;
    bool peopleChangedAfter(std::int64_t& line) const override;

    EnrolResult enrol(const std::string& name, const std::string& externalId,
                      const std::vector<NewSample>& samples, const std::string& reason) override;
    std::optional<IdentityId> enrolmentOf(const std::string& name,
                                          const std::string& externalId) const override;
    std::vector<Identity> identities() const override;
    std::optional<Identity> identity(IdentityId id) const override;
    std::optional<Identity> identityNamed(const std::string& name) const override;
    std::vector<Sample> samples(IdentityId id) const override;
    std::vector<std::byte> portrait(IdentityId id) const override;
    std::vector<std::byte> original(SampleId id) const override;
    std::vector<StoredTemplate> templates(const std::string& recogniser) const override;
    bool hasSample(const std::string& sha256) const override;

    void rename(IdentityId id, const std::string& name, const std::string& reason) override;
    void merge(IdentityId from, IdentityId into, const std::string& reason) override;
    void remove(IdentityId id, const std::string& reason) override;
    void removeSample(SampleId id, const std::string& reason) override;

    RecordingId saveAnalysis(Recording recording, std::vector<Track>& tracks) override;
    RecordingId saveAnalysisWith(Recording recording, std::vector<Track>& tracks,
                                 std::span<const RecordedLook> looks) override;
    std::vector<RecordedLook> looks(RecordingId recording, const std::string& recogniser) const override;
    std::vector<Template> references(IdentityId identity, const std::string& recogniser) const override;
    std::vector<Recording> recordings() const override;
    std::vector<Track> tracks(RecordingId id) const override;
    void assign(TrackId track, std::optional<IdentityId> identity, TrackState state,
                const std::string& reason) override;

    PresenceBook& presence() override { return presence_; }
    AlertBook& alertBook() override { return alerts_; }
    SqliteAccountBook& accounts() { return accounts_; }
    CaseBook& caseBook() override { return *this; }
    CaseId createCase(const std::string& name) override;
    std::vector<Case> cases() const override;
    Case getCase(CaseId id) const override;
    void saveCase(const Case& changed) override;
    void markOpened(CaseId id) override;
    void addSource(CaseId id, const std::string& source, const std::string& sha256) override;
    void removeSource(CaseId id, const std::string& source) override;
    void noteSource(CaseId id, const std::string& source, const std::string& notes) override;
    std::vector<CaseSource> sources(CaseId id) const override;
    void setRecorded(const std::string& source, const RecordedTime& time) override;
    std::optional<RecordedMoment> recordedMoment(CameraId camera, UnixMs at) const override;
    std::vector<Track> outlines(std::span<const RecordingId> recordings) const override;
    std::vector<std::byte> shotCrop(TrackId track, int rank) const override;
    std::optional<Sample> referenceOf(TemplateId id) const override;
    std::vector<Track> searchable(const std::string& recogniser) const override;
    std::vector<TrackId> drawnTracks(RecordingId recording) const override;
    std::vector<UnknownNumber> unknowns(CaseId id) const override;
    void saveUnknowns(CaseId id, const std::vector<UnknownNumber>& numbers) override;
    void suggest(const std::vector<ReviewDecision::Naming>& suggestions) override;
    std::vector<std::pair<TrackId, IdentityId>> refusals(
        std::span<const RecordingId> recordings) const override;
    std::vector<CaseMark> marks(CaseId id) const override;
    void setMark(CaseId id, const CaseMark& mark) override;
    void removeMark(CaseId id, IdentityId identity) override;
    ReviewOutcome review(const ReviewDecision& decision) override;

    GalleryBook& galleryBook() override { return *this; }
    PersonRecord record(IdentityId id) const override;
    std::vector<PersonRecord> records() const override;
    void setRecord(const PersonRecord& record, const std::string& reason) override;
    void setExternalId(IdentityId id, const std::string& externalId, const std::string& reason) override;
    std::vector<BestQuality> bestQualities() const override;
    void moveSamples(std::span<const SampleId> samples, IdentityId into, const std::string& reason) override;
    IdentityId split(std::span<const SampleId> samples, const std::string& name,
                     const std::string& reason) override;
    Arrived takeIn(const Arrival& arrival) override;
    RemovalReceipt holdings(IdentityId id) const override;
    RemovalReceipt removeWithReceipt(IdentityId id, const std::string& reason) override;
    std::vector<IdentityId> due(UnixMs at) const override;
    int purgeOriginals(UnixMs at) override;
    void keepApart(IdentityId a, IdentityId b, const std::string& reason) override;
    std::vector<std::pair<IdentityId, IdentityId>> keptApart() const override;
    std::vector<RecogniserCount> recognisers() const override;
    std::vector<SampleId> samplesWithout(const std::string& recogniser) const override;
    std::optional<Sample> sample(SampleId id) const override;
    void addTemplates(const std::vector<std::pair<SampleId, Template>>& templates) override;
    int dropTemplates(const std::string& recogniser) override;
    std::int64_t saveExamination(const Examination& examination) override;
    std::vector<Examination> examinations() const override;

    std::vector<Decision> decisions(int newest) const override;
    std::optional<Decision> undo() override;
    std::optional<Decision> redo() override;

    void rememberJob(const std::string& key, const std::string& stateJson) override;
    std::optional<std::string> job(const std::string& key) const override;
    void forgetJob(const std::string& key) override;

    void audit(const std::string& action, const std::string& subject, const std::string& detail) override;
    std::vector<AuditEntry> auditEntries(int newest) const override;
    std::optional<std::int64_t> auditBrokenAt() const override;

    std::optional<std::string> setting(const std::string& key) const override;
    void setSetting(const std::string& key, const std::string& value) override;

  private:
    friend class SqlitePresenceBook;
    friend class SqliteAlertBook;
    friend class SqliteEvaluationBook;
    friend class EvaluationBook;
    friend class SqliteAccountBook;
    friend class SqliteAccessBook;
    /// Runs work(database) in one transaction that is rolled back if it throws.
    template <class Work>
    auto write(Work&& work) {
        return translatingErrors(file_, [&] {
            requireWritable();
            std::lock_guard lock(writing_);
            SQLite::Transaction transaction(*writer_, SQLite::TransactionBehavior::IMMEDIATE);
            if constexpr (std::is_void_v<std::invoke_result_t<Work, SQLite::Database&>>) {
                work(*writer_);
                transaction.commit();
            } else {
                auto result = work(*writer_);
                transaction.commit();
                return result;
            }
        });
    }

    /// Runs work(database) on one state of the store, whoever writes meanwhile.
    template <class Work>
    auto read(Work&& work) const {
        return translatingErrors(file_, [&] {
            const auto lease = readers_.borrow();
            SQLite::Transaction snapshot(lease.database());
            return work(lease.database());
        });
    }

    void requireWritable() const;
    /// Writes the line of a change, which the account signed in must be permitted: every change passes here.
    void log(SQLite::Database& database, const std::string& action, const std::string& subject,
             const std::string& detail);
    /// The same without asking.
    void append(SQLite::Database& database, const std::string& action, const std::string& subject,
                const std::string& detail);
    /// Carries out and records a decision that can be taken back.
    void decide(const char* kind, const std::string& subject, const std::string& after,
                const std::string& reason);
    /// The same unless there is nothing to change (wanted(database) is false). after(at, actor) gives the
    /// state after; detail goes into the audit trail.
    void decideIf(const std::function<bool(SQLite::Database&)>& wanted, const char* kind,
                  const std::string& subject,
                  const std::function<std::string(UnixMs, const std::string&)>& after,
                  const std::string& reason, const std::string& detail);
    std::vector<std::vector<std::byte>> originalsOf(const std::vector<NewSample>& samples) const;
    static void requireUtf8(const std::string& text, const char* what);
    static void requireName(const std::string& name);
    void requireOwnName(SQLite::Database& database, const Examination& examination) const;
    static void requireEnrolment(const std::string& name, const std::string& externalId,
                                 const std::vector<NewSample>& samples);
    struct AddedSamples {
        EnrolResult result;
        bool created = false;         ///< a new person
        std::vector<SampleId> fresh;  ///< those that were not there before
    };
    AddedSamples addSamples(SQLite::Database& database, const std::string& name,
                            const std::string& externalId, const std::vector<NewSample>& samples,
                            const std::vector<std::vector<std::byte>>& originals, const std::string& reason);
    RemovalReceipt erasePerson(SQLite::Database& database, IdentityId id, const std::string& reason);
    void dropLeftovers();

    SqlitePresenceBook presence_{*this};
    SqliteAlertBook alerts_{*this};
    SqliteEvaluationBook evaluation_{*this};
    SqliteAccountBook accounts_{*this};
    SqliteAccessBook access_{*this};
    std::filesystem::path folder_;
    std::filesystem::path file_;
    Options options_;
    AccountId account_;
    std::mutex writing_;
    std::unique_ptr<SQLite::Database> writer_;  // before the readers: closed last, it tidies the log away
    mutable ReaderPool readers_;
    mutable std::mutex watching_;
    mutable std::unique_ptr<SQLite::Database> watcher_;
    mutable std::int64_t watchedVersion_ = -1;
    mutable std::int64_t changes_ = 0;
};

}  // namespace lineament
