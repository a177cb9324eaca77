#include "core/media/camera_devices.h"

#include <fstream>

#include "core/base/error.h"
#include "core/media/stream_reader.h"
#include "core/media/video_source.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(CameraDevices, AreNamedByTheirDriverWithoutTheirMetadataNodes) {
    test::TempFolder folder;
    const auto node = [&](const std::string& name, const std::string& title, const std::string& index) {
        std::filesystem::create_directories(folder / name);
        std::ofstream(folder / name / "name") << title << '\n';
        if (!index.empty()) std::ofstream(folder / name / "index") << index << '\n';
    };
    node("video10", "Desk camera", "0");
    node("video2", "Door camera", "");
    node("video3", "Door camera", "1");
    node("vbi0", "Tuner", "0");
    const auto cameras = connectedCameras(folder.path());
    ASSERT_EQ(cameras.size(), 2u);
    EXPECT_EQ(cameras[0].source, "camera:2");
    EXPECT_EQ(cameras[0].name, "Door camera");
    EXPECT_EQ(cameras[1].source, "camera:10");
}

TEST(CameraDevices, OneThatAnotherProgramUsesIsSaidToBeSo) {
    EXPECT_EQ(media::whyNotOpened(AVERROR(EBUSY)), kCameraInUse);
    EXPECT_EQ(media::whyNotOpened(AVERROR(EACCES)), kCameraForbidden);
    EXPECT_EQ(media::whyNotOpened(AVERROR(ETIMEDOUT)), "it does not answer in time");
    EXPECT_NE(media::whyNotOpened(AVERROR(EIO)).find("cannot be opened"), std::string::npos);
}

TEST(CameraDevices, AMachineWithoutAnyHasNone) {
    EXPECT_TRUE(connectedCameras("/nowhere/at/all").empty());
}

TEST(CameraDevices, ACameraThatIsNotThereIsSaidToBeSo) {
    try {
        openVideoSource("camera:97");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDevice);
        EXPECT_EQ(error.subject(), "camera:97");
    }
}
