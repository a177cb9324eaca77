#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace lineament::test {

/// The checkout.
std::filesystem::path sourceFolder();
/// Third-party data beside the checkout ($LINEAMENT_SHARED, else ../shared); may not exist.
std::filesystem::path sharedFolder();
/// models/ of the checkout; its weights are fetched at set-up.
std::filesystem::path modelsFolder();
/// sampleN.jpg (1 to 6) that come with the weights.
std::filesystem::path samplePhoto(int n);

/// A folder of its own for a test, removed at the end.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

}  // namespace lineament::test

/// Skips the test, saying so, where the data are not on this machine.
#define LINEAMENT_NEEDS(path)                                                          \
    do {                                                                               \
        if (!std::filesystem::exists(path)) GTEST_SKIP() << "SKIPPED: no " << (path);  \
    } while (false)
