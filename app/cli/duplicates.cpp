#include "app/cli/duplicates.h"

#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "app/cli/failure.h"
#include "core/pipelines/people/answer_duplicate.h"
#include "core/pipelines/people/check_people.h"

namespace lineament::cli {
namespace {

const std::map<std::string, OnDuplicate> kChoices = {
    {"allow", OnDuplicate::kAllow}, {"hold", OnDuplicate::kHold}, {"ask", OnDuplicate::kAsk}};

std::string described(const HeldPerson& held) {
    return "looks like " + held.alike.name + " (identity " + std::to_string(held.alike.identity.value()) +
           "): similarity " + fixed(held.alike.similarity, 3) + ", people count as alike from " +
           fixed(held.threshold, 3);
}

Json heldJson(const HeldPerson& held, const EnrolledIdentity& person) {
    Json photos = Json::array();
    for (const auto& photo : held.photos)
        photos.push_back(photo.string());
    return {{"name", held.name},
            {"external_id", held.externalId},
            {"identity_id", person.identity.valid() ? Json(person.identity.value()) : Json(nullptr)},
            {"photos", std::move(photos)},
            {"alike", {{"identity_id", held.alike.identity.value()}, {"name", held.alike.name}}},
            {"similarity", decimals(held.alike.similarity, 4)},
            {"threshold", decimals(held.threshold, 4)},
            {"fmr", held.fmr}};
}

/// Empty once there is nobody to answer.
std::optional<DuplicateAnswer> ask(Invocation& run, const HeldPerson& held) {
    run.say(held.name + " " + described(held));
    for (;;) {
        run.job().checkpoint();
        std::fputs("  [s] the same person, [a] another person, [k] skip: ", stderr);
        std::string line;
        if (!std::getline(std::cin, line)) return std::nullopt;
        if (line == "s") return DuplicateAnswer::kSamePerson;
        if (line == "a") return DuplicateAnswer::kAnotherPerson;
        if (line == "k") return DuplicateAnswer::kSkip;
    }
}

/// Those that were enrolled though they look like somebody: one search for all of them.
void addEnrolled(Invocation& run, const std::vector<EnrolledIdentity>& people, Json& found) {
    std::map<IdentityId, std::string> enrolled;
    for (const auto& person : people)
        if (person.identity.valid()) enrolled.emplace(person.identity, person.name);
    if (enrolled.empty()) return;
    std::vector<IdentityId> ids;
    for (const auto& [id, name] : enrolled)
        ids.push_back(id);
    const auto [threshold, fmr] = duplicateThreshold(run.workspace());
    for (const auto& pair : lookAlikesOf(run.workspace(), ids, run.job())) {
        const bool first = enrolled.count(pair.a);
        const auto id = first ? pair.a : pair.b, other = first ? pair.b : pair.a;
        const auto alike = run.store()->identity(other);
        HeldPerson held;
        held.name = enrolled.at(id);
        held.alike = {other, alike ? alike->name : std::string(), pair.similarity, {}};
        held.threshold = threshold;
        held.fmr = fmr;
        EnrolledIdentity person;
        person.identity = id;
        found.push_back(heldJson(held, person));
        run.say("lineament: " + held.name + ": enrolled, but " + described(held));
    }
}

}  // namespace

void addDuplicatesOption(CLI::App* command, const std::shared_ptr<OnDuplicate>& chosen) {
    command
        ->add_option_function<std::string>(
            "--duplicates", [chosen](const std::string& name) { *chosen = kChoices.at(name); },
            "Who looks like somebody enrolled is enrolled and reported (allow), not enrolled and reported "
            "(hold), or asked about on the terminal (ask) [allow]")
        ->check(CLI::IsMember({"allow", "hold", "ask"}));
}

Json settleDuplicates(Invocation& run, OnDuplicate chosen, const EnrolOptions& options,
                      std::vector<EnrolledIdentity>& people) {
    Json found = Json::array();
    bool answered = chosen == OnDuplicate::kAsk;
    for (auto& person : people) {
        if (!person.held) continue;
        const auto held = *person.held;
        const auto answer = answered ? ask(run, held) : std::nullopt;
        answered &= answer.has_value();
        if (answer) {
            auto rejected = std::move(person.rejected);
            person = answerDuplicate(run.workspace(), held, *answer, options, run.job());
            rejected.insert(rejected.end(), person.rejected.begin(), person.rejected.end());
            person.rejected = std::move(rejected);
        } else {
            run.say(failureLine(held.name, "not enrolled: it " + described(held),
                                "repeat with --duplicates ask or allow"));
        }
        found.push_back(heldJson(held, person));
    }
    if (chosen == OnDuplicate::kAllow) addEnrolled(run, people, found);
    return found;
}

}  // namespace lineament::cli
