#pragma once

#include <filesystem>
#include <vector>

namespace lineament::test {

/// A recording of so many frames, 10 a second: frame i is a picture whose grey says i.
void makeNumberedVideo(const std::filesystem::path& path, int frames);
/// The number that the grey of a frame says.
int numberOf(int grey);
int greyOf(int number);

/// A recording in which each of the sample photos is shown for a while, moving a little.
void makeSampleVideo(const std::filesystem::path& path, const std::vector<int>& photos, int framesEach);

}  // namespace lineament::test
