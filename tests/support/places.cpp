#include "tests/support/places.h"

#include <stdlib.h>

#include <cstdlib>
#include <stdexcept>

namespace lineament::test {

std::filesystem::path sourceFolder() { return LINEAMENT_SOURCE_DIR; }

std::filesystem::path sharedFolder() {
    if (const char* given = std::getenv("LINEAMENT_SHARED")) return given;
    return sourceFolder().parent_path() / "shared";
}

std::filesystem::path modelsFolder() { return sourceFolder() / "models"; }

std::filesystem::path samplePhoto(int n) {
    return modelsFolder() / "weights/face-api" / ("sample" + std::to_string(n) + ".jpg");
}

TempFolder::TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lineament-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace lineament::test
