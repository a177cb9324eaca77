#include "core/pipelines/enrol.h"

#include <gmock/gmock.h>

#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
using test::samplePhoto;
using test::writePhoto;
namespace fs = std::filesystem;

namespace {

class EnrolTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        if (people_.empty()) {
            engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
            people_ = test::samplePeople(*engine_);
        }
        ASSERT_GE(people_.size(), 3u);
        store = Store::open(folder / "store");
        workspace = std::make_unique<Workspace>(engine_, store);
    }
    static void TearDownTestSuite() {
        people_.clear();
        engine_.reset();
    }

    fs::path photo(int person, int number = 0) {
        return writePhoto(folder / ("p" + std::to_string(person) + "-" + std::to_string(number) + ".png"),
                          people_[static_cast<std::size_t>(person)], number);
    }
    EnrolledIdentity enrol(const std::string& name, const std::vector<fs::path>& photos,
                           EnrolOptions options = {}) {
        options.gate = QualityGate::kOff;
        return enrolPerson(*workspace, name, {}, photos, options, context);
    }
    /// persons sub-folders of the same face, photos files each.
    fs::path staff(int persons, int photos) {
        for (int person = 0; person < persons; ++person)
            for (int i = 0; i < photos; ++i)
                writePhoto(folder / "staff" / ("n" + std::to_string(person)) / (std::to_string(i) + ".png"),
                           people_[0], person * photos + i);
        return folder / "staff";
    }

    static std::shared_ptr<FaceEngine> engine_;
    static std::vector<cv::Mat> people_;
    test::TempFolder folder;
    std::shared_ptr<Store> store;
    std::unique_ptr<Workspace> workspace;
    JobContext context;
};
std::shared_ptr<FaceEngine> EnrolTest::engine_;
std::vector<cv::Mat> EnrolTest::people_;

}  // namespace

TEST(ChooseFace, BlurredBystandersDoNotMakeAPhotoOneOfSeveralPeople) {
    const auto faceOf = [](float x, float width, float sharpness) {
        Face face;
        face.box = {x, 50, width, width};
        face.quality = {.overall = 80, .sharpness = sharpness, .illumination = 90, .interEyePx = width / 3};
        return face;
    };
    const auto isRefused = [&](const Face& other) {
        const auto chosen =
            chooseFace({faceOf(50, 200, 90), other}, {600, 400}, SeveralFaces::kRefuse, "a.jpg");
        return std::holds_alternative<Rejection>(chosen);
    };
    EXPECT_TRUE(isRefused(faceOf(350, 110, 90))) << "as good a face";
    EXPECT_FALSE(isRefused(faceOf(350, 110, 5))) << "out of focus, behind";
    auto profile = faceOf(350, 110, 90);
    profile.pose.yaw = 70;
    EXPECT_FALSE(isRefused(profile));
    EXPECT_TRUE(isRefused(faceOf(350, 150, 5))) << "as large: the photo may be of them";
    EXPECT_FALSE(isRefused(faceOf(350, 60, 90))) << "far behind";
}

TEST_F(EnrolTest, StoresTheFaceTheTemplateAndWhereItCameFrom) {
    const auto path = photo(0);
    const auto ada = enrol("Ada", {path});
    ASSERT_EQ(ada.accepted.size(), 1u);
    EXPECT_TRUE(ada.rejected.empty());
    EXPECT_GT(ada.accepted[0].quality, 0);
    EXPECT_FALSE(ada.accepted[0].already);
    const auto samples = store->samples(ada.identity);
    ASSERT_EQ(samples.size(), 1u);
    EXPECT_EQ(samples[0].id, ada.accepted[0].sample);
    EXPECT_EQ(samples[0].path, path.string());
    EXPECT_EQ(samples[0].sha256.size(), 64u);
    EXPECT_FALSE(samples[0].crop.empty());
    const auto templates = store->templates(engine_->recogniserKey());
    ASSERT_EQ(templates.size(), 1u);
    EXPECT_EQ(templates[0].id, ada.accepted[0].templateId);
}

TEST_F(EnrolTest, ABadPhotoIsRejectedAndTheOthersGoOn) {
    std::ofstream(folder / "text.jpg") << "not a picture";
    const auto empty = writePhoto(folder / "empty.png", cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90)));
    const auto ada =
        enrol("Ada", {folder / "text.jpg", folder / "missing.jpg", empty, samplePhoto(1), photo(0)});
    ASSERT_EQ(ada.accepted.size(), 1u);
    std::vector<RejectionCode> codes;
    for (const auto& rejection : ada.rejected) {
        codes.push_back(rejection.code);
        EXPECT_FALSE(rejection.reason.empty());
    }
    ASSERT_EQ(codes.size(), 4u);
    EXPECT_THAT(codes[0], testing::AnyOf(RejectionCode::kUnsupported, RejectionCode::kUnreadable));
    EXPECT_EQ(codes[1], RejectionCode::kUnreadable);
    EXPECT_EQ(codes[2], RejectionCode::kNoFace);
    EXPECT_EQ(codes[3], RejectionCode::kSeveralFaces);
}

TEST_F(EnrolTest, NobodyIsEnrolledIfNoPhotoWillDo) {
    const auto nobody = enrol("Nobody", {folder / "missing.jpg"});
    EXPECT_FALSE(nobody.identity.valid());
    EXPECT_TRUE(store->identities().empty());
}

TEST_F(EnrolTest, ChoosesTheFaceThatThePolicyNames) {
    // The second person large in the middle, the first even larger at the left edge.
    cv::Mat group(600, 1000, CV_8UC3, cv::Scalar::all(110)), left, middle;
    cv::resize(people_[0], left, {340, 340});
    cv::resize(people_[1], middle, {260, 260});
    left.copyTo(group(cv::Rect(0, 0, 340, 340)));
    middle.copyTo(group(cv::Rect(370, 170, 260, 260)));
    const auto path = writePhoto(folder / "group.png", group);
    EXPECT_EQ(enrol("A", {path}).rejected.at(0).code, RejectionCode::kSeveralFaces);
    const auto largest = enrol("B", {path}, {.severalFaces = SeveralFaces::kLargest});
    ASSERT_EQ(largest.accepted.size(), 1u);
    EXPECT_LT(largest.accepted[0].face.box.centre().x, 340);
    store->remove(largest.identity);
    const auto centred = enrol("C", {path}, {.severalFaces = SeveralFaces::kCentred});
    ASSERT_EQ(centred.accepted.size(), 1u);
    EXPECT_GT(centred.accepted[0].face.box.centre().x, 340);
}

TEST_F(EnrolTest, AFaceInTheBackgroundDoesNotMakeAGroup) {
    cv::Mat picture(500, 700, CV_8UC3, cv::Scalar::all(110)), large, small;
    cv::resize(people_[0], large, {460, 460});
    cv::resize(people_[1], small, {100, 100});
    large.copyTo(picture(cv::Rect(0, 20, 460, 460)));
    small.copyTo(picture(cv::Rect(580, 200, 100, 100)));
    const auto path = writePhoto(folder / "behind.png", picture);
    EXPECT_EQ(enrol("A", {path}).accepted.size(), 1u);
}

TEST_F(EnrolTest, TheSameFileAgainIsAcceptedAsItIs) {
    const auto path = photo(0);
    const auto first = enrol("Ada", {path}), again = enrol("Ada", {path, photo(0, 1)});
    ASSERT_EQ(again.accepted.size(), 2u);
    EXPECT_TRUE(again.accepted[0].already);
    EXPECT_EQ(again.accepted[0].templateId, first.accepted[0].templateId);
    EXPECT_FALSE(again.accepted[1].already);
    EXPECT_EQ(again.identity, first.identity);
    EXPECT_EQ(store->samples(first.identity).size(), 2u);
}

TEST_F(EnrolTest, ACopyOfAFileIsADuplicate) {
    const auto path = photo(0);
    fs::copy_file(path, folder / "copy.png");
    const auto ada = enrol("Ada", {path, folder / "copy.png"});
    EXPECT_EQ(ada.accepted.size(), 1u);
    ASSERT_EQ(ada.rejected.size(), 1u);
    EXPECT_EQ(ada.rejected[0].code, RejectionCode::kDuplicate);
    const auto eve = enrol("Eve", {path});
    ASSERT_EQ(eve.rejected.size(), 1u);
    EXPECT_EQ(eve.rejected[0].code, RejectionCode::kDuplicate);
    EXPECT_THAT(eve.rejected[0].reason, testing::HasSubstr("Ada"));
}

TEST_F(EnrolTest, AnExternalIdFindsThePersonWhateverTheName) {
    const auto first =
        enrolPerson(*workspace, "Ada", "S-1", {photo(0)}, {.gate = QualityGate::kOff}, context);
    const auto second = enrolPerson(*workspace, "Ada L.", "S-1", {photo(0), photo(0, 1)},
                                    {.gate = QualityGate::kOff}, context);
    EXPECT_EQ(first.identity, second.identity);
    EXPECT_TRUE(second.accepted.at(0).already);
}

TEST_F(EnrolTest, AFolderGivesOnePersonASubFolder) {
    const auto people = staff(3, 2);
    writePhoto(people / "loose.png", people_[0], 99);
    fs::create_directory(people / "nobody");
    std::vector<std::string> names;
    const auto result = enrolFolder(
        *workspace, people, {.gate = QualityGate::kOff}, context, [&](const EnrolledIdentity& person) {
            names.push_back(person.name);
            EXPECT_EQ(store->identities().size(), names.size()) << "committed by now";
        });
    EXPECT_THAT(names, testing::ElementsAre("n0", "n1", "n2"));
    EXPECT_EQ(result.identities.size(), 3u);
    EXPECT_EQ(result.alreadyEnrolled, 0);
    ASSERT_EQ(result.rejected.size(), 1u) << "a picture outside of every sub-folder";
    EXPECT_THAT(result.rejected[0].path, testing::HasSubstr("loose.png"));
}

TEST_F(EnrolTest, ACancelledFolderKeepsWhoIsDoneAndGoesOnWhenRepeated) {
    const auto people = staff(4, 2);
    std::stop_source stop;
    JobContext cancelled(stop.get_token());
    EXPECT_THROW(enrolFolder(*workspace, people, {.gate = QualityGate::kOff}, cancelled,
                             [&](const EnrolledIdentity& person) {
                                 if (person.name == "n1") stop.request_stop();
                             }),
                 Cancelled);
    EXPECT_EQ(store->identities().size(), 2u);
    std::int64_t last = 0;
    JobContext watched({}, [&](const Progress& progress) {
        EXPECT_GE(progress.done, last);
        last = progress.done;
        EXPECT_EQ(progress.total, 8);
    });
    const auto rest = enrolFolder(*workspace, people, {.gate = QualityGate::kOff}, watched);
    EXPECT_EQ(rest.alreadyEnrolled, 4);
    EXPECT_TRUE(rest.rejected.empty());
    EXPECT_EQ(last, 8);
    EXPECT_EQ(store->identities().size(), 4u);
}

TEST_F(EnrolTest, AFolderWhoseNameIsNoNameDoesNotStopTheOthers) {
    const auto people = staff(2, 1);
    writePhoto(people / "m\xff\xfe" / "a.png", people_[0], 77);
    const auto result = enrolFolder(*workspace, people, {.gate = QualityGate::kOff}, context);
    EXPECT_EQ(store->identities().size(), 2u);
    ASSERT_EQ(result.rejected.size(), 1u);
    EXPECT_THAT(result.rejected[0].reason, testing::HasSubstr("name of its folder"));
}

TEST_F(EnrolTest, AFolderWithoutPeopleIsAnError) {
    for (const auto& path : {folder / "missing", folder.path()})
        try {
            enrolFolder(*workspace, path, {}, context);
            FAIL() << path;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kNotFound);
        }
}
