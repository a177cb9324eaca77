// A comparison is recorded, signed, checked and repeated.
#include "core/pipelines/people/comparison.h"

#include <cctype>
#include <fstream>
#include <iterator>

#include "core/base/atomic_file.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/people/comparison_report.h"
#include "core/store/gallery_book.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

class ComparisonTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(test::samplePhoto(1));
        const auto people = test::samplePeople(*engine);
        ASSERT_GE(people.size(), 2u);
        first = test::writePhoto(folder / "photos/first.png", people[0]);
        second = test::writePhoto(folder / "photos/second.png", people[1]);
    }
    FaceSource photo(const fs::path& path) const {
        FaceSource source;
        source.path = path.string();
        return source;
    }
    Comparison compared(const FaceSource& left, const FaceSource& right) {
        Comparison comparison;
        comparison.engine = engine->options();
        comparison.fmr = 1e-4;
        comparison.left = faceToCompare(*engine, left, context, store->folder(), store.get());
        comparison.right = faceToCompare(*engine, right, context, store->folder(), store.get());
        comparison.answers = compareByAll(*engine, comparison.left, comparison.right, 1e-4, context);
        comparison.first.examiner = "Anna";
        comparison.first.features = {{"Skin", "similar"}, {"Ears", "different"}};
        comparison.first.conclusion = "Support for two people";
        comparison.first.at = 1'700'000'000'000;
        return comparison;
    }
    fs::path report(const Comparison& comparison) {
        const auto html = signedComparisonHtml(
            comparison, *registry, 1'700'000'000'000, [](const char* text) { return std::string(text); },
            "en", store->folder());
        const auto file = folder / "report.html";
        writeAtomically(file, [&](std::ostream& out) { out << html; });
        return file;
    }
    static std::string textOf(const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    test::TempFolder folder;
    JobContext context;
    std::shared_ptr<const ModelRegistry> registry =
        std::make_shared<const ModelRegistry>(test::modelsFolder());
    std::shared_ptr<FaceEngine> engine = std::make_shared<FaceEngine>(registry);
    std::shared_ptr<Store> store = Store::open(folder / "store");
    fs::path first, second;
};

}  // namespace

TEST_F(ComparisonTest, ASignedReportIsKnownAndOneChangedSignIsNoticed) {
    const auto file = report(compared(photo(first), photo(second)));
    auto check = checkComparisonReport(file, store->folder());
    EXPECT_TRUE(check.isSigned && check.signatureValid && check.ownKey);
    EXPECT_FALSE(checkComparisonReport(file, folder.path()).ownKey) << "another store did not sign it";

    auto text = textOf(file);
    const auto at = text.find("Support for two people");
    ASSERT_NE(at, std::string::npos);
    std::ofstream(file, std::ios::binary) << text.replace(at, 22, "Support for one person");
    check = checkComparisonReport(file, store->folder());
    EXPECT_TRUE(check.isSigned);
    EXPECT_FALSE(check.signatureValid);
}

TEST_F(ComparisonTest, NothingMayBeAddedBehindTheSignatureOrChangedInItsBlock) {
    const auto file = report(compared(photo(first), photo(second)));
    const auto whole = textOf(file);
    const auto block = whole.rfind("<!-- lineament-signature ");
    ASSERT_NE(block, std::string::npos);
    const auto checked = [&](const std::string& text) {
        std::ofstream(file, std::ios::binary) << text;
        return checkComparisonReport(file, store->folder());
    };
    const auto changed = [&](const std::string& before, const std::string& after) {
        auto text = whole;
        const auto at = text.find(before, block);
        EXPECT_NE(at, std::string::npos) << before;
        return text.replace(at, before.size(), after);
    };
    auto upper = whole;
    for (auto at = whole.find("\"signature\":\"", block) + 13; upper[at] != '"'; ++at)
        upper[at] = static_cast<char>(std::toupper(upper[at]));
    const std::vector<std::pair<std::string, std::string>> altered = {
        {"text behind it", whole + "<p>It is one person.</p>"},
        {"one line more", whole + "\n"},
        {"one line less", whole.substr(0, whole.size() - 1)},
        {"text between the comment and its end", changed(" -->\n", " --><p>It is one person.</p>\n")},
        {"a comment that ends early", changed("{", "x --><p>It is one person.</p><!-- {")},
        {"text that ends in a comment", changed("\"}", "\"} --><p>It is one person.</p><!-- {}")},
        {"another field", changed("{", "{\"conclusion\":\"one person\",")},
        {"another algorithm", changed("Ed25519", "none")},
        {"a space", changed("{", "{ ")},
        {"other letters", upper},
        {"the block twice", whole + whole.substr(block)},
    };
    for (const auto& [what, text] : altered) {
        ASSERT_NE(text, whole) << what;
        const auto check = checked(text);
        EXPECT_FALSE(check.signatureValid) << what;
        EXPECT_FALSE(check.ownKey) << what;
    }
    EXPECT_TRUE(checked(altered.front().second).isSigned) << "it was signed, and changed since";
    EXPECT_TRUE(checked(whole).signatureValid);
    EXPECT_FALSE(checked(whole.substr(0, block)).isSigned);
}

TEST_F(ComparisonTest, TheReportSaysWhereAFalseMatchRateIsOnlyABound) {
    auto comparison = compared(photo(first), photo(second));
    ASSERT_FALSE(comparison.answers.empty());
    for (auto& answer : comparison.answers)
        answer.fmrHereIsBound = false;
    auto file = report(comparison);
    auto record = checkComparisonReport(file, store->folder()).record;
    EXPECT_EQ(record.at("answers").at(0).at("fmr_here_is_bound"), false);
    EXPECT_EQ(textOf(file).find("only known to be below"), std::string::npos);

    comparison.answers.front().fmrHere = 1.5e-7;
    comparison.answers.front().fmrHereIsBound = true;
    file = report(comparison);
    record = checkComparisonReport(file, store->folder()).record;
    EXPECT_EQ(record.at("answers").at(0).at("fmr_here_is_bound"), true);
    EXPECT_NE(textOf(file).find("&lt; 1.5e-07"), std::string::npos);
    EXPECT_NE(textOf(file).find("only known to be below"), std::string::npos);
}

TEST_F(ComparisonTest, RepeatedItGivesTheSameFiguresAndAChangedPhotoIsNoticed) {
    const auto comparison = compared(photo(first), photo(second));
    const auto record = checkComparisonReport(report(comparison), store->folder()).record;
    auto again =
        repeatComparison(registry, record, "report", Device::kCpu, store->folder(), store.get(), context);
    for (const auto& figure : again.figures)
        EXPECT_TRUE(figure.same) << figure.what << ": " << figure.then << ", now " << figure.now;
    EXPECT_TRUE(again.same);
    EXPECT_LT(again.largestDifference, 1e-6);

    cv::Mat changed = cv::imread(second.string());
    changed.at<cv::Vec3b>(1, 1) = {1, 2, 3};
    cv::imwrite(second.string(), changed);
    again = repeatComparison(registry, record, "report", Device::kCpu, store->folder(), store.get(), context);
    EXPECT_FALSE(again.same);
    fs::remove(second);
    again = repeatComparison(registry, record, "report", Device::kCpu, store->folder(), store.get(), context);
    EXPECT_FALSE(again.same) << "a photo that is gone cannot be looked at again";
}

TEST_F(ComparisonTest, AFaceIsFoundAgainByItsPlaceInAPhotoOfSeveral) {
    FaceSource source = photo(test::samplePhoto(1));
    const auto faces = engine->detect(loadImage(test::samplePhoto(1)).bgr);
    ASSERT_GE(faces.size(), 2u);
    source.box = faces[1].box;
    const auto face = faceToCompare(*engine, source, context);
    EXPECT_GT(iou(face.face.box, faces[1].box), 0.9f);
    source.box = BoxPx{0, 0, 10, 10};
    EXPECT_THROW(faceToCompare(*engine, source, context), Error);
}

TEST_F(ComparisonTest, SidesAreNamedAsTheyAreTyped) {
    const auto sample = faceSourceNamed("sample:12");
    EXPECT_EQ(sample.kind, FaceSource::Kind::kSample);
    EXPECT_EQ(sample.sample, SampleId(12));
    EXPECT_EQ(nameOf(sample), "sample:12");
    const auto frame = faceSourceNamed("/films/lobby.mp4#t=12.480");
    EXPECT_EQ(frame.kind, FaceSource::Kind::kFrame);
    EXPECT_NEAR(frame.ms, 12480, 1e-6);
    EXPECT_EQ(frame.path, "/films/lobby.mp4");
    EXPECT_EQ(nameOf(frame), "/films/lobby.mp4#t=12.480");
    EXPECT_EQ(faceSourceNamed("anna.jpg").kind, FaceSource::Kind::kPhoto);
    EXPECT_THROW(faceSourceNamed("sample:x"), Error);
    EXPECT_THROW(faceSourceNamed("a.mp4#t=soon"), Error);
    EXPECT_THROW(faceToCompare(*engine, sample, context, store->folder(), store.get()), Error);
}

TEST_F(ComparisonTest, ASampleIsComparedByItsOriginalWhereThatWasKept) {
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    Workspace workspace(engine, store);
    const auto cropped = enrolPerson(workspace, "Anna", {}, {first}, options, context).accepted.at(0).sample;
    store->setSetting(Store::kKeepOriginals, "1");
    const auto kept = enrolPerson(workspace, "Ben", {}, {second}, options, context).accepted.at(0).sample;
    const auto side = [&](SampleId id) {
        FaceSource source;
        source.kind = FaceSource::Kind::kSample;
        source.sample = id;
        return faceToCompare(*engine, source, context, store->folder(), store.get());
    };
    EXPECT_TRUE(side(cropped).keptCrop);
    const auto whole = side(kept);
    EXPECT_FALSE(whole.keptCrop);
    EXPECT_EQ(whole.pixelsSha256, faceToCompare(*engine, photo(second), context).pixelsSha256);
    EXPECT_EQ(whole.title, "Ben · second.png");
}

TEST_F(ComparisonTest, ASecondExaminerIsSomebodyElseAndSaysWhyTheyDisagree) {
    auto comparison = compared(photo(first), photo(second));
    auto kept = keepExamination(*store, comparison, *registry);
    comparison.examination = kept.id;
    Assessment other;
    other.examiner = "Anna";
    other.conclusion = "Support for one person";
    EXPECT_EQ(problemOf(comparison.first, other), SecondProblem::kSamePerson);
    other.examiner = " ";
    EXPECT_EQ(problemOf(comparison.first, other), SecondProblem::kNoName);
    other.examiner = "Ben";
    EXPECT_EQ(problemOf(comparison.first, other), SecondProblem::kNoReasons);
    comparison.second = other;
    EXPECT_THROW(keepExamination(*store, comparison, *registry), Error);
    comparison.second->conclusion = comparison.first.conclusion;
    comparison.second->at = 1'700'000'100'000;
    kept = keepExamination(*store, comparison, *registry);
    EXPECT_EQ(store->galleryBook().examinations().size(), 1u);
    EXPECT_EQ(kept.secondExaminer, "Ben");
    EXPECT_NE(textOf(report(comparison)).find("confirmed by the second examiner"), std::string::npos);
    EXPECT_THROW(keepExamination(*store, comparison, *registry), Error) << "it is concluded for good";
    const auto read = comparisonFrom(nlohmann::ordered_json::parse(kept.content), "examination");
    EXPECT_TRUE(isConfirmed(read.first, *read.second));
    EXPECT_EQ(read.first.features, comparison.first.features);
}
