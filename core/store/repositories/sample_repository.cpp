#include "core/store/repositories/sample_repository.h"

#include "core/base/error.h"
#include "core/store/query.h"
#include "core/store/record_format.h"

namespace lineament {
namespace {

/// Two detections of one face, by another detector or on another machine, differ a little.
bool sameFace(const BoxPx& a, const BoxPx& b) {
    constexpr float kSameFaceIou = 0.5f;
    return a == b || iou(a, b) >= kSameFaceIou;
}

}  // namespace

namespace {

#define SAMPLE_COLUMNS "s.id, s.identity_id, s.added_at, s.path, s.sha256, s.face, s.landmarks, s.crop"

Sample sampleOf(Row row) {
    Sample sample;
    sample.id = row.id<SampleId>();
    sample.identity = row.id<IdentityId>();
    sample.addedAt = row.integer();
    sample.path = row.text();
    sample.sha256 = row.text();
    const auto face = row.text();
    sample.face = faceFrom(face, row.blob());
    sample.crop = row.blob();
    return sample;
}

}  // namespace

std::vector<Sample> SampleRepository::list(IdentityId identity) const {
    return rows<Sample>(query(database_,
                              "SELECT " SAMPLE_COLUMNS
                              " FROM samples s WHERE s.identity_id = ? AND s.removed = 0 ORDER BY s.id",
                              identity),
                        sampleOf);
}

std::optional<Sample> SampleRepository::ofTemplate(TemplateId id) const {
    auto statement = query(database_,
                           "SELECT " SAMPLE_COLUMNS
                           " FROM templates t JOIN samples s ON s.id = t.sample_id WHERE t.id = ?",
                           id);
    if (!statement.executeStep()) return std::nullopt;
    return sampleOf(Row(statement));
}

bool SampleRepository::removed(SampleId id) const {
    return !query(database_, "SELECT 1 FROM samples WHERE id = ? AND removed = 0", id).executeStep();
}

std::vector<std::byte> SampleRepository::portrait(IdentityId identity) const {
    auto statement =
        query(database_,
              "SELECT crop FROM samples WHERE identity_id = ? AND removed = 0 AND length(crop) > 0 "
              "ORDER BY quality DESC, id LIMIT 1",
              identity);
    if (!statement.executeStep()) return {};
    return Row(statement).blob();
}

bool SampleRepository::has(const std::string& sha256) const {
    return query(database_, "SELECT 1 FROM samples WHERE sha256 = ? AND removed = 0", sha256).executeStep();
}

std::optional<SampleId> SampleRepository::findSame(IdentityId identity, const Sample& sample) const {
    if (sample.sha256.empty()) return std::nullopt;
    auto statement = query(database_,
                           "SELECT id, face, landmarks FROM samples "
                           "WHERE sha256 = ? AND identity_id = ? AND removed = 0 ORDER BY id",
                           sample.sha256, identity);
    while (statement.executeStep()) {
        Row row(statement);
        const auto id = row.id<SampleId>();
        const auto face = row.text();
        if (sameFace(faceFrom(face, row.blob()).box, sample.face.box)) return id;
    }
    return std::nullopt;
}

std::optional<IdentityId> SampleRepository::identityOf(SampleId id) const {
    auto statement = query(database_, "SELECT identity_id FROM samples WHERE id = ?", id);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).id<IdentityId>();
}

SampleId SampleRepository::add(IdentityId identity, const Sample& sample, const std::string& reason,
                               UnixMs at) {
    execute(
        database_,
        "INSERT INTO samples (identity_id, added_at, path, sha256, quality, reason, face, landmarks, crop) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        identity, at, sample.path, sample.sha256, sample.face.quality.overall, reason,
        faceToJson(sample.face), Bytes(packLandmarks(sample.face)), Bytes(sample.crop));
    return SampleId(database_.getLastInsertRowid());
}

void SampleRepository::setRemoved(SampleId id, bool removed) {
    if (execute(database_, "UPDATE samples SET removed = ? WHERE id = ? AND removed <> ?", removed, id,
                removed) == 0)
        throw Error(ErrorCode::kNotFound, "sample " + std::to_string(id.value()), "there is no such sample");
}

void SampleRepository::keepOriginal(const std::string& sha256, const std::vector<std::byte>& bytes) {
    execute(database_, "INSERT OR IGNORE INTO originals (sha256, bytes) VALUES (?, ?)", sha256, Bytes(bytes));
}

std::vector<std::byte> SampleRepository::original(SampleId id) const {
    auto statement =
        query(database_,
              "SELECT o.bytes FROM originals o JOIN samples s ON s.sha256 = o.sha256 WHERE s.id = ?", id);
    if (!statement.executeStep()) return {};
    return Row(statement).blob();
}

std::vector<SampleId> SampleRepository::listFrom(RecordingId recording) const {
    return ids<SampleId>(
        query(database_,
              "SELECT s.id FROM recordings r JOIN samples s ON s.path = r.source OR "
              "substr(s.path, 1, length(r.source) + 1) IN (r.source || '#', r.source || '/') OR "
              "r.sha256 <> '' AND s.sha256 = r.sha256 "
              "WHERE r.id = ? AND s.removed = 0 ORDER BY s.id",
              recording));
}

std::vector<StoredTemplate> SampleRepository::templates(const std::string& recogniser) const {
    return rows<StoredTemplate>(
        query(database_,
              "SELECT t.id, t.sample_id, s.identity_id, t.vector FROM templates t "
              "JOIN samples s ON s.id = t.sample_id WHERE t.recogniser = ? AND s.removed = 0 ORDER BY t.id",
              recogniser),
        [&](Row row) {
            const auto id = row.id<TemplateId>();
            const auto sample = row.id<SampleId>();
            const auto identity = row.id<IdentityId>();
            return StoredTemplate{id, sample, identity, {recogniser, unpackFloats(row.blob())}};
        });
}

std::vector<Template> SampleRepository::templatesOf(IdentityId identity,
                                                    const std::string& recogniser) const {
    return rows<Template>(query(database_,
                                "SELECT t.vector FROM samples s JOIN templates t ON t.sample_id = s.id WHERE "
                                "s.identity_id = ? AND s.removed = 0 AND t.recogniser = ? ORDER BY t.id",
                                identity, recogniser),
                          [&](Row row) {
                              return Template{recogniser, unpackFloats(row.blob())};
                          });
}

std::optional<TemplateId> SampleRepository::findTemplate(SampleId sample,
                                                         const std::string& recogniser) const {
    auto statement = query(database_, "SELECT id FROM templates WHERE sample_id = ? AND recogniser = ?",
                           sample, recogniser);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).id<TemplateId>();
}

TemplateId SampleRepository::addTemplate(SampleId sample, const Template& value) {
    execute(
        database_,
        "INSERT INTO templates (sample_id, recogniser, dimension, dtype, vector) VALUES (?, ?, ?, 'f32', ?)",
        sample, value.recogniser, value.values.size(), Bytes(packFloats(value.values)));
    return TemplateId(database_.getLastInsertRowid());
}

}  // namespace lineament
