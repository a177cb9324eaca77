#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <mutex>
#include <type_traits>

#include "core/store/connection.h"
#include "core/store/sqlite_error.h"
#include "core/store/store.h"

namespace lineament {

/// The store over SQLite. One connection writes, guarded by a mutex; each reading thread borrows one of its
/// own, so readers wait for nobody. Between processes SQLite's locks do the same.
class SqliteStore final : public Store {
  public:
    SqliteStore(std::filesystem::path folder, Options options);

    const std::filesystem::path& folder() const override { return folder_; }
    std::int64_t changeCounter() const override;

    EnrolResult enrol(const std::string& name, const std::string& externalId,
                      const std::vector<NewSample>& samples, const std::string& reason) override;
    std::optional<IdentityId> enrolmentOf(const std::string& name, const std::string& externalId) const override;
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
    std::vector<Recording> recordings() const override;
    std::vector<Track> tracks(RecordingId id) const override;
    void assign(TrackId track, std::optional<IdentityId> identity, TrackState state,
                const std::string& reason) override;

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
    void log(SQLite::Database& database, const std::string& action, const std::string& subject,
             const std::string& detail);
    /// Carries out and records a decision that can be taken back.
    void decide(const char* kind, const std::string& subject, const std::string& after,
                const std::string& reason);
    std::vector<std::vector<std::byte>> originalsOf(const std::vector<NewSample>& samples) const;
    void dropLeftovers();

    std::filesystem::path folder_;
    std::filesystem::path file_;
    Options options_;
    std::mutex writing_;
    std::unique_ptr<SQLite::Database> writer_;  // before the readers: closed last, it tidies the log away
    mutable ReaderPool readers_;
    mutable std::mutex watching_;
    mutable std::unique_ptr<SQLite::Database> watcher_;
    mutable std::int64_t watchedVersion_ = -1;
    mutable std::int64_t changes_ = 0;
};

}  // namespace lineament
