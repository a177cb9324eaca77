#include "core/pipelines/evaluate_pairs.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <sstream>
#include <thread>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/base/hash.h"
#include "core/enhance/enhancer.h"
#include "core/evaluate/bootstrap.h"
#include "core/image/image.h"
#include "core/pipelines/photo_reader.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

struct Pair {
    std::size_t a, b;  // pictures
    bool mated;
    int fold;
};

struct PairList {
    std::vector<fs::path> pictures;  // each once
    std::vector<Pair> pairs;
};

[[noreturn]] void malformed(const fs::path& csv, int line, int column, const std::string& why) {
    throw Error(ErrorCode::kUnreadable, csv.string(),
                "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + why);
}

/// Fields of one line; a field in double quotes may hold commas. Source: RFC 4180.
std::vector<std::string> fieldsOf(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            fields.emplace_back();
        else if (line[i] != '\r')
            fields.back() += line[i];
    }
    return fields;
}

PairList readPairs(const fs::path& csv, const fs::path& root) {
    std::ifstream file(csv);
    if (!fs::is_regular_file(csv) || !file)
        throw Error(ErrorCode::kNotFound, csv.string(), "the list of pairs cannot be opened");
    std::string line;
    std::getline(file, line);
    auto header = fieldsOf(line);
    if (!header[0].compare(0, 3, "\xEF\xBB\xBF")) header[0].erase(0, 3);
    const auto column = [&](const char* name) -> std::optional<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), name);
        if (found == header.end()) return std::nullopt;
        return static_cast<std::size_t>(found - header.begin());
    };
    const auto a = column("path_a"), b = column("path_b"), same = column("same"), fold = column("fold");
    if (!a || !b || !same) malformed(csv, 1, 1, "the header does not name path_a, path_b and same");

    PairList list;
    std::map<std::string, std::size_t> known;
    const auto pictureOf = [&](const std::string& path) {
        const auto [entry, added] = known.emplace(path, list.pictures.size());
        if (added) list.pictures.push_back(root / path);
        return entry->second;
    };
    for (int number = 2; std::getline(file, line); ++number) {
        if (line.empty() || line == "\r") continue;
        const auto fields = fieldsOf(line);
        if (fields.size() != header.size())
            malformed(csv, number, static_cast<int>(std::min(fields.size(), header.size())) + 1,
                      "there are " + std::to_string(fields.size()) + " fields where the header has " +
                          std::to_string(header.size()));
        for (const auto path : {*a, *b})
            if (fields[path].empty()) malformed(csv, number, static_cast<int>(path) + 1, "the path is empty");
        const auto& answer = fields[*same];
        if (answer != "0" && answer != "1")
            malformed(csv, number, static_cast<int>(*same) + 1, "it is neither 0 nor 1");
        int foldNumber = 0;
        if (fold) {
            const auto& text = fields[*fold];
            if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
                malformed(csv, number, static_cast<int>(*fold) + 1, "the fold is not a number");
            foldNumber = std::stoi(text);
        }
        list.pairs.push_back({pictureOf(fields[*a]), pictureOf(fields[*b]), answer == "1", foldNumber});
    }
    if (list.pairs.empty()) throw Error(ErrorCode::kUnreadable, csv.string(), "it holds no pairs");
    return list;
}

/// Large and near the middle: whom a portrait is of, though others stand in the background.
const Face& subjectOf(const std::vector<Face>& faces, cv::Size picture) {
    const auto prominence = [&](const Face& face) {
        const PointPx centre = face.box.centre();
        const double off = std::hypot(centre.x - picture.width / 2.0, centre.y - picture.height / 2.0) /
                           std::min(picture.width, picture.height);
        return face.box.height * std::exp(-8 * off * off);
    };
    return *std::max_element(faces.begin(), faces.end(),
                             [&](const Face& a, const Face& b) { return prominence(a) < prominence(b); });
}

struct PictureTemplate {
    std::optional<Template> value;
    std::optional<Rejection> rejection;
};

std::optional<Face> subjectIn(const FaceEngine& engine, const cv::Mat& bgr) {
    const auto faces = engine.detectBoxes(bgr);
    if (faces.empty()) return std::nullopt;
    Face subject = subjectOf(faces, bgr.size());
    engine.describe(bgr, {&subject, 1});
    return subject;
}

/// What becomes of the second picture of a pair.
struct Treatment {
    const PairsOptions& options;
    const enhance::Enhancer* enhancer;  ///< null: nothing is enhanced
};

cv::Mat resized(const cv::Mat& bgr, cv::Size size) {
    if (bgr.size() == size) return bgr;
    cv::Mat result;
    cv::resize(bgr, result, size, 0, 0, bgr.cols > size.width ? cv::INTER_AREA : cv::INTER_CUBIC);
    return result;
}

std::optional<Template> treatedTemplate(const FaceEngine& engine, const cv::Mat& clean, const Treatment& treatment,
                                        std::uint64_t seed, JobContext& context) {
    auto face = subjectIn(engine, clean);
    if (!face) return std::nullopt;
    const auto& how = treatment.options.degrade;
    const cv::Mat poor = how ? enhance::degrade(clean, face->box.width, *how, seed) : clean;
    const cv::Mat back = resized(poor, clean.size());
    if (!treatment.options.oracleAlignment) face = subjectIn(engine, back);
    if (!face) return std::nullopt;
    if (!treatment.enhancer) return engine.embed(back, {&*face, 1}).at(0);
    const Face there = enhance::scaledFace(*face, static_cast<double>(poor.cols) / clean.cols);
    const auto enhanced = treatment.enhancer->run(poor, {&there, 1}, context);
    return engine.embed(resized(enhanced.bgr, clean.size()), {&*face, 1}).at(0);
}

PictureTemplate templateOf(const FaceEngine& engine, const fs::path& path, const Treatment* treatment,
                           JobContext& context) {
    try {
        const Image image = loadImage(path);
        std::optional<Template> found;
        if (treatment) {
            const auto seed = std::stoull(sha256(path.filename().string()).substr(0, 12), nullptr, 16);
            JobContext quiet(context.stopToken());
            found = treatedTemplate(engine, image.bgr, *treatment, seed, quiet);
        } else if (const auto subject = subjectIn(engine, image.bgr)) {
            found = engine.embed(image.bgr, {&*subject, 1}).at(0);
        }
        if (!found) return {std::nullopt, Rejection{path.string(), RejectionCode::kNoFace, "no face was found", {}}};
        return {std::move(found), std::nullopt};
    } catch (const Error& error) {
        return {std::nullopt, rejectionFrom(error, path.string())};
    }
}

/// One template a picture, on as many threads as the program may use.
std::vector<PictureTemplate> templatesOf(const FaceEngine& engine, const std::vector<fs::path>& pictures,
                                         JobContext& context, const Treatment* treatment = nullptr) {
    std::vector<PictureTemplate> templates(pictures.size());
    std::atomic<std::size_t> next{0}, done{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        nameThisThread("evaluate");
        try {
            for (std::size_t i; !context.stopRequested() && (i = next++) < pictures.size();) {
                templates[i] = templateOf(engine, pictures[i], treatment, context);
                std::lock_guard lock(mutex);
                context.report("pictures", static_cast<std::int64_t>(++done),
                               static_cast<std::int64_t>(pictures.size()));
            }
        } catch (...) {
            std::lock_guard lock(mutex);
            failure = std::current_exception();
            next = pictures.size();
        }
    };
    {
        std::vector<std::jthread> workers;
        for (int i = 1; i < std::max(1, threads()); ++i)
            workers.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
    context.checkpoint();
    return templates;
}

/// How many non-mated scores lie in each of many narrow bins of [-1, 1].
class ScoreHistogram {
  public:
    void add(float similarity) {
        const auto bin = static_cast<std::ptrdiff_t>((similarity + 1) / 2 * kBins);
        ++counts_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(bin, 0, kBins - 1))];
        ++total_;
    }
    std::int64_t total() const { return total_; }
    /// Smallest threshold that at most this share of the scores reach.
    double thresholdAt(double fmr) const {
        const auto most = static_cast<std::int64_t>(fmr * static_cast<double>(total_));
        std::int64_t above = 0;
        std::ptrdiff_t bin = kBins;
        while (bin > 0 && above + counts_[static_cast<std::size_t>(bin - 1)] <= most)
            above += counts_[static_cast<std::size_t>(--bin)];
        return 2.0 * static_cast<double>(bin) / kBins - 1;
    }

  private:
    static constexpr std::ptrdiff_t kBins = 1 << 20;
    std::vector<std::int64_t> counts_ = std::vector<std::int64_t>(kBins);
    std::int64_t total_ = 0;
};

/// Scores of all pairs of different people, by products of blocks of templates.
ScoreHistogram nonMatedScores(const std::vector<Template>& templates, const std::vector<std::size_t>& people,
                              const JobContext& context) {
    constexpr int kRows = 256;
    const int count = static_cast<int>(templates.size()),
              dimension = static_cast<int>(templates.front().values.size());
    cv::Mat all(count, dimension, CV_32F);
    for (int i = 0; i < count; ++i)
        std::copy(templates[static_cast<std::size_t>(i)].values.begin(),
                  templates[static_cast<std::size_t>(i)].values.end(), all.ptr<float>(i));
    ScoreHistogram histogram;
    for (int i = 0; i < count; i += kRows)
        for (int j = i; j < count; j += kRows) {
            context.checkpoint();
            cv::Mat scores;
            cv::gemm(all.rowRange(i, std::min(count, i + kRows)), all.rowRange(j, std::min(count, j + kRows)),
                     1, cv::noArray(), 0, scores, cv::GEMM_2_T);
            for (int r = 0; r < scores.rows; ++r)
                for (int c = 0; c < scores.cols; ++c)
                    if (i + r < j + c &&
                        people[static_cast<std::size_t>(i + r)] != people[static_cast<std::size_t>(j + c)])
                        histogram.add(scores.at<float>(r, c));
        }
    return histogram;
}

}  // namespace

PairsResult evaluatePairs(const FaceEngine& engine, const fs::path& csv, const fs::path& root,
                          JobContext& context, const PairsOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    PairList list = readPairs(csv, root);
    if (!options.folds.empty()) {
        std::erase_if(list.pairs, [&](const Pair& pair) { return !options.folds.count(pair.fold); });
        if (list.pairs.empty())
            throw Error(ErrorCode::kInvalidArgument, "folds", "the list holds no pair of these folds");
    }
    // First pictures of pairs as they are; second ones treated, if there is a treatment.
    std::optional<enhance::Enhancer> enhancer;
    if (!options.enhance.empty())
        enhancer.emplace(engine.sharedRegistry(), engine.options().device, engine.options().precision, options.enhance);
    const Treatment treatment{options, enhancer ? &*enhancer : nullptr};
    const bool treated = options.degrade || enhancer;
    std::vector<std::size_t> slot(2 * list.pictures.size(), SIZE_MAX);
    std::vector<fs::path> plain, second;
    for (const auto& pair : list.pairs) {
        const auto take = [&](std::size_t picture, bool asSecond) {
            auto& place = slot[2 * picture + (asSecond ? 1 : 0)];
            auto& paths = asSecond ? second : plain;
            if (place == SIZE_MAX) place = paths.size(), paths.push_back(list.pictures[picture]);
        };
        take(pair.a, false);
        take(pair.b, treated);
    }
    auto templates = templatesOf(engine, plain, context);
    auto ofSecond = templatesOf(engine, second, context, &treatment);

    PairsResult result;
    result.pairs = static_cast<std::int64_t>(list.pairs.size());
    const auto pictures = templates.size() + ofSecond.size();
    for (auto* some : {&templates, &ofSecond})
        for (auto& picture : *some)
            if (picture.rejection) result.rejected.push_back(std::move(*picture.rejection));
    result.failedToAcquire = static_cast<double>(result.rejected.size()) / static_cast<double>(pictures);
    std::vector<Score> scores;
    std::vector<PairPeople> people;
    for (const auto& pair : list.pairs) {
        const auto& a = templates[slot[2 * pair.a]].value;
        const auto& b = treated ? ofSecond[slot[2 * pair.b + 1]].value : templates[slot[2 * pair.b]].value;
        const float failed = pair.mated ? -1.0f : 1.0f;  // no template: an error of the pair's class
        scores.push_back({a && b ? similarity(*a, *b) : failed, pair.mated, pair.fold});
        people.push_back({list.pictures[pair.a].parent_path().string(), list.pictures[pair.b].parent_path().string()});
    }
    result.figures = verificationFigures(scores);
    result.accuracyInterval = accuracyInterval(scores, people, result.figures);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

Calibration calibrate(const FaceEngine& engine, const fs::path& folder, JobContext& context) {
    std::vector<fs::path> people, pictures;
    std::vector<std::size_t> personOfPicture;
    if (!fs::is_directory(folder)) throw Error(ErrorCode::kNotFound, folder.string(), "it is not a folder");
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) people.push_back(entry.path());
    std::sort(people.begin(), people.end());
    for (std::size_t person = 0; person < people.size(); ++person)
        for (auto& picture : imagesIn(people[person])) {
            pictures.push_back(std::move(picture));
            personOfPicture.push_back(person);
        }

    auto acquired = templatesOf(engine, pictures, context);
    std::vector<Template> templates;
    std::vector<std::size_t> personOfTemplate;
    for (std::size_t i = 0; i < acquired.size(); ++i)
        if (acquired[i].value) {
            templates.push_back(std::move(*acquired[i].value));
            personOfTemplate.push_back(personOfPicture[i]);
        }
    LINEAMENT_REQUIRE(!templates.empty() && personOfTemplate.front() != personOfTemplate.back(),
                      folder.string(),
                      "a calibration needs faces of two people or more, in a sub-folder each");
    const ScoreHistogram scores = nonMatedScores(templates, personOfTemplate, context);

    // A rate is measured only where enough errors stand behind it: 30, after Doddington's rule.
    constexpr double kFewestErrors = 30;
    Calibration calibration;
    calibration.population = folder.filename().string() + ", " + std::to_string(people.size()) + " people, " +
                             std::to_string(templates.size()) + " faces";
    calibration.comparisons = scores.total();
    for (const double fmr : {0.5, 0.2, 1e-1, 5e-2, 2e-2, 1e-2, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5,
                             1e-5, 5e-6, 2e-6, 1e-6})
        if (fmr * static_cast<double>(scores.total()) >= kFewestErrors || calibration.points.size() < 2)
            calibration.points.push_back({fmr, scores.thresholdAt(fmr)});
    return calibration;
}

}  // namespace lineament
