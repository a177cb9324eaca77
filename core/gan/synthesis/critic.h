#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/gan/gan_config.h"
#include "core/gan/training/picture_set.h"

namespace lineament::gan {

/// A trained discriminator that is asked about pictures. Thread: any.
class Critic {
  public:
    /// Throws Error(kModelMissing, kModelInvalid).
    static std::unique_ptr<Critic> load(const std::filesystem::path& discriminator, bool cuda = false);
    ~Critic();
    const NetworkConfig& network() const;
    /// Score of a picture of any size (its middle square, resized): above 0 it takes it for a photograph,
    /// below for a sample. Conditional networks without a label: the mean over all classes.
    double score(const Picture& picture, std::optional<int> label) const;

  private:
    struct Impl;
    explicit Critic(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::gan
