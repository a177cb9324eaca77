#include <algorithm>
#include <cstdio>
#include <map>

#include "app/cli/commands/commands.h"
#include "app/cli/duplicates.h"
#include "app/cli/failure.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/people/roster.h"

namespace lineament::cli {
namespace {

const std::map<std::string, QualityGate> kGates = {
    {"off", QualityGate::kOff}, {"standard", QualityGate::kStandard}, {"strict", QualityGate::kStrict}};
const std::map<std::string, SeveralFaces> kPolicies = {{"refuse", SeveralFaces::kRefuse},
                                                       {"largest", SeveralFaces::kLargest},
                                                       {"centred", SeveralFaces::kCentred}};

struct EnrolCommand {
    EnrolOptions enrol;
    std::string name, externalId;
    std::vector<std::filesystem::path> images;
    std::filesystem::path folder;
    std::shared_ptr<OnDuplicate> duplicates = std::make_shared<OnDuplicate>(OnDuplicate::kAllow);

    /// Those of the pipeline: whoever is decided about is held there first.
    EnrolOptions forPipeline() const {
        auto given = enrol;
        given.holdDuplicates = *duplicates != OnDuplicate::kAllow;
        return given;
    }
};

template <class Value>
CLI::IsMember namesOf(const std::map<std::string, Value>& choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices)
        names.push_back(name);
    return CLI::IsMember(names);
}

void addEnrolOptions(CLI::App* command, const std::shared_ptr<EnrolCommand>& options) {
    command
        ->add_option_function<std::string>(
            "--gate", [options](const std::string& name) { options->enrol.gate = kGates.at(name); },
            "How good a photo must be: off, standard or strict [standard]")
        ->check(namesOf(kGates));
    command
        ->add_option_function<std::string>(
            "--several-faces",
            [options](const std::string& name) { options->enrol.severalFaces = kPolicies.at(name); },
            "What to do with a photo of several people: refuse, largest or centred [refuse]")
        ->check(namesOf(kPolicies));
    command->add_option("--reason", options->enrol.reason, "Why, for the audit trail");
    addDuplicatesOption(command, options->duplicates);
}

void addRow(Table& table, const EnrolledIdentity& person) {
    table.row({person.identity.valid() ? std::to_string(person.identity.value()) : "-", person.name,
               std::to_string(person.accepted.size()), std::to_string(person.rejected.size())});
}

Table personTable() {
    return Table({"identity", "name", "accepted", "rejected"});
}

/// Whoever is still held was not stored, as what is rejected is not.
Status statusOf(Invocation& run, const std::vector<EnrolledIdentity>& people,
                const std::vector<Rejection>& rejected, std::size_t accepted) {
    const bool held =
        std::any_of(people.begin(), people.end(), [](const auto& one) { return one.held.has_value(); });
    const auto status = run.report(rejected, accepted + held);
    return held && status == kDone ? kSomeRejected : status;
}

Status enrol(Invocation& run, const EnrolCommand& options) {
    std::vector<EnrolledIdentity> people = {enrolPerson(run.workspace(), options.name, options.externalId,
                                                        options.images, options.forPipeline(), run.job())};
    auto duplicates = settleDuplicates(run, *options.duplicates, options.enrol, people);
    const auto& person = people.front();
    auto table = personTable();
    addRow(table, person);
    auto document = enrolledJson(person);
    document["possible_duplicates"] = std::move(duplicates);
    run.print(document, table.text());
    return statusOf(run, people, person.rejected, person.accepted.size());
}

Status enrolAll(Invocation& run, const EnrolCommand& options) {
    auto result = enrolFolder(run.workspace(), options.folder, options.forPipeline(), run.job());
    auto duplicates = settleDuplicates(run, *options.duplicates, options.enrol, result.identities);
    Json identities = Json::array();
    auto table = personTable();
    std::size_t accepted = 0;
    for (const auto& person : result.identities) {
        identities.push_back(enrolledJson(person));
        addRow(table, person);
        accepted += person.accepted.size();
    }
    run.print({{"identities", std::move(identities)},
               {"rejected", rejectionsJson(result.rejected)},
               {"already_enrolled", result.alreadyEnrolled},
               {"possible_duplicates", std::move(duplicates)}},
              table.text());
    return statusOf(run, result.identities, result.rejected, accepted);
}

Status enrolRosterFile(Invocation& run, const EnrolCommand& options) {
    const auto roster = readRoster(options.folder);
    auto people = enrolRoster(run.workspace(), roster, options.forPipeline(), run.job());
    auto duplicates = settleDuplicates(run, *options.duplicates, options.enrol, people);
    if (*options.duplicates == OnDuplicate::kAsk)  // whoever was answered about has no record yet
        for (std::size_t i = 0; i < people.size(); ++i)
            if (people[i].identity.valid())
                keepRosterRecord(*run.store(), people[i].identity, roster.people[i], options.enrol.reason);
    Json identities = Json::array(), problems = Json::array();
    auto table = personTable();
    std::vector<Rejection> rejected;
    std::size_t accepted = 0;
    for (const auto& person : people) {
        identities.push_back(enrolledJson(person));
        addRow(table, person);
        accepted += person.accepted.size();
        rejected.insert(rejected.end(), person.rejected.begin(), person.rejected.end());
    }
    for (const auto& problem : roster.problems) {
        problems.push_back({{"line", problem.line},
                            {"column", problem.column},
                            {"reason", problem.reason},
                            {"whole_row", problem.wholeRow}});
        std::fprintf(stderr, "%s\n",
                     failureLine(options.folder.string() + ":" + std::to_string(problem.line),
                                 problem.column + ": " + problem.reason, "correct this row and repeat")
                         .c_str());
    }
    run.print({{"identities", std::move(identities)},
               {"problems", std::move(problems)},
               {"rejected", rejectionsJson(rejected)},
               {"possible_duplicates", std::move(duplicates)}},
              table.text());
    const auto status = statusOf(run, people, rejected, accepted);
    if (roster.problems.empty() || status != kDone) return status;
    return people.empty() ? kInputUnusable : kSomeRejected;
}

}  // namespace

void addEnrol(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<EnrolCommand>();
    auto* command = app.add_subcommand("enrol", "Enrol one person from photos");
    command->add_option("--name", options->name, "Name of the person")->required();
    command->add_option("--external-id", options->externalId, "Staff number or the like");
    command->add_option("IMAGE", options->images, "Photos of the person")->required();
    addEnrolOptions(command, options);
    commands.on(command, [options](Invocation& run) { return enrol(run, *options); });
}

void addEnrolFolder(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<EnrolCommand>();
    auto* command = app.add_subcommand("enrol-folder", "Enrol one person from each sub-folder");
    command->add_option("DIR", options->folder, "Folder with one sub-folder a person")->required();
    addEnrolOptions(command, options);
    commands.on(command, [options](Invocation& run) { return enrolAll(run, *options); });
}

void addEnrolRoster(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<EnrolCommand>();
    auto* command = app.add_subcommand("enrol-roster", "Enrol the people of a CSV");
    command
        ->add_option(
            "CSV", options->folder,
            "Columns name, external id, photos (several with | between them), group, valid from, valid to")
        ->required();
    addEnrolOptions(command, options);
    commands.on(command, [options](Invocation& run) { return enrolRosterFile(run, *options); });
}

}  // namespace lineament::cli
