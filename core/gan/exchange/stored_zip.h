#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace lineament::gan {

/// The files of a zip archive in memory, as PyTorch writes them: stored without compression (its few
/// compressed ones are listed, but not given). Every place and size is checked before it is used. Source:
/// PKWARE APPNOTE 6.3, sec. 4.3.
class StoredZip {
  public:
    using Bytes = std::span<const std::byte>;
    /// `refuse` must throw; it is called with a sentence for whatever is wrong. `bytes` must outlive this.
    StoredZip(Bytes bytes, std::function<void(const char*)> refuse);

    bool has(const std::string& name) const { return entries_.count(name) > 0; }
    /// The one name that ends so: torch puts all into a folder named as it likes.
    std::string nameEndingWith(const std::string& ending) const;
    Bytes content(const std::string& name) const;
    /// Refuses if the CRC-32 of a stored file is not the one in the table of contents.
    void checkSums() const;

  private:
    struct Entry {
        std::uint64_t offset = 0, size = 0;
        std::uint32_t sum = 0;
        bool stored = false;
    };
    std::uint64_t number(std::uint64_t at, std::size_t count) const;
    std::string text(std::uint64_t at, std::uint64_t count) const;
    Bytes bytes_;
    std::function<void(const char*)> refuse_;
    std::map<std::string, Entry> entries_;
};

}  // namespace lineament::gan
