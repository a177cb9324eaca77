#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "core/domain/identity.h"

namespace lineament::test {

inline constexpr const char* kRecogniser = "test@1";

/// Unit vectors of random direction; the same seed gives the same ones.
class RandomTemplates {
  public:
    explicit RandomTemplates(int dimension, unsigned seed = 1) : dimension_(dimension), random_(seed) {}

    Template next() {
        Template value{kRecogniser, std::vector<float>(dimension_)};
        double square = 0;
        for (auto& v : value.values) {
            v = normal_(random_);
            square += static_cast<double>(v) * v;
        }
        for (auto& v : value.values)
            v = static_cast<float>(v / std::sqrt(square));
        return value;
    }

    /// Template i has the id i + 1; `perIdentity` templates in a row belong to one identity.
    std::vector<StoredTemplate> gallery(int count, int perIdentity = 1) {
        std::vector<StoredTemplate> templates;
        for (int i = 0; i < count; ++i)
            templates.push_back(
                {TemplateId(i + 1), SampleId(i + 1), IdentityId(i / perIdentity + 1), next()});
        return templates;
    }

  private:
    int dimension_;
    std::mt19937 random_;
    std::normal_distribution<float> normal_;
};

}  // namespace lineament::test
