#include "core/pipelines/synthetic/sample/sample_faces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/pipelines/synthetic/generators.h"
#include "core/pipelines/synthetic/judge_samples.h"

namespace lineament {
namespace {

struct Cast {
    const char* name;
    const char* label;  // class of the generator, if it has it
    bool enrolled;
};
constexpr std::array<Cast, 8> kCast = {{{"Alma Quill", "female 20-29", true},
                                        {"Bram Osier", "male 30-44", true},
                                        {"Cora Fenn", "female 30-44", true},
                                        {"Dario Lumen", "male 20-29", true},
                                        {"Edda Marsh", "female 45-59", true},
                                        {"Finn Tarn", "male 45-59", true},
                                        {"", "female 20-29", false},
                                        {"", "male 30-44", false}}};

constexpr double kPsi = 0.8;
constexpr std::uint64_t kSeeds = 60;    // tried for each of the cast
constexpr float kPeopleApart = 0.25f;   // similarity of two people, at most: clear of every threshold
constexpr float kAlike = 0.55f;         // of two looks of one
constexpr float kSmallestQuality = 30;  // unified score
constexpr double kFidelity = 0.5;

cv::Mat gamma(const cv::Mat& bgr, double exponent) {
    cv::Mat table(1, 256, CV_8U), result;
    for (int i = 0; i < 256; ++i)
        table.at<uchar>(i) = cv::saturate_cast<uchar>(255 * std::pow(i / 255.0, exponent));
    cv::LUT(bgr, table, result);
    return result;
}

cv::Mat turned(const cv::Mat& bgr, double degrees) {
    cv::Mat result;
    const auto turn = cv::getRotationMatrix2D({bgr.cols / 2.0f, bgr.rows / 2.0f}, degrees, 1);
    cv::warpAffine(bgr, result, turn, bgr.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
    return result;
}

class Drawing {
  public:
    Drawing(const FaceEngine& engine, const OpenGenerator& generator)
        : engine_(engine),
          generator_(generator),
          restorer_(engine.sharedRegistry(), engine.options().device, engine.options().precision) {}

    std::optional<int> labelOf(const char* name) const {
        const auto& names = generator_.synthesiser().info().labelNames;
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) return std::nullopt;
        return static_cast<int>(found - names.begin());
    }

    /// Empty where the seed gives no face that is fit, or one like somebody of `others`.
    std::vector<SampleLook> looks(std::uint64_t seed, std::optional<int> label,
                                  const std::vector<SampleFace>& others) const {
        gan::SynthesisOptions options;
        options.psi = kPsi;
        options.label = label;
        const auto& synthesiser = generator_.synthesiser();
        const auto drawn = synthesiser.generate({&seed, 1}, options).front();
        auto plain = lookAt(enlarged(drawn));
        if (!plain || plain->face.quality.overall < kSmallestQuality) return {};
        for (const auto& other : others)
            if (similarity(other.looks.front().value, plain->value) > kPeopleApart) return {};
        std::vector<SampleLook> looks{std::move(*plain)};
        cv::Mat mirrored;
        cv::flip(looks.front().bgr, mirrored, 1);
        for (const auto& picture :
             {gamma(turned(looks.front().bgr, 5), 0.8), gamma(turned(mirrored, 4), 1.2)}) {
            auto look = lookAt(picture);
            if (!look || similarity(look->value, looks.front().value) < kAlike) return {};
            looks.push_back(std::move(*look));
        }
        return looks;
    }

  private:
    std::optional<SampleLook> lookAt(const cv::Mat& bgr) const {
        auto faces = engine_.detect(bgr);
        if (faces.size() != 1) return std::nullopt;
        SampleLook look{bgr, std::move(faces.front()), {}};
        look.value = engine_.embed(bgr, {&look.face, 1}).front();
        return look;
    }

    /// Enlarged with the detail of a restorer, where there is one.
    cv::Mat enlarged(const gan::Picture& picture) const {
        cv::Mat bgr;
        cv::resize(bgrOf(picture), bgr, {kSampleLookSide, kSampleLookSide}, 0, 0, cv::INTER_CUBIC);
        const auto faces = engine_.detect(bgr);
        if (faces.size() != 1) return bgr;
        try {
            const cv::Mat frame = enhance::FaceRestorer::frameOf(bgr, faces.front().landmarks5);
            enhance::FaceRestorer::paste(bgr, restorer_.restore({&frame, 1}, kFidelity).front(),
                                         faces.front().landmarks5);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kModelMissing) throw;
        }
        return bgr;
    }

    const FaceEngine& engine_;
    const OpenGenerator& generator_;
    enhance::FaceRestorer restorer_;
};

}  // namespace

SampleFaces drawSampleFaces(const FaceEngine& engine, JobContext& context) {
    const auto known = generatorsOf(engine.registry());
    if (known.empty())
        throw Error(ErrorCode::kModelMissing, "generator",
                    "the models folder holds none, and sample people are drawn by one");
    const OpenGenerator generator(engine.registry(), known.front().id, engine.options().device);
    const Drawing drawing(engine, generator);
    const auto provenance = generator.provenance({});
    SampleFaces faces{{}, provenance.lineage.at("generator"), provenance.lineage.at("generatorSha256")};
    for (const auto& member : kCast) {
        const auto label = drawing.labelOf(member.label);
        SampleFace person{member.name, member.enrolled, {}};
        const std::uint64_t first = 1 + kSeeds * faces.people.size();
        for (std::uint64_t seed = first; seed < first + kSeeds && person.looks.empty(); ++seed) {
            context.checkpoint();
            person.looks = drawing.looks(seed, label, faces.people);
        }
        if (person.looks.empty())
            throw Error(ErrorCode::kUnsupported, known.front().id,
                        "too few of its faces can be told apart to make sample people of them");
        faces.people.push_back(std::move(person));
        context.report("sample people", static_cast<std::int64_t>(faces.people.size()),
                       static_cast<std::int64_t>(kCast.size()));
    }
    return faces;
}

}  // namespace lineament
