#include <cstdio>

#include "app/cli/commands/compare.h"
#include "app/cli/failure.h"
#include "core/base/atomic_file.h"
#include "core/pipelines/people/comparison_report.h"
#include "core/store/login.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct CompareOptions {
    std::string a, b, examiner;
    fs::path report;
};

struct VerifyOptions {
    fs::path report;
    bool repeat = false;
};

std::string rate(double value, bool bound) {
    char text[32];
    std::snprintf(text, sizeof text, "%s%.1e", bound ? "< " : "", value);
    return text;
}

/// The store, where a side is a sample of it; else none is opened.
std::shared_ptr<Store> storeFor(Invocation& run, const FaceSource& a, const FaceSource& b) {
    const auto isSample = [](const FaceSource& source) { return source.kind == FaceSource::Kind::kSample; };
    return isSample(a) || isSample(b) ? run.store() : nullptr;
}

Json answersJson(const std::vector<RecogniserAnswer>& answers, Table& table) {
    Json json = Json::array();
    for (const auto& answer : answers) {
        if (!answer.problem.empty()) {
            json.push_back({{"recogniser", answer.id}, {"problem", answer.problem}});
            table.row({answer.id, answer.problem});
            continue;
        }
        const auto log10 =
            answer.likelihood ? decimals(answer.likelihood->log10At(answer.similarity), 2) : Json(nullptr);
        json.push_back(
            {{"recogniser", answer.id},
             {"key", answer.key},
             {"similarity", decimals(answer.similarity, 4)},
             {"threshold", decimals(answer.threshold, 4)},
             {"fmr", answer.fmr},
             {"match", answer.match},
             {"fmr_here", answer.fmrHere},
             {"fmr_here_is_bound", answer.fmrHereIsBound},
             {"log10_likelihood_ratio", log10},
             {"population", answer.likelihood ? answer.likelihood->population : answer.population}});
        table.row({answer.id, fixed(answer.similarity, 3), fixed(answer.threshold, 3),
                   answer.match ? "yes" : "no", rate(answer.fmrHere, answer.fmrHereIsBound),
                   log10.is_null() ? "-" : log10.dump(),
                   answer.likelihood ? answer.likelihood->population : answer.population});
    }
    return json;
}

Status compareCommand(Invocation& run, const CompareOptions& options) {
    auto a = faceSourceNamed(options.a), b = faceSourceNamed(options.b);
    // A report is to be repeated from anywhere.
    for (auto* source : {&a, &b})
        if (!source->path.empty()) source->path = fs::absolute(source->path).string();
    const auto store = storeFor(run, a, b);
    const auto folder = Store::locate(run.global.data);
    const auto& engine = *run.engine();
    Comparison comparison;
    comparison.engine = engine.options();
    comparison.fmr = OperatingPoint{}.fmr;
    comparison.left = faceToCompare(engine, a, run.job(), folder, store.get());
    comparison.right = faceToCompare(engine, b, run.job(), folder, store.get());
    comparison.answers = compareByAll(engine, comparison.left, comparison.right, comparison.fmr, run.job());
    Table table({"recogniser", "similarity", "threshold", "match", "FMR here", "log10 LR", "population"});
    Json document = {{"answers", answersJson(comparison.answers, table)}};
    if (!options.report.empty()) {
        comparison.first.examiner = options.examiner.empty() ? loginName() : options.examiner;
        const auto html = signedComparisonHtml(
            comparison, engine.registry(), Clock::system().now(),
            [](const char* text) { return std::string(text); }, "en", folder);
        writeAtomically(options.report, [&](std::ostream& out) { out << html; });
        document["report"] = options.report.string();
    }
    run.print(document, table.text());
    return kDone;
}

Json repetitionJson(const Repetition& repetition, Table& table) {
    Json figures = Json::array();
    for (const auto& figure : repetition.figures) {
        figures.push_back(
            {{"what", figure.what}, {"then", figure.then}, {"now", figure.now}, {"same", figure.same}});
        const auto shortened = [](const std::string& text) {
            return text.size() == 64 ? text.substr(0, 16) : text;
        };
        table.row({figure.what, shortened(figure.then), shortened(figure.now), figure.same ? "yes" : "NO"});
    }
    return {{"same", repetition.same},
            {"largest_difference", decimals(repetition.largestDifference, 6)},
            {"figures", std::move(figures)}};
}

Status verifyReport(Invocation& run, const VerifyOptions& options) {
    const auto folder = Store::locate(run.global.data);
    const auto check = checkComparisonReport(options.report, folder);
    const auto subject = options.report.string();
    if (check.record.is_null())
        throw Error(ErrorCode::kUnsupported, subject, "it is no report of a comparison");
    Json document = {
        {"path", subject},         {"signed", check.isSigned},      {"signature_valid", check.signatureValid},
        {"own_key", check.ownKey}, {"public_key", check.publicKey}, {"record", check.record}};
    std::string text = subject + ": ";
    text += !check.isSigned         ? "not signed"
            : !check.signatureValid ? "ALTERED since it was signed"
            : check.ownKey          ? "unchanged, signed by this store"
                                    : "unchanged, signed by another store";
    text += check.publicKey.empty() ? "\n" : " (key " + check.publicKey.substr(0, 16) + ")\n";
    bool same = true;
    if (options.repeat) {
        const auto comparison = comparisonFrom(check.record, subject);
        const auto store = storeFor(run, comparison.left.source, comparison.right.source);
        const auto repetition = repeatComparison(run.registry(), check.record, subject, run.computeDevice(),
                                                 folder, store.get(), run.job());
        Table table({"figure", "report", "now", "same"});
        document["repetition"] = repetitionJson(repetition, table);
        text += table.text();
        same = repetition.same;
    }
    run.print(document, text);
    if (!check.signatureValid) {
        run.say(failureLine(
            subject,
            check.isSigned ? "the report was altered since it was signed" : "the report is not signed",
            "ask whoever wrote it for the original file"));
        return kInputUnusable;
    }
    return same ? kDone : kSomeRejected;
}

}  // namespace

void addCompare(CLI::App& app, Commands& commands) {
    auto pair = std::make_shared<CompareOptions>();
    auto* compare = app.add_subcommand("compare", "Compare two faces by all recognisers");
    const auto what = "Photo, VIDEO#t=SECONDS for a frame, or sample:ID of somebody enrolled";
    compare->add_option("A", pair->a, what)->required();
    compare->add_option("B", pair->b, what)->required();
    compare->add_option("--report", pair->report, "Write a signed report, .html");
    compare->add_option("--examiner", pair->examiner, "Who examines, for the report [login name]");
    commands.on(compare, [pair](Invocation& run) { return compareCommand(run, *pair); });

    auto report = std::make_shared<VerifyOptions>();
    auto* verify = app.add_subcommand("verify-report", "Tell whether a report of a comparison was changed");
    verify->add_option("FILE", report->report, "Report, .html")->required();
    verify->add_flag("--repeat", report->repeat, "Work its figures out again from the pictures");
    commands.on(verify, [report](Invocation& run) { return verifyReport(run, *report); });
}

}  // namespace lineament::cli
