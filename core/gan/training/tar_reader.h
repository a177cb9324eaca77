#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lineament::gan {

/// Reads the regular files of an uncompressed tar archive (ustar, with GNU and pax long names).
/// Throws Error(kUnreadable) if the archive is damaged. Thread: one at a time.
class TarReader {
  public:
    explicit TarReader(const std::filesystem::path& file);
    /// Calls for each regular file in order; read() gives its bytes.
    void visit(const std::function<void(const std::string& name,
                                        const std::function<std::vector<std::byte>()>& read)>& onFile);
    /// Content of the file with this name (without folder); empty if there is none.
    std::optional<std::string> find(const std::string& name);

  private:
    struct Entry {
        std::string name;
        std::uint64_t offset = 0, size = 0;
    };
    std::vector<std::byte> read(const Entry& entry);
    std::filesystem::path path_;
    std::ifstream file_;
    std::vector<Entry> entries_;
};

}  // namespace lineament::gan
