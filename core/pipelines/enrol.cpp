#include "core/pipelines/enrol.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <variant>

#include "core/base/check.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/people/check_people.h"
#include "core/pipelines/photo_gate.h"
#include "core/pipelines/photo_reader.h"
#include "core/store/gallery_book.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

/// A face narrower than this share of the largest is background and does not make a photo one of several
/// people.
constexpr float kBackgroundShare = 1.0f / 3;
/// Nor does one narrower than this share that nobody could be enrolled from: blurred, in profile, cut off. Of
/// 656 photos of LFW 79 show several faces of a third or more, in 29 of them all others are such.
constexpr float kBystanderShare = 0.6f;

float distanceToMiddle(const Face& face, SizePx image) {
    const auto centre = face.box.centre();
    return std::hypot(centre.x - static_cast<float>(image.width) / 2,
                      centre.y - static_cast<float>(image.height) / 2);
}

}  // namespace

std::variant<Face, Rejection> chooseFace(std::vector<Face> faces, SizePx image, SeveralFaces policy,
                                         const std::string& path) {
    if (faces.empty()) return Rejection{path, RejectionCode::kNoFace, "no face was found in it", {}};
    const float smallest = faces.front().box.width * kBackgroundShare;
    std::erase_if(faces, [&](const Face& face) { return face.box.width < smallest; });
    if (policy == SeveralFaces::kRefuse) {
        const float small = faces.front().box.width * kBystanderShare;
        std::erase_if(faces, [&](const Face& face) {
            return face.box.width < small && judge(face, image, QualityGate::kStandard, path);
        });
    }
    if (policy == SeveralFaces::kRefuse && faces.size() > 1)
        return Rejection{
            path,
            RejectionCode::kSeveralFaces,
            "it shows " + std::to_string(faces.size()) + " people: crop it to one, or say which face counts",
            {}};
    if (policy == SeveralFaces::kCentred)
        std::stable_sort(faces.begin(), faces.end(), [&](const Face& a, const Face& b) {
            return distanceToMiddle(a, image) < distanceToMiddle(b, image);
        });
    return std::move(faces.front());
}

namespace {

/// What the store knows of photos that were enrolled before; read once, when it is first needed.
class EarlierSamples {
  public:
    EarlierSamples(const Store& store, const std::string& recogniser)
        : store_(store), recogniser_(recogniser) {}

    struct Entry {
        IdentityId identity;
        std::string name;
        AcceptedSample sample;  ///< path and `already` filled in
    };
    /// Enrolments of a file; entries without a template of the recogniser have no valid templateId.
    std::vector<Entry> find(const std::string& sha256) {
        if (!store_.hasSample(sha256)) return {};
        // Another program may have enrolled it since the table was read.
        if (!loaded_ || !entries_.count(sha256)) load();
        const auto [first, last] = entries_.equal_range(sha256);
        std::vector<Entry> found;
        for (auto entry = first; entry != last; ++entry)
            found.push_back(entry->second);
        return found;
    }
    /// What this run has stored meanwhile.
    void add(const std::string& sha256, Entry entry) {
        if (loaded_) entries_.emplace(sha256, std::move(entry));
    }

  private:
    void load() {
        entries_.clear();
        std::map<SampleId, TemplateId> templates;
        for (const auto& stored : store_.templates(recogniser_))
            templates.emplace(stored.sample, stored.id);
        for (const auto& identity : store_.identities())
            for (const auto& sample : store_.samples(identity.id)) {
                const auto found = templates.find(sample.id);
                const auto id = found == templates.end() ? TemplateId() : found->second;
                entries_.emplace(sample.sha256, Entry{identity.id,
                                                      identity.name,
                                                      {sample.path, sample.id, id, sample.face,
                                                       sample.face.quality.overall, true}});
            }
        loaded_ = true;
    }

    const Store& store_;
    const std::string recogniser_;
    std::unordered_multimap<std::string, Entry> entries_;
    bool loaded_ = false;
};

/// Takes the photos of one person after another and stores each person in one transaction.
class Enrolment {
  public:
    Enrolment(Workspace& workspace, const EnrolOptions& options, JobContext& context)
        : workspace_(workspace),
          options_(options),
          context_(context),
          guard_(workspace.engine(), workspace.store().folder()),
          earlier_(workspace.store(), workspace.engine().recogniserKey()) {}

    /// True if the file need not be decoded, as far as one can tell before knowing whose it is.
    bool seen(const std::string& sha256) const { return workspace_.store().hasSample(sha256); }

    void begin(const std::string& name, const std::string& externalId) {
        person_ = {};
        person_.name = name;
        externalId_ = externalId;
        samples_.clear();
        takenFrom_.clear();
        existing_ = workspace_.store().enrolmentOf(name, externalId).value_or(IdentityId());
    }

    void take(Photo photo) {
        const auto path = photo.path.string();
        if (photo.rejection) return reject(*photo.rejection);
        try {
            if (takeEarlier(photo)) return;
            if (!photo.image) photo.image = loadImage(photo.path);
            takeNew(photo);
        } catch (const Error& error) {
            reject(rejectionFrom(error, path));
        }
    }

    /// Stores the person begun; what was accepted is in the store when this returns.
    EnrolledIdentity commit() {
        context_.checkpoint();
        if (options_.holdDuplicates && hold()) return std::move(person_);
        if (!samples_.empty()) store();
        if (!person_.accepted.empty()) person_.identity = existing_;
        return std::move(person_);
    }

    /// The person begun, with nothing stored and the photos accepted so far rejected.
    EnrolledIdentity giveUp(const std::string& reason) {
        for (const auto& sample : person_.accepted)
            reject({sample.path, RejectionCode::kUnsupported, reason, {}});
        person_.accepted.clear();
        return std::move(person_);
    }

  private:
    /// True if the person begun looks like somebody else and waits for an answer.
    bool hold() {
        std::vector<Template> templates;
        const Sample* best = nullptr;
        for (const auto& sample : samples_) {
            templates.push_back(sample.templates.front());
            if (!best || sample.sample.face.quality.overall > best->face.quality.overall)
                best = &sample.sample;
        }
        auto alike = enrolledLike(workspace_, templates, existing_);
        const auto apart = workspace_.store().galleryBook().keptApart();
        std::erase_if(alike, [&](const Candidate& other) {
            return std::any_of(apart.begin(), apart.end(), [&](const auto& pair) {
                return pair ==
                       std::pair(std::min(existing_, other.identity), std::max(existing_, other.identity));
            });
        });
        if (alike.empty()) return false;
        const auto [threshold, fmr] = duplicateThreshold(workspace_);
        person_.held = HeldPerson{person_.name, externalId_, {}, best->crop, alike.front(), threshold, fmr};
        for (const auto& accepted : person_.accepted)
            person_.held->photos.emplace_back(accepted.path);
        person_.accepted.clear();
        return true;
    }

    void reject(Rejection rejection) { person_.rejected.push_back(std::move(rejection)); }

    void store() {
        const auto stored = workspace_.store().enrol(person_.name, externalId_, samples_, options_.reason);
        LINEAMENT_CHECK(stored.samples.size() == samples_.size());
        existing_ = stored.identity;
        std::size_t next = 0;
        for (auto& accepted : person_.accepted) {
            if (accepted.already) continue;
            accepted.sample = stored.samples[next];
            accepted.templateId = stored.templates[next];
            auto entry = EarlierSamples::Entry{existing_, person_.name, accepted};
            entry.sample.already = true;
            earlier_.add(samples_[next].sample.sha256, std::move(entry));
            ++next;
        }
    }

    /// Settles a photo whose file is enrolled already. False if it must be looked at.
    bool takeEarlier(const Photo& photo) {
        if (const auto twice = takenFrom_.find(photo.sha256); twice != takenFrom_.end()) {
            reject({photo.path.string(),
                    RejectionCode::kDuplicate,
                    "it is the same picture as " + twice->second,
                    {}});
            return true;
        }
        const auto entries = earlier_.find(photo.sha256);
        for (const auto& entry : entries)
            if (entry.identity == existing_ && entry.sample.templateId.valid()) {
                person_.accepted.push_back(entry.sample);
                person_.accepted.back().path = photo.path.string();
                takenFrom_.emplace(photo.sha256, photo.path.string());
                return true;
            }
        for (const auto& entry : entries)
            if (entry.identity != existing_) {
                reject({photo.path.string(),
                        RejectionCode::kDuplicate,
                        "this picture is enrolled as " + entry.name + " already",
                        {}});
                return true;
            }
        return false;  // this person's, but without a template of the present recogniser
    }

    void takeNew(const Photo& photo) {
        const auto path = photo.path.string();
        if (auto marked = EvidenceGuard::refuseFile(photo.path)) return reject(std::move(*marked));
        const auto& bgr = photo.image->bgr;
        const SizePx size{bgr.cols, bgr.rows};
        auto chosen = chooseFace(workspace_.engine().detect(bgr), size, options_.severalFaces, path);
        if (auto* rejection = std::get_if<Rejection>(&chosen)) return reject(std::move(*rejection));
        auto& face = std::get<Face>(chosen);
        workspace_.engine().judgeLiveness(bgr, {&face, 1});
        if (auto rejection = judgePhoto(bgr, face, options_.gate, path)) return reject(std::move(*rejection));
        context_.checkpoint();
        Store::NewSample sample;
        sample.sample.path = path;
        sample.sample.sha256 = photo.sha256;
        sample.sample.crop = faceCrop(bgr, face.box);
        sample.sample.face = face;
        sample.templates = workspace_.engine().embed(bgr, std::span(&face, 1));
        if (auto copy = guard_.refuseFace(path, bgr, face, &sample.templates.front()))
            return reject(std::move(*copy));
        samples_.push_back(std::move(sample));
        person_.accepted.push_back({path, {}, {}, face, face.quality.overall, false});
        takenFrom_.emplace(photo.sha256, path);
    }

    Workspace& workspace_;
    const EnrolOptions& options_;
    JobContext& context_;
    EvidenceGuard guard_;
    EarlierSamples earlier_;
    EnrolledIdentity person_;
    std::string externalId_;
    IdentityId existing_;                    // whom the store has under the name; not valid if nobody
    std::vector<Store::NewSample> samples_;  // in the order of the accepted that are not `already`
    std::unordered_map<std::string, std::string> takenFrom_;  // sha256 -> path, of this person and run
};

PhotoReader readerFor(std::vector<fs::path> photos, const Enrolment& enrolment, const JobContext& context) {
    return PhotoReader(
        std::move(photos),
        {.hash = true, .skip = [&enrolment](const std::string& sha256) { return enrolment.seen(sha256); }},
        context.stopToken());
}

/// A folder whose name cannot be a person's (not UTF-8, say) does not keep the other people from being
/// enrolled.
EnrolledIdentity commitOrGiveUp(Enrolment& enrolment) {
    try {
        return enrolment.commit();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::kInvalidArgument) throw;
        return enrolment.giveUp("the name of its folder cannot be used: " + error.detail());
    }
}

struct PersonFolder {
    std::string name;
    std::vector<fs::path> photos;
};

std::vector<PersonFolder> peopleIn(const fs::path& folder) {
    std::error_code problem;
    if (!fs::exists(folder, problem))
        throw Error(ErrorCode::kNotFound, folder.string(), "there is no such folder");
    if (!fs::is_directory(folder, problem))
        throw Error(ErrorCode::kUnsupported, folder.string(),
                    "it is a file, not a folder with one sub-folder a person");
    std::vector<PersonFolder> people;
    fs::directory_iterator entries(folder, problem);
    if (problem) throw Error(ErrorCode::kUnreadable, folder.string(), "the folder cannot be opened");
    for (const auto& entry : entries) {
        const auto name = entry.path().filename().string();
        if (name.starts_with('.') || entry.is_symlink() || !entry.is_directory()) continue;
        auto photos = imagesIn(entry.path(), true);
        if (!photos.empty()) people.push_back({name, std::move(photos)});
    }
    std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (people.empty())
        throw Error(ErrorCode::kNotFound, folder.string(), "none of its sub-folders holds a picture");
    return people;
}

}  // namespace

EnrolledIdentity enrolPerson(Workspace& workspace, const std::string& name, const std::string& externalId,
                             const std::vector<fs::path>& photos, const EnrolOptions& options,
                             JobContext& context) {
    requirePermitted(workspace.store(), Permission::kAddPeople, "enrol");
    LINEAMENT_REQUIRE(!name.empty(), "name", "a person needs a name");
    Enrolment enrolment(workspace, options, context);
    auto reader = readerFor(photos, enrolment, context);
    enrolment.begin(name, externalId);
    const auto total = static_cast<std::int64_t>(photos.size());
    std::int64_t done = 0;
    while (auto photo = reader.next()) {
        context.checkpoint();
        enrolment.take(std::move(*photo));
        context.report("photos", ++done, total);
    }
    return enrolment.commit();
}

EnrolFolderResult enrolFolder(Workspace& workspace, const fs::path& folder, const EnrolOptions& options,
                              JobContext& context,
                              const std::function<void(const EnrolledIdentity&)>& onIdentity) {
    requirePermitted(workspace.store(), Permission::kAddPeople, "enrol");
    const auto people = peopleIn(folder);
    std::vector<fs::path> photos;
    for (const auto& person : people)
        photos.insert(photos.end(), person.photos.begin(), person.photos.end());

    EnrolFolderResult result;
    for (const auto& loose : imagesIn(folder))
        result.rejected.push_back({loose.string(),
                                   RejectionCode::kUnsupported,
                                   "it lies in no sub-folder, so nobody's name goes with it",
                                   {}});
    Enrolment enrolment(workspace, options, context);
    const auto total = static_cast<std::int64_t>(photos.size());
    std::int64_t done = 0;
    auto reader = readerFor(std::move(photos), enrolment, context);
    for (const auto& person : people) {
        enrolment.begin(person.name, {});
        for (std::size_t i = 0; i < person.photos.size(); ++i) {
            auto photo = reader.next();
            context.checkpoint();
            LINEAMENT_CHECK(photo.has_value());
            enrolment.take(std::move(*photo));
            context.report("photos", ++done, total);
        }
        auto enrolled = commitOrGiveUp(enrolment);
        result.rejected.insert(result.rejected.end(), enrolled.rejected.begin(), enrolled.rejected.end());
        result.alreadyEnrolled +=
            static_cast<int>(std::count_if(enrolled.accepted.begin(), enrolled.accepted.end(),
                                           [](const auto& sample) { return sample.already; }));
        if (onIdentity) onIdentity(enrolled);
        result.identities.push_back(std::move(enrolled));
    }
    return result;
}

}  // namespace lineament
