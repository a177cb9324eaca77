#include "core/pipelines/cases/case_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/cases/name_person.h"
#include "core/pipelines/presence/alert_raiser.h"
#include "core/pipelines/report/figures.h"
#include "core/pipelines/report/html_page.h"

namespace lineament {
namespace {

using nlohmann::json;

constexpr std::size_t kHashShown = 12;  // tells lines of the trail apart, and fits the page

const char* wordOf(TrackState state) {
    switch (state) {
        case TrackState::kConfirmed:
            return "confirmed";
        case TrackState::kSuggested:
            return "suggested";
        case TrackState::kRejected:
            return "rejected";
        case TrackState::kUnknown:
            break;
    }
    return "unknown";
}

HtmlPage::Frame frameOf(CasePerson::Section section) {
    switch (section) {
        case CasePerson::Section::kConfirmed:
            return HtmlPage::Frame::kConfirmed;
        case CasePerson::Section::kSuggested:
            return HtmlPage::Frame::kSuggested;
        case CasePerson::Section::kUnknown:
            break;
    }
    return HtmlPage::Frame::kUnknown;
}

/// "0:01:02.345" from the start of the recording.
std::string timeOf(double ms) {
    const auto total = static_cast<long long>(ms + 1e-3);
    char text[48];
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld.%03lld", total / 3'600'000, total / 60'000 % 60,
                  total / 1000 % 60, total % 1000);
    return text;
}

std::string sourceOf(const CaseReport& report, const Track& track) {
    for (const auto& recording : report.recordings)
        if (recording.id == track.recording) return recording.source;
    return {};
}

std::string nameIn(const std::string& source) {
    if (source.find("://") != std::string::npos) return source;
    return std::filesystem::path(source).filename().string();
}

/// Whether a decision speaks of a track or person of the case.
bool concerns(const Decision& decision, const std::set<std::string>& subjects) {
    if (subjects.count(decision.subject)) return true;
    const auto after = json::parse(decision.after, nullptr, false);
    if (!after.is_object() || !after.contains("steps")) return false;
    return std::any_of(after["steps"].begin(), after["steps"].end(),
                       [&](const json& step) { return subjects.count(step.value("subject", "")) > 0; });
}

void addPixels(const CaseBook& book, CaseReport& report, int shotsEach, JobContext& context) {
    for (const auto& person : report.people) {
        // The best looks over all tracks of the person.
        std::vector<std::tuple<float, std::size_t, std::size_t>> looks;
        for (const auto at : person.tracks)
            for (std::size_t rank = 0; rank < report.tracks[at].shots.size(); ++rank)
                looks.emplace_back(-report.tracks[at].shots[rank].quality, at, rank);
        std::sort(looks.begin(), looks.end());
        if (static_cast<int>(looks.size()) > shotsEach) looks.resize(static_cast<std::size_t>(shotsEach));
        for (const auto& [quality, at, rank] : looks) {
            context.checkpoint();
            Track& track = report.tracks[at];
            track.shots[rank].crop = book.shotCrop(track.id, static_cast<int>(rank));
        }
    }
}

/// Settings of an analysis for a reader: "detector fr_detect · min face px 16".
std::string settingsOf(const std::string& text) {
    const auto settings = json::parse(text, nullptr, false);
    if (!settings.is_object()) return text;
    std::string line;
    for (const auto& [key, value] : settings.items()) {
        std::string name = key;
        std::replace(name.begin(), name.end(), '_', ' ');
        if (!line.empty()) line += " · ";
        char figure[32];
        if (value.is_number_float()) std::snprintf(figure, sizeof figure, "%.4g", value.get<double>());
        line += name + " " +
                (value.is_string()         ? value.get<std::string>()
                 : value.is_number_float() ? std::string(figure)
                                           : value.dump());
    }
    return line;
}

/// Long tables grow by a half where times take two lines.
std::string onOneLine(const std::string& text) {
    std::string line;
    for (const char c : text)
        line += c == ' ' ? std::string("\u00a0") : std::string(1, c);
    return line;
}

/// What was decided, in words; a kind that the report has no words for keeps its own.
std::string wordOfKind(const std::string& kind, const ReportWords& w) {
    constexpr std::array<std::pair<const char*, const char*>, 9> kKinds = {
        {{"review.confirm", "name confirmed"},
         {"review.name", "named"},
         {"track.assign", "named"},
         {"review.reject", "name rejected"},
         {"review.not_a_face", "said to be no face"},
         {"review.merge", "unknown people merged"},
         {"review.split", "track cut in two"},
         {"review.draw", "face drawn by hand"},
         {"identity.merge", "two people merged"}}};
    for (const auto& [known, words] : kKinds)
        if (kind == known) return w(words);
    return kind;
}

std::string whoIs(const CasePerson& person, const ReportWords& w) {
    return !person.name.empty() ? person.name
           : person.number > 0  ? w("Unknown") + "-" + std::to_string(person.number)
                                : w("Unknown");
}

/// "track:2", and of whom it is now.
std::string aboutOf(const CaseReport& report, const std::string& subject, const ReportWords& w) {
    for (const auto& person : report.people)
        for (const auto at : person.tracks) {
            const Track& track = report.tracks[at];
            const bool meant =
                subject == "track:" + std::to_string(track.id.value()) ||
                (track.identity && subject == "identity:" + std::to_string(track.identity->value()));
            if (meant) return subject + " · " + whoIs(person, w);
        }
    return subject;
}

}  // namespace

std::string titleOf(const CasePerson& person) {
    if (!person.name.empty()) return person.name;
    return person.number > 0 ? "Unknown-" + std::to_string(person.number) : "Unknown";
}

CaseReport readCaseReport(Workspace& workspace, CaseId id, const CaseReportOptions& options,
                          JobContext& context) {
    requirePermitted(workspace.store(), Permission::kReview, "case report");
    LINEAMENT_REQUIRE(options.shotsEach >= 0 && options.shotsEach <= 50, "shots", "0 to 50 a person");
    auto& store = workspace.store();
    auto& book = store.caseBook();
    context.report("report", 0, 0);
    CaseReport report;
    report.info = book.getCase(id);
    report.at = Clock::system().now();
    report.program = std::string("Lineament ") + LINEAMENT_VERSION;
    report.sources = book.sources(id);
    const auto ids = recordingsOf(book, id);
    for (auto& recording : store.recordings())
        if (std::find(ids.begin(), ids.end(), recording.id) != ids.end())
            report.recordings.push_back(std::move(recording));
    const auto& engine = workspace.engine();
    const auto recogniser = engine.recogniserKey().substr(0, engine.recogniserKey().find('@'));
    for (const auto& wanted : {engine.options().detector, recogniser})
        if (const auto* model = engine.registry().find(wanted))
            report.models.push_back({model->id, model->role,
                                     model->files.empty() ? "" : model->files.front().sha256,
                                     model->licence});
    std::tie(report.threshold, report.fmr) = workspace.searchThreshold();
    report.tracks = book.outlines(ids);
    report.people = peopleOfCase(report.tracks, book.unknowns(id));
    report.marks = book.marks(id);
    report.lists = watchedLists(workspace);
    addPixels(book, report, options.shotsEach, context);

    std::set<std::string> subjects;
    for (const auto& track : report.tracks) {
        subjects.insert("track:" + std::to_string(track.id.value()));
        if (track.identity) subjects.insert("identity:" + std::to_string(track.identity->value()));
    }
    auto decisions = store.decisions(0);
    std::reverse(decisions.begin(), decisions.end());
    for (auto& decision : decisions)
        if (concerns(decision, subjects)) report.decisions.push_back(std::move(decision));
    context.checkpoint();
    report.audit = store.auditEntries(options.auditLines);
    report.auditWhole = !store.auditBrokenAt();
    // The last line of the trail tells who: the store's own actor.
    store.audit("case.report", "case:" + std::to_string(id.value()), "");
    const auto own = store.auditEntries(1);
    if (!own.empty()) report.actor = own.back().actor;
    return report;
}

std::string caseReportHtml(const CaseReport& report, const ReportWords& w, const std::string& language) {
    const std::string title = report.info.name.empty() ? w("Unsorted recordings") : report.info.name;
    HtmlPage page(w("Report of the case") + w(": ") + title, language);
    page.note(
        w("A similarity is a lead, not an identification. No name in this report is proof of who somebody "
          "is; it is to "
          "be confirmed by other means."));
    page.facts({{w("Written"), dateOf(report.at)},
                {w("By"), report.actor},
                {w("Program"), report.program},
                {w("Notes"), report.info.notes}});

    page.heading(w("Sources"));
    std::vector<std::vector<std::string>> rows;
    for (const auto& source : report.sources) {
        const auto found = std::find_if(report.recordings.begin(), report.recordings.end(),
                                        [&](const Recording& one) { return one.source == source.source; });
        const bool analysed = found != report.recordings.end();
        const std::string hash = !source.sha256.empty() ? source.sha256 : analysed ? found->sha256 : "";
        const bool changed =
            analysed && !source.sha256.empty() && !found->sha256.empty() && source.sha256 != found->sha256;
        rows.push_back({source.source,
                        hash.empty()
                            ? w("none: not a single file")
                            : hash + (changed ? w(" (") + w("changed before it was analysed") + w(")") : ""),
                        analysed ? std::to_string(found->size.width) + " × " +
                                       std::to_string(found->size.height) + ", " + timeOf(found->durationMs)
                                 : "",
                        analysed ? dateOf(found->analysedAt) : w("not analysed"), source.notes});
    }
    page.table({w("Source"), "SHA-256", w("Size, length"), w("Analysed"), w("Notes")}, rows);

    page.heading(w("Settings and models"));
    rows.clear();
    for (const auto& model : report.models)
        rows.push_back({model.id, w(model.role.c_str()), model.sha256, model.licence});
    page.table({w("Model"), w("Role"), "SHA-256", w("Licence")}, rows);
    page.paragraph(w("Threshold of similarity") + w(": ") + number(static_cast<double>(report.threshold), 3) +
                   ", " + w("false match rate of one comparison") + w(": ") + rate(report.fmr));
    rows.clear();
    for (const auto& recording : report.recordings)
        rows.push_back({nameIn(recording.source), settingsOf(recording.settings)});
    page.table({w("Source"), w("Settings of the analysis")}, rows);

    page.heading(w("People"));
    for (const auto& person : report.people) {
        const char* section = person.section == CasePerson::Section::kConfirmed   ? "confirmed"
                              : person.section == CasePerson::Section::kSuggested ? "suggested"
                                                                                  : "unknown";
        // The mark that most of all asks to be looked at is said of the person, whichever look wears it.
        std::string watch;
        for (const auto at : person.tracks)
            if (const auto hit = watchHitOf(report.tracks[at], report.marks, report.lists);
                hit && watch.empty())
                watch = ", " +
                        (hit->list.empty() ? w("looked out for") : w("on the watchlist") + " " + hit->list);
        page.heading(whoIs(person, w) + w(" (") + w(section) + watch + w(")"), 3);
        std::vector<HtmlPage::Picture> pictures;
        rows.clear();
        for (const auto at : person.tracks) {
            const Track& track = report.tracks[at];
            rows.push_back({nameIn(sourceOf(report, track)), timeOf(track.firstMs), timeOf(track.lastMs),
                            std::to_string(track.frames),
                            track.identity ? number(static_cast<double>(track.similarity), 3) : "",
                            w(wordOf(track.state))});
            for (const auto& shot : track.shots)
                if (!shot.crop.empty())
                    pictures.push_back({shot.crop,
                                        timeOf(shot.ms) + "\n" + w("quality") + " " +
                                            number(static_cast<double>(shot.quality), 0),
                                        frameOf(person.section)});
        }
        page.pictures(pictures);
        page.table({w("Source"), w("From"), w("To"), w("Frames"), w("Similarity"), w("State")}, rows);
    }
    if (report.people.empty()) page.paragraph(w("Nobody was found."));

    page.heading(w("Decisions"));
    rows.clear();
    for (const auto& decision : report.decisions)
        rows.push_back({onOneLine(dateOf(decision.at)), decision.actor, wordOfKind(decision.kind, w),
                        aboutOf(report, decision.subject, w), decision.reason,
                        decision.undone ? w("taken back") : ""});
    page.table({w("When"), w("Who"), w("What"), w("About"), w("Why"), ""}, rows);

    page.heading(w("Audit trail"));
    page.paragraph(report.auditWhole
                       ? w("The chain of hashes is whole: no line was changed or removed.")
                       : w("THE CHAIN OF HASHES IS BROKEN: the trail was changed by other means."));
    rows.clear();
    for (const auto& entry : report.audit)
        rows.push_back({std::to_string(entry.seq), onOneLine(dateOf(entry.at)), entry.actor, entry.action,
                        entry.subject, entry.hash.substr(0, kHashShown)});
    page.table({"#", w("When"), w("Who"), w("What"), w("About"), w("Hash")}, rows);

    page.heading(w("Limits of the method"));
    page.paragraph(
        w("Faces that are small, blurred, turned away or hidden are missed or cannot be compared. Similarity "
          "depends on "
          "the photos enrolled, on age, light and camera, and differs between groups of people. The false "
          "match rate "
          "was measured on the population that the calibration names; other footage may behave otherwise. "
          "Who is not "
          "enrolled cannot be named, but may be like somebody who is."));
    return page.html();
}

std::string caseReportCsv(const CaseReport& report) {
    std::string csv =
        csvRow({"source", "who", "state", "similarity", "first_ms", "last_ms", "frames", "track"});
    for (const auto& person : report.people)
        for (const auto at : person.tracks) {
            const Track& track = report.tracks[at];
            csv += csvRow({sourceOf(report, track), titleOf(person), wordOf(track.state),
                           track.identity ? number(static_cast<double>(track.similarity), 4) : "",
                           number(track.firstMs, 0), number(track.lastMs, 0), std::to_string(track.frames),
                           std::to_string(track.id.value())});
        }
    return csv;
}

std::string caseReportJson(const CaseReport& report) {
    json sources = json::array(), people = json::array(), models = json::array(), decisions = json::array(),
         audit = json::array();
    for (const auto& source : report.sources)
        sources.push_back({{"source", source.source},
                           {"sha256", source.sha256},
                           {"notes", source.notes},
                           {"analysed", source.recording.valid()}});
    for (const auto& recording : report.recordings)
        for (auto& source : sources)
            if (source["source"] == recording.source) {
                source["settings"] = json::parse(recording.settings, nullptr, false);
                source["analysed_sha256"] = recording.sha256;
                source["duration_ms"] = recording.durationMs;
            }
    for (const auto& model : report.models)
        models.push_back(
            {{"id", model.id}, {"role", model.role}, {"sha256", model.sha256}, {"licence", model.licence}});
    for (const auto& person : report.people) {
        json tracks = json::array();
        for (const auto at : person.tracks) {
            const Track& track = report.tracks[at];
            tracks.push_back({{"track_id", track.id.value()},
                              {"source", sourceOf(report, track)},
                              {"first_ms", track.firstMs},
                              {"last_ms", track.lastMs},
                              {"frames", track.frames},
                              {"state", wordOf(track.state)},
                              {"similarity", track.identity ? json(track.similarity) : json()}});
            if (const auto hit = watchHitOf(track, report.marks, report.lists))
                tracks.back()["watchlist"] = hit->list;
        }
        people.push_back({{"name", titleOf(person)},
                          {"identity_id", person.identity.valid() ? json(person.identity.value()) : json()},
                          {"tracks", std::move(tracks)}});
    }
    for (const auto& decision : report.decisions)
        decisions.push_back({{"at", decision.at},
                             {"actor", decision.actor},
                             {"kind", decision.kind},
                             {"subject", decision.subject},
                             {"reason", decision.reason},
                             {"undone", decision.undone}});
    for (const auto& entry : report.audit)
        audit.push_back({{"seq", entry.seq},
                         {"at", entry.at},
                         {"actor", entry.actor},
                         {"action", entry.action},
                         {"subject", entry.subject},
                         {"detail", entry.detail},
                         {"hash", entry.hash}});
    const json document = {
        {"case", {{"id", report.info.id.value()}, {"name", report.info.name}, {"notes", report.info.notes}}},
        {"at", report.at},
        {"actor", report.actor},
        {"program", report.program},
        {"threshold", report.threshold},
        {"fmr", report.fmr},
        {"sources", std::move(sources)},
        {"models", std::move(models)},
        {"people", std::move(people)},
        {"decisions", std::move(decisions)},
        {"audit", std::move(audit)},
        {"audit_whole", report.auditWhole},
        {"limits", "A similarity is a lead, not an identification."}};
    return document.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace lineament
