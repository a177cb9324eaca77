#include "core/domain/face.h"

#include <algorithm>

#include "core/base/error.h"

namespace lineament {

float similarity(const Template& a, const Template& b) {
    if (a.recogniser != b.recogniser || a.values.size() != b.values.size())
        throw Error(ErrorCode::kModelMismatch, a.recogniser,
                    "its templates cannot be compared with those of " + b.recogniser);
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) sum += static_cast<double>(a.values[i]) * b.values[i];
    return static_cast<float>(std::clamp(sum, -1.0, 1.0));
}

}  // namespace lineament
