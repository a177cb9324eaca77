#pragma once

#include <filesystem>
#include <vector>

namespace lineament::test {

/// A recording of so many frames (at most 64), 10 a second, 64 x 48: the greys of the left and the right half
/// of frame i say i, in steps that survive any encoder.
void makeNumberedVideo(const std::filesystem::path& path, int frames);
/// The number that a frame says, from the greys at (16, 24) and (48, 24).
int numberOf(int leftGrey, int rightGrey);

/// A recording in which each of the sample photos is shown for a while, moving a little.
void makeSampleVideo(const std::filesystem::path& path, const std::vector<int>& photos, int framesEach);

}  // namespace lineament::test
