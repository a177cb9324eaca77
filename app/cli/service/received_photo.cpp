#include "app/cli/service/received_photo.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "core/base/error.h"
#include "core/base/hash.h"

namespace fs = std::filesystem;

namespace lineament::cli {

ReceivedPhoto::ReceivedPhoto(const fs::path& folder, const std::string& bytes) {
    static std::atomic<std::int64_t> count{0};
    file_ = memfd_create("received photo", MFD_CLOEXEC);
    std::size_t written = 0;
    while (file_ >= 0 && written < bytes.size()) {
        const auto some = write(file_, bytes.data() + written, bytes.size() - written);
        if (some <= 0) break;
        written += static_cast<std::size_t>(some);
    }
    std::error_code problem;
    path_ = folder / ("received-" + sha256(bytes).substr(0, 12) + "-" + std::to_string(++count));
    if (file_ >= 0 && written == bytes.size())
        fs::create_symlink("/proc/self/fd/" + std::to_string(file_), path_, problem);
    if (file_ < 0 || written < bytes.size() || problem) {
        if (file_ >= 0) close(file_);
        throw Error(ErrorCode::kDiskFull, "received photo", "there is no room for it");
    }
}

ReceivedPhoto::~ReceivedPhoto() {
    std::error_code ignored;
    fs::remove(path_, ignored);
    close(file_);
}

PrivateFolder::PrivateFolder() {
    auto name = (fs::temp_directory_path() / "lineament-serve-XXXXXX").string();
    if (!mkdtemp(name.data())) throw Error(ErrorCode::kDiskFull, name, "the folder cannot be made");
    path_ = name;
}

PrivateFolder::~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace lineament::cli
