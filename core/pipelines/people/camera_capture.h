#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>

#include "core/pipelines/people/capture_guide.h"

namespace lineament {

struct CameraCaptureOptions {
    CaptureOptions guide;
    int wanted = 3;    ///< so many are taken by itself, 0: only when asked
    double speed = 1;  ///< at which a recording plays in the place of a camera; 0: every frame, unpaced
    std::filesystem::path folder;  ///< of the pictures, which are named by source and time; must be there
};

/// What whoever watches may ask for meanwhile. Thread: any.
struct CameraControl {
    std::atomic<bool> captureNow = false;  ///< take the frame that is seen next
    std::atomic<bool> automatic = true;
};

/// A frame of the camera with what is said of it.
struct CameraFrame {
    const cv::Mat& bgr;
    const CaptureLook& look;
    int captured = 0;               ///< so far
    std::filesystem::path picture;  ///< of what was taken with this frame; empty: nothing
    bool refused = false;  ///< it was asked for, but it looks like a picture of a face, or shows none
};

/// Shows a camera (or a recording or folder of pictures that plays as one) to `onFrame`, on the caller's
/// thread, and takes pictures of whoever stands before it as the guide finds them good. Ends when stopped or
/// the recording is over; returns how many were taken. Throws what openVideoSource() does: Error(kDevice) for
/// a camera that is absent or taken; Error(kDiskFull, kUnwritable) if a picture cannot be written.
int captureFromCamera(const FaceEngine& engine, const std::string& source,
                      const CameraCaptureOptions& options, CameraControl& control,
                      const std::function<void(const CameraFrame&)>& onFrame, JobContext& context);

}  // namespace lineament
