#include "core/pipelines/people/gallery_archive.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/store/gallery_book.h"
#include "core/store/gallery_file.h"
#include "core/store/record_format.h"

namespace lineament {
namespace {

using nlohmann::json;

// Kinds of records, in the order in which those of a person follow each other; kApart come last.
constexpr const char *kPerson = "person", *kSample = "sample", *kCrop = "crop", *kOriginal = "original",
                     *kTemplate = "template", *kApart = "apart";
constexpr std::size_t kLongestName = 1024, kLongestText = 64 << 10, kMostSamples = 10'000,
                      kMostTemplateValues = 1 << 16;

json headOf(const Identity& identity, const PersonRecord& record) {
    return {{"id", identity.id.value()},
            {"name", identity.name},
            {"external_id", identity.externalId},
            {"enrolled_at", identity.enrolledAt},
            {"notes", record.notes},
            {"groups", record.groups},
            {"valid_from", record.validFrom},
            {"valid_to", record.validTo},
            {"consent", static_cast<int>(record.consent)},
            {"purpose", record.purpose},
            {"keep_until", record.keepUntil},
            {"originals_until", record.originalsUntil}};
}

class Exporter {
  public:
    Exporter(Store& store, const std::filesystem::path& file, JobContext& context)
        : store_(store), book_(store.galleryBook()), writer_(file), context_(context) {
        for (const auto& count : book_.recognisers())
            for (auto& stored : store_.templates(count.recogniser))
                templates_[stored.sample].push_back(std::move(stored.value));
        for (auto& record : book_.records()) {
            const auto id = record.identity;
            records_.emplace(id, std::move(record));
        }
    }

    GalleryExport run() {
        const auto people = store_.identities();
        for (const auto& identity : people) {
            context_.checkpoint();
            add(identity);
            context_.report("people", ++result_.people, static_cast<std::int64_t>(people.size()));
        }
        for (const auto& [a, b] : book_.keptApart())
            writer_.add({kApart, json{{"a", a.value()}, {"b", b.value()}}.dump(), {}});
        result_.hash = writer_.finish();
        store_.audit("gallery.export", "gallery",
                     std::to_string(result_.people) + " people, " + result_.hash);
        return result_;
    }

  private:
    void add(const Identity& identity) {
        const auto record = records_.find(identity.id);
        writer_.add({kPerson,
                     headOf(identity, record == records_.end() ? PersonRecord{} : record->second).dump(),
                     {}});
        for (const auto& sample : store_.samples(identity.id)) {
            context_.checkpoint();
            ++result_.samples;
            writer_.add({kSample,
                         json{{"path", pathText(sample.path)},
                              {"sha256", sample.sha256},
                              {"added_at", sample.addedAt},
                              {"face", json::parse(faceToJson(sample.face))}}
                             .dump(),
                         packLandmarks(sample.face)});
            writer_.add({kCrop, "", sample.crop});
            if (auto original = store_.original(sample.id); !original.empty()) {
                writer_.add({kOriginal, "", std::move(original)});
                ++result_.originals;
            }
            for (const auto& value : templates_[sample.id]) {
                writer_.add({kTemplate, value.recogniser, packFloats(value.values)});
                ++result_.templates;
            }
        }
    }
    /// File names need not be UTF-8; JSON must be.
    static std::string pathText(const std::string& path) {
        return json::parse(json(path).dump(-1, ' ', false, json::error_handler_t::replace))
            .get<std::string>();
    }

    Store& store_;
    GalleryBook& book_;
    GalleryFileWriter writer_;
    JobContext& context_;
    std::unordered_map<SampleId, std::vector<Template>> templates_;
    std::map<IdentityId, PersonRecord> records_;
    GalleryExport result_;
};

/// Puts the records of a file together to people and takes them in one after another.
class Importer {
  public:
    Importer(Store& store, JobContext& context, std::int64_t total)
        : store_(store), book_(store.galleryBook()), context_(context), total_(total) {}

    void take(GalleryRecord record) {
        context_.checkpoint();
        ++number_;
        try {
            if (record.kind == kPerson)
                beginPerson(record);
            else if (record.kind == kApart)
                keepApart(record);
            else if (!person_)
                refuse(Kind::kOrphan, "it belongs to nobody who could be taken in");
            else
                takePart(std::move(record));
        } catch (const json::exception&) {
            drop(record, "it is not as a gallery file has it");
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kStoreUnusable && error.code() != ErrorCode::kInvalidArgument)
                throw;
            drop(record, error.detail());
        }
    }

    GalleryImport finish(const std::string& hash) {
        endPerson();
        result_.hash = hash;
        store_.audit("gallery.import", "gallery",
                     std::to_string(result_.people) + " new people, " + std::to_string(result_.samples) +
                         " samples, " + std::to_string(result_.refused.size()) + " refused, " + hash);
        return std::move(result_);
    }

  private:
    using Kind = NotImported::Kind;
    void refuse(Kind kind, const std::string& reason, std::string what = {}) {
        if (what.empty()) what = "record " + std::to_string(number_);
        result_.refused.push_back({name_, std::move(what), reason, kind});
    }
    /// What follows a person or sample that cannot be used belongs to nobody.
    void drop(const GalleryRecord& record, const std::string& reason) {
        refuse(Kind::kBadRecord, reason);
        if (record.kind == kPerson) person_.reset();
        if (record.kind == kSample) dropped_ = true;
    }

    static std::string text(const json& head, const char* key, std::size_t longest) {
        auto value = head.at(key).get<std::string>();
        if (value.size() > longest)
            throw Error(ErrorCode::kInvalidArgument, key, std::string("its ") + key + " is too long");
        return value;
    }

    void beginPerson(const GalleryRecord& record) {
        endPerson();
        name_.clear();
        const json head = json::parse(record.head);
        name_ = text(head, "name", kLongestName);
        GalleryBook::Arrival arrival;
        arrival.person.name = name_;
        arrival.person.externalId = text(head, "external_id", kLongestName);
        arrival.person.enrolledAt = head.at("enrolled_at");
        auto& kept = arrival.record;
        kept.notes = text(head, "notes", kLongestText);
        for (const auto& group : head.at("groups"))
            kept.groups.push_back(group.get<std::string>());
        kept.validFrom = head.at("valid_from");
        kept.validTo = head.at("valid_to");
        const int consent = head.at("consent");
        kept.consent = consent == 1   ? Consent::kGiven
                       : consent == 2 ? Consent::kWithdrawn
                                      : Consent::kUnknown;
        kept.purpose = text(head, "purpose", kLongestText);
        kept.keepUntil = head.at("keep_until");
        kept.originalsUntil = head.at("originals_until");
        fileId_ = head.at("id");
        dropped_ = false;
        person_ = std::move(arrival);
    }

    void takePart(GalleryRecord record) {
        if (record.kind == kSample) {
            dropped_ = false;
            if (person_->samples.size() >= kMostSamples)
                throw Error(ErrorCode::kInvalidArgument, "sample", "this person has too many samples");
            const json head = json::parse(record.head);
            Store::NewSample sample;
            sample.sample.path = text(head, "path", kLongestText);
            sample.sample.sha256 = text(head, "sha256", 64);
            sample.sample.addedAt = head.at("added_at");
            sample.sample.face = faceFrom(head.at("face").dump(), record.blob);
            person_->samples.push_back(std::move(sample));
            person_->originals.emplace_back();
            return;
        }
        if (dropped_ || person_->samples.empty())
            return refuse(Kind::kOrphan, "it belongs to a photo that was not taken in");
        auto& sample = person_->samples.back();
        if (record.kind == kCrop) {
            sample.sample.crop = std::move(record.blob);
        } else if (record.kind == kOriginal) {
            if (sha256(record.blob) != sample.sample.sha256)
                return refuse(Kind::kBadRecord, "this original is not the file of its photo");
            person_->originals.back() = std::move(record.blob);
        } else if (record.kind == kTemplate) {
            auto values = unpackFloats(record.blob);
            const bool numbers =
                std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
            if (values.empty() || !numbers || values.size() > kMostTemplateValues || record.head.empty() ||
                record.head.size() > kLongestName)
                return refuse(Kind::kBadRecord, "this template is not one that a recogniser makes");
            sample.templates.push_back({record.head, std::move(values)});
        } else {
            refuse(Kind::kBadRecord, "records of the kind " + record.kind.substr(0, 32) + " are not known");
        }
    }

    void endPerson() {
        context_.report("records", number_, total_);
        if (!person_) return;
        const auto arrival = std::move(*person_);
        person_.reset();
        GalleryBook::Arrived arrived;
        try {
            arrived = book_.takeIn(arrival);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kInvalidArgument) throw;
            return refuse(Kind::kBadPerson, error.detail(), "this person");
        }
        for (const std::size_t i : arrived.elsewhere)
            refuse(Kind::kElsewhere, "this photo is that of another person here",
                   arrival.samples[i].sample.path);
        if (arrived.numberTaken)
            refuse(Kind::kNumberTaken, "somebody else here has it; the person was taken in without it",
                   "external id " + arrival.person.externalId);
        if (!arrived.identity.valid()) return;
        here_.emplace(fileId_, arrived.identity);
        ++(arrived.created ? result_.people : result_.known);
        result_.samples += arrived.samples;
        result_.templates += arrived.templates;
    }

    void keepApart(const GalleryRecord& record) {
        endPerson();
        name_.clear();
        const json head = json::parse(record.head);
        const auto a = here_.find(head.at("a")), b = here_.find(head.at("b"));
        if (a == here_.end() || b == here_.end() || a->second == b->second)
            return refuse(Kind::kApart, "one of the two people who were kept apart is not here");
        book_.keepApart(a->second, b->second, "imported");
    }

    Store& store_;
    GalleryBook& book_;
    JobContext& context_;
    const std::int64_t total_;
    std::int64_t number_ = 0;  // of the record at hand, from 1
    std::optional<GalleryBook::Arrival> person_;
    std::int64_t fileId_ = 0;
    bool dropped_ = false;  // the sample at hand cannot be used
    std::string name_;
    std::map<std::int64_t, IdentityId> here_;
    GalleryImport result_;
};

}  // namespace

GalleryExport exportGallery(Store& store, const std::filesystem::path& file, JobContext& context) {
    requirePermitted(store, Permission::kMoveGallery, "export of the gallery");
    return Exporter(store, file, context).run();
}

GalleryImport importGallery(Store& store, const std::filesystem::path& file, JobContext& context) {
    requirePermitted(store, Permission::kMoveGallery, "import of a gallery");
    const GalleryFileReader reader(file);
    const auto hash = reader.verify([&] { context.checkpoint(); });
    Importer importer(store, context, reader.count());
    reader.each([&](GalleryRecord record) { importer.take(std::move(record)); });
    return importer.finish(hash);
}

}  // namespace lineament
