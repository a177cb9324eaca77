#include "core/pipelines/people/evaluate_enrolment.h"

#include <algorithm>
#include <set>

#include "core/base/check.h"
#include "core/pipelines/people/check_people.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

struct Person {
    std::string name;
    std::vector<fs::path> photos;
};

std::vector<Person> peopleOf(const fs::path& folder) {
    std::vector<Person> people;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory()) continue;
        auto photos = imagesIn(entry.path(), true);
        if (!photos.empty()) people.push_back({entry.path().filename().string(), std::move(photos)});
    }
    std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) { return a.name < b.name; });
    return people;
}

/// The face nearest the middle of each photo, as a template; photos without one are left out.
std::vector<std::pair<std::size_t, Template>> probesOf(const FaceEngine& engine,
                                                       const std::vector<fs::path>& photos,
                                                       JobContext& context) {
    std::vector<std::pair<std::size_t, Template>> probes;
    PhotoReader reader(photos, {}, context.stopToken());
    for (std::size_t i = 0; auto photo = reader.next(); ++i) {
        context.checkpoint();
        context.report("probes", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(photos.size()));
        if (photo->rejection) continue;
        const auto& bgr = photo->image->bgr;
        auto chosen = chooseFace(engine.detect(bgr), {bgr.cols, bgr.rows}, SeveralFaces::kCentred, "");
        if (auto* face = std::get_if<Face>(&chosen))
            probes.emplace_back(i, engine.embed(bgr, {face, 1}).front());
    }
    context.checkpoint();
    return probes;
}

class RunningTrial {
  public:
    RunningTrial(Workspace& workspace, const EnrolmentTrial& trial, JobContext& context)
        : workspace_(workspace), trial_(trial), context_(context) {}

    EnrolmentEvaluation run(const fs::path& folder) {
        choose(folder);
        enrolAll();
        search();
        plantDuplicates();
        return std::move(result_);
    }

  private:
    void choose(const fs::path& folder) {
        for (auto& person : peopleOf(folder)) {
            const bool room = static_cast<int>(enrolled_.size()) < trial_.people;
            if (room && person.photos.size() >= 2) {
                heldOut_.push_back(person.photos.back());
                person.photos.pop_back();
                enrolled_.push_back(std::move(person));
            } else if (static_cast<int>(strangers_.size()) < trial_.strangers) {
                strangers_.push_back(person.photos.front());
            }
        }
        LINEAMENT_REQUIRE(static_cast<int>(enrolled_.size()) == trial_.people && !strangers_.empty(),
                          folder.string(),
                          "it does not hold enough people with two photos, and others beside");
    }

    void enrolAll() {
        auto bad = trial_.badPhotos.empty() ? std::vector<fs::path>() : imagesIn(trial_.badPhotos, true);
        result_.badPhotos = static_cast<int>(bad.size());
        const std::set<fs::path> isBad(bad.begin(), bad.end());
        for (std::size_t i = 0; i < enrolled_.size(); ++i) {
            auto photos = enrolled_[i].photos;
            if (i < bad.size()) photos.push_back(bad[i]);
            JobContext quiet(context_.stopToken());
            const auto person = enrolPerson(workspace_, enrolled_[i].name, {}, photos, trial_.enrol, quiet);
            for (const auto& rejection : person.rejected)
                (isBad.count(rejection.path) ? result_.badRefused : result_.goodRefused).push_back(rejection);
            for (const auto& accepted : person.accepted)
                if (isBad.count(accepted.path)) result_.badAccepted.push_back(accepted.path);
            result_.people += person.identity.valid();
            result_.photos += static_cast<int>(person.accepted.size());
            identities_.push_back(person.identity);
            context_.report("people", static_cast<std::int64_t>(i + 1),
                            static_cast<std::int64_t>(enrolled_.size()));
        }
    }

    void search() {
        const auto gallery = workspace_.gallery();
        const auto [threshold, fmr] = workspace_.searchThreshold();
        result_.threshold = threshold, result_.fmr = fmr;
        std::vector<std::pair<float, bool>> mated;  // similarity of the best, it is the right person
        int first = 0;
        const auto probes = probesOf(workspace_.engine(), heldOut_, context_);
        for (const auto& [i, probe] : probes) {
            if (!identities_[i].valid()) continue;  // every photo of them was refused
            ++result_.probes;
            const auto best = gallery->identify(probe, threshold, fmr, 1).candidates;
            const bool right = !best.empty() && best.front().identity == identities_[i];
            first += right;
            mated.emplace_back(best.empty() ? -1 : best.front().similarity, right);
        }
        result_.withoutFace = static_cast<int>(heldOut_.size() - probes.size());
        result_.rank1 = result_.probes ? static_cast<double>(first) / result_.probes : 0;
        std::vector<float> nonMated;
        for (const auto& [i, probe] : probesOf(workspace_.engine(), strangers_, context_)) {
            const auto best = gallery->identify(probe, threshold, fmr, 1).candidates;
            nonMated.push_back(best.empty() ? -1 : best.front().similarity);
        }
        result_.strangers = static_cast<int>(nonMated.size());
        std::sort(nonMated.begin(), nonMated.end(), std::greater<>());
        const auto fnirAt = [&](float at) {
            const auto missed = std::count_if(mated.begin(), mated.end(),
                                              [&](const auto& m) { return !m.second || m.first < at; });
            return mated.empty() ? 0.0 : static_cast<double>(missed) / static_cast<double>(mated.size());
        };
        const auto alarms =
            std::count_if(nonMated.begin(), nonMated.end(), [&](float s) { return s >= result_.threshold; });
        result_.fpirAtDefault =
            nonMated.empty() ? 0 : static_cast<double>(alarms) / static_cast<double>(nonMated.size());
        result_.fnirAtDefault = fnirAt(threshold);
        if (nonMated.empty()) return;
        const auto allowed = static_cast<std::size_t>(0.003 * static_cast<double>(nonMated.size()));
        result_.fnirAtFpir003 =
            fnirAt(std::nextafter(nonMated[std::min(allowed, nonMated.size() - 1)], 2.0f));
    }

    void plantDuplicates() {
        std::set<std::pair<IdentityId, IdentityId>> planted;
        EnrolOptions options = trial_.enrol;
        options.severalFaces = SeveralFaces::kCentred;
        for (std::size_t i = 0; i < enrolled_.size() && static_cast<int>(planted.size()) < trial_.duplicates;
             ++i) {
            if (!identities_[i].valid()) continue;
            JobContext quiet(context_.stopToken());
            const auto copy =
                enrolPerson(workspace_, enrolled_[i].name + " (again)", {}, {heldOut_[i]}, options, quiet);
            if (copy.identity.valid()) planted.emplace(identities_[i], copy.identity);
        }
        result_.duplicatesPlanted = static_cast<int>(planted.size());
        const auto check = checkPeople(workspace_, context_);
        result_.pairsFlagged = static_cast<int>(check.lookAlikes.size());
        std::set<IdentityId> inPlanted, falsely;
        for (const auto& [a, b] : planted)
            inPlanted.insert(a), inPlanted.insert(b);
        for (const auto& pair : check.lookAlikes) {
            if (planted.count({pair.a, pair.b})) {
                ++result_.duplicatesFound;
                continue;
            }
            for (const auto id : {pair.a, pair.b})
                if (!inPlanted.count(id)) falsely.insert(id);
        }
        result_.falselyFlagged = static_cast<int>(falsely.size());
        result_.otherPeople = result_.people - result_.duplicatesPlanted;
    }

    Workspace& workspace_;
    const EnrolmentTrial& trial_;
    JobContext& context_;
    EnrolmentEvaluation result_;
    std::vector<Person> enrolled_;
    std::vector<IdentityId> identities_;
    std::vector<fs::path> heldOut_, strangers_;
};

}  // namespace

EnrolmentEvaluation evaluateEnrolment(Workspace& workspace, const fs::path& folder,
                                      const EnrolmentTrial& trial, JobContext& context) {
    LINEAMENT_REQUIRE(workspace.store().identities().empty(), "data store", "it must be empty for this");
    return RunningTrial(workspace, trial, context).run(folder);
}

}  // namespace lineament
