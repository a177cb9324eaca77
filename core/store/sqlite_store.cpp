#include "core/store/sqlite_store.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/store/analysis.h"
#include "core/store/decision_actions.h"
#include "core/store/login.h"
#include "core/store/migration.h"
#include "core/store/query.h"
#include "core/store/record_format.h"
#include "core/store/repositories/audit_trail.h"
#include "core/store/repositories/case_repository.h"
#include "core/store/repositories/decision_repository.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/job_repository.h"
#include "core/store/repositories/look_repository.h"
#include "core/store/repositories/recording_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/repositories/setting_repository.h"
#include "core/store/repositories/track_repository.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

using nlohmann::json;

constexpr const char* kFileName = "lineament.sqlite";

std::string identitySubject(IdentityId id) {
    return subjectOf("identity", id.value());
}

void requireTemplates(const std::vector<Store::NewSample>& samples) {
    for (const auto& [sample, templates] : samples)
        for (const auto& value : templates) {
            LINEAMENT_REQUIRE(!value.recogniser.empty(), sample.path,
                              "a template does not name its recogniser");
            LINEAMENT_REQUIRE(!value.values.empty(), sample.path, "a template is empty");
            for (const float v : value.values)
                LINEAMENT_REQUIRE(std::isfinite(v), sample.path,
                                  "a template holds a value that is not a number");
        }
}

}  // namespace

/// Text that a person gave: must survive JSON.
void SqliteStore::requireUtf8(const std::string& text, const char* what) {
    try {
        (void)json(text).dump();
    } catch (const json::exception&) {
        throw Error(ErrorCode::kInvalidArgument, what, "the text is not valid UTF-8");
    }
}

void SqliteStore::requireName(const std::string& name) {
    requireUtf8(name, "name");
    LINEAMENT_REQUIRE(name.find_first_not_of(" \t\r\n") != std::string::npos, "name", "a name is needed");
}

void SqliteStore::requireEnrolment(const std::string& name, const std::string& externalId,
                                   const std::vector<NewSample>& samples) {
    requireName(name);
    requireUtf8(externalId, "external id");
    requireTemplates(samples);
}

SqliteStore::SqliteStore(fs::path folder, Options options, AccountId account)
    : folder_(std::move(folder)), file_(folder_ / kFileName), options_(std::move(options)), account_(account), readers_(file_) {
    if (options_.actor.empty()) options_.actor = loginName();
    translatingErrors(file_, [&] {
        const auto steps = releasedMigrations();
        const int newest = steps.back().version;
        // Looked at before it is opened for writing: a newer store stays untouched.
        const int version = fs::exists(file_) ? checkedVersion(*openForALook(file_), file_, newest) : 0;
        if (options_.readOnly) {
            if (version == 0)
                throw Error(ErrorCode::kNotFound, folder_.string(), "there is no data store yet");
            if (version < newest)
                throw Error(ErrorCode::kStoreUnusable, file_.string(),
                            "the data store is of an older version and must be opened once for writing");
        } else {
            writer_ = openWriter(file_, options_.maxBytes);
            migrate(*writer_, file_, steps);
        }
        watcher_ = openReader(file_);
    });
    if (!account_.valid()) return;
    const auto who = accounts_.signedIn();
    if (!who || who->disabled)
        throw Error(ErrorCode::kNotPermitted, "account", "it is not there or disabled");
    options_.actor = who->name;
}

std::int64_t SqliteStore::changeCounter() const {
    return translatingErrors(file_, [&] {
        std::lock_guard lock(watching_);
        // Differs after a commit on any other connection, and this one never commits.
        const std::int64_t version = watcher_->execAndGet("PRAGMA data_version").getInt64();
        if (std::exchange(watchedVersion_, version) != version) ++changes_;
        return changes_;
    });
}

bool SqliteStore::peopleChangedAfter(std::int64_t& line) const {
    return read([&](auto& database) {
        // What a line begins with that is about no person: whatever is not named here may be.
        auto some = query(
            database,
            "SELECT 1 FROM audit WHERE seq > ? AND substr(action, 1, instr(action, '.')) NOT IN ('access.', "
            "'account.', 'alert.', 'attendance.', 'camera.', 'clip.', 'crops.', 'day_off.', 'door.', "
            "'examination.', 'job.', 'schedule.', 'shift.', 'sighting.', 'watchlist.', 'webhook.') LIMIT 1",
            line);
        const bool changed = some.executeStep();
        line = database.execAndGet("SELECT coalesce(max(seq), 0) FROM audit").getInt64();
        return changed;
    });
}

void SqliteStore::requireWritable() const {
    if (!writer_)
        throw Error(ErrorCode::kStoreUnusable, file_.string(), "the data store was opened for reading only");
}

void SqliteStore::log(SQLite::Database& database, const std::string& action, const std::string& subject,
                      const std::string& detail) {
    accounts_.requireAction(database, action);
    append(database, action, subject, detail);
}

void SqliteStore::append(SQLite::Database& database, const std::string& action, const std::string& subject,
                         const std::string& detail) {
    AuditTrail(database).append(options_.clock->now(), options_.actor, action, subject, detail);
}

// Identities, samples and templates.

std::vector<std::vector<std::byte>> SqliteStore::originalsOf(const std::vector<NewSample>& samples) const {
    std::vector<std::vector<std::byte>> originals(samples.size());
    if (setting(kKeepOriginals) != "1") return originals;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto& sample = samples[i].sample;
        std::ifstream file(sample.path, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        const auto content = std::as_bytes(std::span(bytes));
        if (file && sha256(content) == sample.sha256)
            originals[i].assign(content.begin(), content.end());
        else
            log::warning(sample.path +
                         ": the original is not kept, as it has changed or gone since it was read");
    }
    return originals;
}

Store::EnrolResult SqliteStore::enrol(const std::string& name, const std::string& externalId,
                                      const std::vector<NewSample>& samples, const std::string& reason) {
    requireEnrolment(name, externalId, samples);
    const auto originals = originalsOf(samples);
    return write([&](SQLite::Database& database) {
        return addSamples(database, name, externalId, samples, originals, reason).result;
    });
}

SqliteStore::AddedSamples SqliteStore::addSamples(SQLite::Database& database, const std::string& name,
                                                  const std::string& externalId,
                                                  const std::vector<NewSample>& samples,
                                                  const std::vector<std::vector<std::byte>>& originals,
                                                  const std::string& reason) {
    // Also where all samples are known and only a template or an external id is added.
    accounts_.requireAction(database, "identity.enrol");
    IdentityRepository people(database);
    SampleRepository stored(database);
    const UnixMs now = options_.clock->now();
    AddedSamples added;
    EnrolResult& result = added.result;
    if (const auto known = people.findForEnrolment(name, externalId)) {
        result.identity = *known;
        if (!externalId.empty() && people.get(*known).externalId.empty())
            people.setExternalId(*known, externalId);
    } else {
        result.identity = people.create(name, externalId, now);
        added.created = true;
        log(database, "identity.create", identitySubject(result.identity), "");
    }
    int newTemplates = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto& [sample, templates] = samples[i];
        auto id = stored.findSame(result.identity, sample);
        if (!id) {
            id = stored.add(result.identity, sample, reason, now);
            if (!originals[i].empty()) stored.keepOriginal(sample.sha256, originals[i]);
            added.fresh.push_back(*id);
        }
        result.samples.push_back(*id);
        result.templates.emplace_back();
        for (const auto& value : templates) {
            auto templateId = stored.findTemplate(*id, value.recogniser);
            if (!templateId) {
                templateId = stored.addTemplate(*id, value);
                ++newTemplates;
            }
            if (!result.templates.back().valid()) result.templates.back() = *templateId;
        }
    }
    if (!added.fresh.empty())
        log(database, "identity.enrol", identitySubject(result.identity),
            std::to_string(added.fresh.size()) + " samples");
    else if (newTemplates > 0)
        log(database, "identity.enrol", identitySubject(result.identity),
            std::to_string(newTemplates) + " templates of samples that were there");
    return added;
}

std::optional<IdentityId> SqliteStore::enrolmentOf(const std::string& name, const std::string& externalId) const {
    return read([&](auto& database) { return IdentityRepository(database).findForEnrolment(name, externalId); });
}

std::vector<Identity> SqliteStore::identities() const {
    return read([](auto& database) { return IdentityRepository(database).list(); });
}

std::optional<Identity> SqliteStore::identity(IdentityId id) const {
    return read([&](auto& database) { return IdentityRepository(database).find(id); });
}

std::optional<Identity> SqliteStore::identityNamed(const std::string& name) const {
    return read([&](auto& database) { return IdentityRepository(database).findNamed(name); });
}

std::vector<Sample> SqliteStore::samples(IdentityId id) const {
    return read([&](auto& database) { return SampleRepository(database).list(id); });
}

std::vector<std::byte> SqliteStore::portrait(IdentityId id) const {
    return read([&](auto& database) { return SampleRepository(database).portrait(id); });
}

std::vector<std::byte> SqliteStore::original(SampleId id) const {
    return read([&](auto& database) { return SampleRepository(database).original(id); });
}

std::vector<StoredTemplate> SqliteStore::templates(const std::string& recogniser) const {
    return read([&](auto& database) { return SampleRepository(database).templates(recogniser); });
}

bool SqliteStore::hasSample(const std::string& sha256) const {
    return read([&](auto& database) { return SampleRepository(database).has(sha256); });
}

// Decisions.

void SqliteStore::decide(const char* kind, const std::string& subject, const std::string& after,
                         const std::string& reason) {
    decideIf([](SQLite::Database&) { return true; }, kind, subject,
             [&](UnixMs, const std::string&) { return after; }, reason, {});
}

void SqliteStore::decideIf(const std::function<bool(SQLite::Database&)>& wanted, const char* kind,
                           const std::string& subject,
                           const std::function<std::string(UnixMs, const std::string&)>& after,
                           const std::string& reason, const std::string& detail) {
    requireUtf8(reason, "reason");
    write([&](SQLite::Database& database) {
        if (!wanted(database)) return;
        const auto at = options_.clock->now();
        const auto state = after(at, options_.actor);
        Decision decision{.at = at,
                          .actor = options_.actor,
                          .kind = kind,
                          .subject = subject,
                          .reason = reason,
                          .before = perform(database, kind, subject, state),
                          .after = state};
        const auto id = DecisionRepository(database).record(decision, true);
        log(database, kind, subject,
            subjectOf("decision", id.value()) + (detail.empty() ? "" : " " + detail));
    });
}

void SqliteStore::rename(IdentityId id, const std::string& name, const std::string& reason) {
    requireName(name);
    decide(kRenameIdentity, identitySubject(id), json{{"name", name}}.dump(), reason);
}

void SqliteStore::merge(IdentityId from, IdentityId into, const std::string& reason) {
    LINEAMENT_REQUIRE(from != into, identitySubject(from), "nobody can be merged into themselves");
    decide(kMergeIdentity, identitySubject(from), json{{"into", into.value()}}.dump(), reason);
}

void SqliteStore::removeSample(SampleId id, const std::string& reason) {
    decide(kRemoveSample, subjectOf("sample", id.value()), "{}", reason);
}

void SqliteStore::assign(TrackId track, std::optional<IdentityId> identity, TrackState state,
                         const std::string& reason) {
    LINEAMENT_REQUIRE(identity || (state != TrackState::kConfirmed && state != TrackState::kSuggested),
                      subjectOf("track", track.value()), "a suggested or confirmed track needs an identity");
    const json after = {{"identity", identity ? json(identity->value()) : json()}, {"state", nameOf(state)}};
    decide(kAssignTrack, subjectOf("track", track.value()), after.dump(), reason);
}

void SqliteStore::remove(IdentityId id, const std::string& reason) {
    requireUtf8(reason, "reason");
    write([&](SQLite::Database& database) { erasePerson(database, id, reason); });
    dropLeftovers();
}

/// The write-ahead log and backups still hold what was deleted from the file itself. The deletion is
/// committed by now, so trouble here is no failure of it.
void SqliteStore::dropLeftovers() {
    std::lock_guard lock(writing_);
    try {
        const bool held = writer_->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0;
        if (held)
            log::warning(file_.string() + ": deleted data stay in the log until other readers let go of it");
        for (int version = 1; version < releasedMigrations().back().version; ++version)
            fs::remove(backupPath(file_, version));
    } catch (const std::exception& error) {
        log::warning(file_.string() + ": deleted data may be left in its log or backups: " + error.what());
    }
}

std::vector<Decision> SqliteStore::decisions(int newest) const {
    return read([&](auto& database) { return DecisionRepository(database).list(newest); });
}

std::optional<Decision> SqliteStore::undo() {
    return write([&](SQLite::Database& database) {
        DecisionRepository decisions(database);
        auto decision = decisions.nextToUndo();
        if (!decision) return decision;
        accounts_.requireAction(database, decision->kind);
        revert(database, decision->kind, decision->subject, decision->before);
        decisions.markUndone(decision->id);
        decision->undone = true;
        log(database, "decision.undo", decision->subject, subjectOf("decision", decision->id.value()));
        return decision;
    });
}

std::optional<Decision> SqliteStore::redo() {
    return write([&](SQLite::Database& database) {
        DecisionRepository decisions(database);
        auto decision = decisions.nextToRedo();
        if (!decision) return decision;
        accounts_.requireAction(database, decision->kind);
        decision->before = perform(database, decision->kind, decision->subject, decision->after);
        decisions.markRedone(decision->id, decision->before);
        decision->undone = false;
        log(database, "decision.redo", decision->subject, subjectOf("decision", decision->id.value()));
        return decision;
    });
}

// Recordings and tracks.

RecordingId SqliteStore::saveAnalysis(Recording recording, std::vector<Track>& tracks) {
    return saveAnalysisWith(std::move(recording), tracks, {});
}

RecordingId SqliteStore::saveAnalysisWith(Recording recording, std::vector<Track>& tracks,
                                          std::span<const RecordedLook> looks) {
    return write([&](SQLite::Database& database) {
        const UnixMs at = recording.analysedAt > 0 ? recording.analysedAt : options_.clock->now();
        const auto id = RecordingRepository(database).save(recording, at);
        if (CaseRepository cases(database); !cases.hasSource(recording.source))
            cases.addSource(kUnsorted, recording.source, recording.sha256, at);
        auto stored = replaceTracks(database, id, tracks);
        LookRepository(database).replace(id, looks);
        log(database, "recording.analyse", subjectOf("recording", id.value()),
            std::to_string(stored.size()) + " tracks");
        tracks = std::move(stored);
        return id;
    });
}

std::vector<RecordedLook> SqliteStore::looks(RecordingId recording, const std::string& recogniser) const {
    return read([&](auto& database) { return LookRepository(database).list(recording, recogniser); });
}

std::vector<Template> SqliteStore::references(IdentityId identity, const std::string& recogniser) const {
    return read([&](auto& database) { return SampleRepository(database).templatesOf(identity, recogniser); });
}

LookBook& lookBookOf(Store& store) {
    auto* sqlite = dynamic_cast<SqliteStore*>(&store);
    LINEAMENT_CHECK(sqlite);
    return *sqlite;
}

std::vector<Recording> SqliteStore::recordings() const {
    return read([](auto& database) { return RecordingRepository(database).list(); });
}

std::vector<Track> SqliteStore::tracks(RecordingId id) const {
    return read([&](auto& database) { return TrackRepository(database).list(id); });
}

// Jobs, audit, settings.

void SqliteStore::rememberJob(const std::string& key, const std::string& stateJson) {
    write([&](SQLite::Database& database) {
        JobRepository jobs(database);
        accounts_.requireAction(database, "job.begin");
        if (!jobs.find(key))
            append(database, "job.begin", "job:" + key, "");  // not each step: the trail would drown in them
        jobs.save(key, stateJson, options_.clock->now());
    });
}

std::optional<std::string> SqliteStore::job(const std::string& key) const {
    return read([&](auto& database) { return JobRepository(database).find(key); });
}

void SqliteStore::forgetJob(const std::string& key) {
    write([&](SQLite::Database& database) {
        if (JobRepository(database).erase(key)) log(database, "job.end", "job:" + key, "");
    });
}

void SqliteStore::audit(const std::string& action, const std::string& subject, const std::string& detail) {
    write([&](SQLite::Database& database) { log(database, action, subject, detail); });
}

std::vector<AuditEntry> SqliteStore::auditEntries(int newest) const {
    return read([&](auto& database) { return AuditTrail(database).list(newest); });
}

std::optional<std::int64_t> SqliteStore::auditBrokenAt() const {
    return read([](auto& database) {
        const auto line = AuditTrail(database).brokenAt();
        return line ? line : SqliteAccountBook::brokenAt(database);
    });
}

std::optional<std::string> SqliteStore::setting(const std::string& key) const {
    return read([&](auto& database) { return SettingRepository(database).find(key); });
}

void SqliteStore::setSetting(const std::string& key, const std::string& value) {
    write([&](SQLite::Database& database) {
        SettingRepository(database).save(key, value);
        log(database, "setting.change", "setting:" + key, value);
    });
}

// Opening.

std::shared_ptr<Store> Store::open(const fs::path& folder, Options options) {
    if (!options.readOnly) {
        std::error_code failed;
        if (fs::create_directories(folder, failed)) fs::permissions(folder, fs::perms::owner_all, failed);
        if (failed)
            throw Error(ErrorCode::kStoreUnusable, folder.string(),
                        "the data folder cannot be made: " + failed.message());
    }
    return std::make_shared<SqliteStore>(folder, std::move(options));
}

std::shared_ptr<Store> Store::open(const fs::path& folder) {
    return open(folder, {});
}

}  // namespace lineament
