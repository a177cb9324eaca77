#include <gmock/gmock.h>

#include <algorithm>

#include "core/image/image.h"
#include "core/pipelines/photo_gate.h"
#include "tests/support/places.h"

using namespace lineament;
using test::sharedFolder;
using testing::HasSubstr;

namespace {

constexpr SizePx kPicture{400, 400};

Face goodFace() {
    Face face;
    face.box = {100, 100, 200, 200};
    face.quality = {
        .overall = 90, .sharpness = 90, .illumination = 90, .pose = 95, .size = 100, .interEyePx = 90};
    return face;
}

std::string complaint(const Face& face, QualityGate gate = QualityGate::kStandard) {
    const auto rejection = judge(face, kPicture, gate, "photo.jpg");
    return rejection ? rejection->reason : "";
}

std::shared_ptr<FaceEngine> gateEngine() {
    return std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
}

}  // namespace

TEST(QualityGate, LetsAGoodFaceThrough) {
    for (const auto gate : {QualityGate::kOff, QualityGate::kStandard, QualityGate::kStrict})
        EXPECT_EQ(complaint(goodFace(), gate), "");
}

TEST(QualityGate, SaysWhatToDoAboutEachFault) {
    auto face = goodFace();
    face.pose.yaw = -52;
    EXPECT_THAT(complaint(face), HasSubstr("turn towards the camera: yaw 52°, at most"));
    face = goodFace();
    face.pose.pitch = 50;
    EXPECT_THAT(complaint(face), HasSubstr("look straight at the camera"));
    face = goodFace();
    face.pose.roll = -60;
    EXPECT_THAT(complaint(face), HasSubstr("hold the head upright"));
    face.pose.roll = 176;
    EXPECT_THAT(complaint(face), HasSubstr("turn the picture round, the face is upside down"));
    face = goodFace();
    face.quality.sharpness = 15;
    EXPECT_THAT(complaint(face), HasSubstr("sharper picture"));
    face = goodFace();
    face.quality.illumination = 1;
    EXPECT_THAT(complaint(face), HasSubstr("more light"));
    face.quality.issues = {QualityIssue::kTooBright};
    EXPECT_THAT(complaint(face), HasSubstr("less light"));
    face.quality.issues = {QualityIssue::kUnevenLight};
    EXPECT_THAT(complaint(face), HasSubstr("evenly"));
    face = goodFace();
    face.quality.interEyePx = 9;
    EXPECT_THAT(complaint(face), HasSubstr("come closer or use a larger picture: 9 px between the eyes"));
    face = goodFace();
    face.box.x = 300;
    EXPECT_THAT(complaint(face), HasSubstr("move the whole face into the picture: 50 %"));
    face = goodFace();
    face.quality.overall = 3;
    EXPECT_THAT(complaint(face), HasSubstr("better picture"));
}

TEST(QualityGate, NamesEveryFaultOfAFace) {
    auto face = goodFace();
    face.pose.yaw = 60;
    face.quality.sharpness = 1;
    const auto rejection = judge(face, kPicture, QualityGate::kStandard, "photo.jpg");
    ASSERT_TRUE(rejection);
    EXPECT_EQ(rejection->path, "photo.jpg");
    EXPECT_EQ(rejection->code, RejectionCode::kLowQuality);
    const auto& limits = limitsOf(QualityGate::kStandard);
    EXPECT_THAT(rejection->findings,
                testing::UnorderedElementsAre(QualityFinding{QualityIssue::kYaw, 60, limits.yaw},
                                              QualityFinding{QualityIssue::kSharpness, 1, limits.sharpness}));
}

TEST(QualityGate, StrictAsksForMoreThanStandardAndOffForNothing) {
    const auto& standard = limitsOf(QualityGate::kStandard);
    const auto& strict = limitsOf(QualityGate::kStrict);
    EXPECT_GT(strict.sharpness, standard.sharpness);
    EXPECT_GT(strict.illumination, standard.illumination);
    EXPECT_GT(strict.overall, standard.overall);
    EXPECT_GT(strict.interEyePx, standard.interEyePx);
    EXPECT_LT(strict.yaw, standard.yaw);
    EXPECT_LT(strict.pitch, standard.pitch);
    EXPECT_LT(strict.roll, standard.roll);
    auto face = goodFace();
    face.pose = {89, 89, 89};
    face.quality = {};
    EXPECT_EQ(complaint(face, QualityGate::kOff), "");
}

TEST(QualityGate, LetsOrdinaryPhotosOfPeopleThrough) {
    const auto folder = sharedFolder() / "data/lfw";
    LINEAMENT_NEEDS(folder);
    const auto all = imagesIn(folder, true);
    const auto faces = gateEngine();
    int photos = 0, passed = 0;
    for (std::size_t i = 0; i < all.size() && photos < 300; i += all.size() / 300) {
        const auto image = loadImage(all[i]);
        const auto found = faces->detect(image.bgr);
        ++photos;
        if (found.empty()) continue;
        const auto rejection = judgePhoto(image.bgr, found.front(), QualityGate::kStandard, all[i].string());
        passed += !rejection;
        if (rejection) std::printf("%s: %s\n", all[i].filename().c_str(), rejection->reason.c_str());
    }
    EXPECT_GE(passed, 0.98 * photos) << passed << " of " << photos;
}

TEST(QualityGate, RefusesWhatNobodyCouldUse) {
    const auto folder = sharedFolder() / "data/images/quality";
    LINEAMENT_NEEDS(folder);
    const auto faces = gateEngine();
    const auto passes = [&](const std::string& name, QualityGate gate) {
        const auto image = loadImage(folder / name);
        const auto found = faces->detect(image.bgr);
        return !found.empty() && !judgePhoto(image.bgr, found.front(), gate, name);
    };
    for (const auto* name : {"blur4.jpg", "blur12.jpg", "dark0.04.png", "dark0.1.png", "bright2.5.jpg",
                             "small_w32.png", "small_w64.png", "upscaled_from_w24.png", "noise4.jpg",
                             "jpeg_q2.jpg", "rot60.jpg", "rot180.jpg", "motion25.jpg", "negative.jpg"})
        EXPECT_FALSE(passes(name, QualityGate::kStandard)) << name;
    for (const auto* name : {"mirror.jpg", "small_w192.png", "jpeg_q20.jpg", "noise0.5.jpg", "rot10.jpg",
                             "blur2.jpg", "motion10.jpg"})
        EXPECT_TRUE(passes(name, QualityGate::kStandard)) << name;
    for (const auto* name : {"blur8.jpg", "dark0.3.png", "small_w192.png", "rot45.jpg"})
        EXPECT_FALSE(passes(name, QualityGate::kStrict)) << name;
}
