#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/domain/face.h"

namespace lineament {

/// Templates of pictures that were worked out before, by the picture's content and by all that they depend on
/// besides it. One file a setting; what is added is kept at once, so that a run that was stopped goes on
/// where it was. A damaged end is cut off. Several processes may add. Thread: any.
class TemplateCache {
  public:
    struct Entry {
        std::optional<std::vector<float>> values;  ///< empty: no face was found
        float quality = 0;
    };

    /// settingKey: whatever tells settings apart; its hash names the file.
    /// A folder that cannot be written gives a cache that holds nothing.
    TemplateCache(const std::filesystem::path& folder, const std::string& settingKey);
    ~TemplateCache();

    /// pictureKey: 64 hexadecimal digits.
    std::optional<Entry> find(const std::string& pictureKey) const;
    void add(const std::string& pictureKey, const Entry& entry);
    std::size_t size() const;

    /// Deletes all that is kept in the folder. Returns how many bytes were freed.
    static std::uintmax_t clear(const std::filesystem::path& folder);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
