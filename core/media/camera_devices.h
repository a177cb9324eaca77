#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lineament {

/// The detail of Error(kDevice) about a camera that cannot be opened, where more can be said than that.
inline constexpr const char* kCameraInUse = "another program uses it";
inline constexpr const char* kCameraForbidden = "this user may not use cameras";
/// Other details of Error(kDevice) about a camera or stream; the reason follows the first in brackets.
inline constexpr const char* kCameraNotOpened = "it cannot be opened";
inline constexpr const char* kCameraSilent = "it does not answer in time";
inline constexpr const char* kCameraOver = "it gives no more pictures";

/// A camera of this machine.
struct CameraDevice {
    std::string source;  ///< "camera:0", as openVideoSource() takes it
    std::string name;    ///< as its driver calls it: "Integrated Camera"
};

/// Cameras that are connected now, by their number; those that only give metadata are left out.
/// folder: where the kernel lists them. Source: Linux, Video4Linux in sysfs.
std::vector<CameraDevice> connectedCameras(const std::filesystem::path& folder = "/sys/class/video4linux");

}  // namespace lineament
