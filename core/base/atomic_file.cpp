#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "core/base/file_failure.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

void sync(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY);
    if (descriptor < 0) throw writeFailure(path, errno);
    const int status = ::fsync(descriptor);
    const int number = errno;
    ::close(descriptor);
    if (status != 0) throw writeFailure(path, number);
}

}  // namespace

void makeFolder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw writeFailure(folder, failed.value());
}

void commitFile(const fs::path& temporary, const fs::path& file) {
    sync(temporary);
    std::error_code error;
    fs::rename(temporary, file, error);
    if (error) throw writeFailure(file, error.value());
    sync(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

void writeAtomically(const fs::path& file, const std::function<void(std::ostream&)>& write) {
    const fs::path temporary = file.string() + ".partial";
    try {
        errno = 0;
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        if (!out) throw writeFailure(file, errno);
        write(out);
        out.close();
        if (!out) throw streamFailure(file);
        commitFile(temporary, file);
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
}

}  // namespace lineament
