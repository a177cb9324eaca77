#include "core/pipelines/people/comparison_report.h"

#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>

#include "core/base/error.h"
#include "core/base/signing.h"
#include "core/pipelines/report/figures.h"
#include "core/pipelines/report/html_page.h"

namespace lineament {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kRecordId = "lineament-record";
constexpr std::string_view kSignatureBegin = "<!-- lineament-signature ";
constexpr std::string_view kCommentEnd = " -->", kSignatureEnd = " -->\n";
constexpr int kPortraitHeight = 320;

class Writer {
  public:
    Writer(const Comparison& comparison, const ComparisonWords& words, const std::string& language)
        : comparison_(comparison), say_(words), page_(say_("Comparison of two faces"), language) {}

    std::string write(const nlohmann::ordered_json& record, UnixMs at) {
        addHead(at);
        addFace("First picture", comparison_.left);
        addFace("Second picture", comparison_.right);
        addFeatures();
        page_.heading(say_("Recognisers"), 3);
        addScores();
        page_.heading(say_("Settings"), 3);
        addValues(record.at("settings"));
        page_.heading(say_("Models"), 3);
        Facts models;
        for (const auto& model : record.at("models"))
            models.emplace_back(model.at("id").get<std::string>() + " " + model.at("file").get<std::string>(),
                                model.at("sha256"));
        page_.facts(models);
        page_.paragraph(say_(
            "This file is signed. \"lineament verify-report FILE --repeat\" shows whether it was changed "
            "and works its figures out again from the pictures."));
        page_.data(kRecordId, record.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
        return page_.html();
    }

  private:
    std::string conclusionOf(const Assessment& assessment) {
        return say_(assessment.conclusion.empty() ? "No conclusion yet" : assessment.conclusion.c_str());
    }

    std::string standing() {
        const auto& second = comparison_.second;
        if (!second) return say_("not confirmed by a second examiner");
        return say_(isConfirmed(comparison_.first, *second) ? "confirmed by the second examiner"
                                                            : "the second examiner does not agree");
    }

    void addExaminer(const char* title, const Assessment& assessment, Facts& facts) {
        facts.emplace_back(say_(title), assessment.examiner);
        facts.emplace_back(say_("Conclusion"), conclusionOf(assessment));
        if (assessment.at != 0) facts.emplace_back(say_("Concluded"), dateOf(assessment.at));
        facts.emplace_back(say_("Features assessed before the scores"),
                           say_(assessment.blind ? "yes" : "no"));
        if (!assessment.note.empty()) facts.emplace_back(say_("Reasons"), assessment.note);
    }

    void addHead(UnixMs at) {
        Facts facts = {{say_("Written"), dateOf(at)}, {"Lineament", LINEAMENT_VERSION}};
        if (comparison_.examination != 0)
            facts.emplace_back(say_("Examination"), std::to_string(comparison_.examination));
        addExaminer("Examiner", comparison_.first, facts);
        if (comparison_.second) addExaminer("Second examiner", *comparison_.second, facts);
        facts.emplace_back(say_("Standing"), standing());
        page_.facts(facts);
        page_.note(
            say_("A similarity and a likelihood ratio are evidence of a kind, never proof. They "
                 "hold for the population named beside them."));
        const BoxPx whole{0, 0, float(kPortraitPx), float(kPortraitPx)};
        const auto left = faceCrop(comparison_.left.upright, whole, kPortraitPx);
        const auto right = faceCrop(comparison_.right.upright, whole, kPortraitPx);
        page_.pictures({{left, comparison_.left.title}, {right, comparison_.right.title}}, kPortraitHeight);
    }

    void addFace(const char* title, const ComparedFace& face) {
        page_.heading(say_(title), 3);
        Facts facts = {
            {say_("File"), nameOf(face.source)},
            {"SHA-256", face.sha256},
            {say_("SHA-256 of the pixels"), face.pixelsSha256},
            {say_("Size, px"), std::to_string(face.size.width) + " × " + std::to_string(face.size.height)},
            {say_("Between the eyes, px"), number(face.face.quality.interEyePx, 0)},
            {say_("Yaw, pitch, roll, °"), number(face.face.pose.yaw, 0) + ", " +
                                              number(face.face.pose.pitch, 0) + ", " +
                                              number(face.face.pose.roll, 0)},
            {say_("Quality, 0 to 100"), number(face.face.quality.overall, 0)}};
        if (face.title != nameOf(face.source))
            facts.insert(facts.begin(), {say_("What it shows"), face.title});
        if (face.keptCrop)
            facts.emplace_back(say_("Picture"),
                               say_("the crop that was kept at enrolment; the photo itself was not kept"));
        page_.facts(facts);
    }

    void addFeatures() {
        page_.heading(say_("Facial features"), 3);
        std::vector<std::string> head = {say_("Feature"), say_("Examiner")};
        if (comparison_.second) head.push_back(say_("Second examiner"));
        std::vector<std::vector<std::string>> rows;
        for (const auto& [name, seen] : comparison_.first.features) {
            std::vector<std::string> row = {say_(name.c_str()), say_(seen.c_str())};
            if (comparison_.second) row.push_back(seenBySecond(name));
            rows.push_back(std::move(row));
        }
        page_.table(head, rows);
    }

    std::string seenBySecond(const std::string& feature) {
        for (const auto& [name, seen] : comparison_.second->features)
            if (name == feature) return say_(seen.c_str());
        return "–";
    }

    void addScores() {
        std::vector<std::vector<std::string>> rows;
        bool bound = false;
        for (const auto& answer : comparison_.answers) {
            if (!answer.problem.empty()) {
                rows.push_back({answer.id, answer.problem, "", "", "", ""});
                continue;
            }
            bound |= answer.fmrHereIsBound;
            const auto& rated = answer.likelihood;
            const double log10 = rated ? rated->log10At(answer.similarity) : 0;
            rows.push_back({answer.key, number(answer.similarity, 4),
                            number(answer.threshold, 4) + " (FMR " + rate(answer.fmr) + ")",
                            rate(answer.fmrHere, answer.fmrHereIsBound),
                            rated ? number(log10, 2) + " (" + say_(wordsForLikelihood(log10)) + ")" : "–",
                            say_((rated ? rated->population : answer.population).c_str())});
        }
        page_.table({say_("Recogniser"), say_("Similarity"), say_("Threshold"), say_("FMR here"),
                     say_("log10 likelihood ratio"), say_("Population")},
                    rows);
        if (bound)
            page_.note(
                say_("\"<\" before a false match rate: it is only known to be below this, as the population "
                     "holds too few comparisons of two people to tell how far below."));
    }

    void addValues(const nlohmann::ordered_json& values) {
        Facts facts;
        for (const auto& [name, value] : values.items())
            facts.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        page_.facts(facts);
    }

    const Comparison& comparison_;
    const ComparisonWords& say_;
    HtmlPage page_;
};

std::string lowerCase(std::string text) {
    for (char& sign : text)
        if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    return text;
}

/// All that stands behind what was signed, to the last byte.
std::string trailerOf(const TextSignature& signature) {
    const nlohmann::ordered_json json = {{"algorithm", "Ed25519"},
                                         {"publicKey", lowerCase(signature.publicKey)},
                                         {"signature", lowerCase(signature.signature)}};
    return std::string(kSignatureBegin) + json.dump() + std::string(kSignatureEnd);
}

/// What a trailer claims to hold, whatever else stands in it; empty fields where it holds none.
TextSignature signatureIn(std::string_view trailer) {
    trailer.remove_prefix(kSignatureBegin.size());
    const auto json = nlohmann::json::parse(trailer.substr(0, trailer.find(kCommentEnd)), nullptr, false);
    const auto field = [&](const char* name) {
        return json.is_object() && json.contains(name) && json[name].is_string()
                   ? json[name].get<std::string>()
                   : std::string();
    };
    return {field("signature"), field("publicKey")};
}

}  // namespace

const char* wordsForLikelihood(double log10) {
    const double size = std::abs(log10);
    const bool one = log10 > 0;
    if (size < 0.3) return "no support for either";
    if (size < 1) return one ? "weak support for one person" : "weak support for two people";
    if (size < 2) return one ? "moderate support for one person" : "moderate support for two people";
    if (size < 4)
        return one ? "moderately strong support for one person" : "moderately strong support for two people";
    return one ? "strong support for one person" : "strong support for two people";
}

std::string signedComparisonHtml(const Comparison& comparison, const ModelRegistry& registry, UnixMs at,
                                 const ComparisonWords& words, const std::string& language,
                                 const std::filesystem::path& keyFolder) {
    auto html = Writer(comparison, words, language).write(recordOf(comparison, registry), at);
    return html + trailerOf(signText(html, keyFolder));
}

ReportCheck checkComparisonReport(const std::filesystem::path& file, const std::filesystem::path& keyFolder) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw Error(ErrorCode::kNotFound, file.string(), "there is no such file");
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    if (!stream.good() && !stream.eof())
        throw Error(ErrorCode::kUnreadable, file.string(), "the file cannot be read");
    ReportCheck check;
    check.record = nlohmann::ordered_json::parse(HtmlPage::dataIn(text, kRecordId), nullptr, false);
    if (check.record.is_discarded()) check.record = nullptr;
    const auto at = text.rfind(kSignatureBegin);
    if (at == std::string::npos) return check;
    const auto trailer = std::string_view(text).substr(at);
    const auto signature = signatureIn(trailer);
    check.publicKey = signature.publicKey;
    check.isSigned = !signature.publicKey.empty() && !signature.signature.empty();
    const auto result = checkSignature(std::string_view(text).substr(0, at), signature, keyFolder);
    // Also what the signature cannot cover, its own block and all behind it, is as it was written.
    check.signatureValid = result.valid && trailer == trailerOf(signature);
    check.ownKey = check.signatureValid && result.ownKey;
    return check;
}

}  // namespace lineament
