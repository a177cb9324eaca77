#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/pipelines/synthetic/studio/explorer.h"
#include "tests/support/places.h"

/// What the tests of the rooms behind the Studio desk share.
namespace lineament::test {

inline std::shared_ptr<const ModelRegistry> registry() {
    static const auto made = std::make_shared<const ModelRegistry>(ModelRegistry::locate(modelsFolder()));
    return made;
}

/// On the generator that is shipped.
inline Explorer& explorer() {
    static Explorer made(*registry(), "faces-64", Device::kCpu);
    return made;
}

inline FaceEngine& engine() {
    static FaceEngine made(registry());
    return made;
}

inline ErrorCode codeOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::kInternal;
}

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline double distance(const gan::Latent& a, const gan::Latent& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        sum += std::abs(a.values[i] - b.values[i]);
    return sum / static_cast<double>(a.values.size());
}

}  // namespace lineament::test
