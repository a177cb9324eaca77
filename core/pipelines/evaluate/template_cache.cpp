#include "core/pipelines/evaluate/template_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "core/base/hash.h"
#include "core/base/log.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

constexpr std::size_t kKeyDigits = 64;
constexpr std::uint32_t kMark = 0x3143544c;  // "LTC1"
constexpr std::uint32_t kMostValues = 65'536;
constexpr const char* kSuffix = ".templates";

/// What stands before the values of a template.
struct RecordHead {
    std::uint32_t mark = kMark;
    std::uint32_t count = 0;
    std::array<char, kKeyDigits> key{};
    std::uint32_t found = 0;
    float quality = 0;
};
static_assert(sizeof(RecordHead) == 80);

}  // namespace

struct TemplateCache::Impl {
    struct Place {
        RecordHead head;
        off_t values;
    };
    mutable std::mutex mutex;
    std::unordered_map<std::string, Place> places;
    int file = -1;

    ~Impl() {
        if (file >= 0) ::close(file);
    }
    void load();
};

void TemplateCache::Impl::load() {
    struct stat about {};
    if (::fstat(file, &about) != 0) return;
    off_t at = 0;
    RecordHead head;
    while (::pread(file, &head, sizeof head, at) == static_cast<ssize_t>(sizeof head)) {
        const off_t values = at + static_cast<off_t>(sizeof head);
        if (head.mark != kMark || head.count > kMostValues) break;
        const off_t next = values + static_cast<off_t>(head.count * sizeof(float));
        if (next > about.st_size) break;
        places.insert_or_assign(std::string(head.key.data(), kKeyDigits), Place{head, values});
        at = next;
    }
    if (at < about.st_size && ::ftruncate(file, at) != 0)
        log::warning("the cache of templates has a damaged end that cannot be cut off");
}

TemplateCache::TemplateCache(const fs::path& folder, const std::string& settingKey)
    : impl_(std::make_unique<Impl>()) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    // Templates are of people: nobody else reads them.
    fs::permissions(folder, fs::perms::owner_all, failed);
    const auto path = folder / (sha256(settingKey).substr(0, 32) + kSuffix);
    impl_->file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (impl_->file >= 0)
        impl_->load();
    else
        log::warning(path.string() + ": templates are not kept, the file cannot be opened");
}

TemplateCache::~TemplateCache() = default;

std::optional<TemplateCache::Entry> TemplateCache::find(const std::string& pictureKey) const {
    std::lock_guard lock(impl_->mutex);
    const auto at = impl_->places.find(pictureKey);
    if (at == impl_->places.end()) return std::nullopt;
    const auto& [head, values] = at->second;
    Entry entry;
    entry.quality = head.quality;
    if (!head.found) return entry;
    entry.values.emplace(head.count);
    const auto bytes = static_cast<ssize_t>(head.count * sizeof(float));
    if (::pread(impl_->file, entry.values->data(), static_cast<std::size_t>(bytes), values) != bytes)
        return std::nullopt;
    return entry;
}

void TemplateCache::add(const std::string& pictureKey, const Entry& entry) {
    if (impl_->file < 0 || pictureKey.size() != kKeyDigits) return;
    RecordHead head;
    head.count = entry.values ? static_cast<std::uint32_t>(entry.values->size()) : 0;
    head.found = entry.values.has_value();
    head.quality = entry.quality;
    std::memcpy(head.key.data(), pictureKey.data(), kKeyDigits);
    std::vector<char> record(sizeof head + head.count * sizeof(float));
    std::memcpy(record.data(), &head, sizeof head);
    if (head.count)
        std::memcpy(record.data() + sizeof head, entry.values->data(), head.count * sizeof(float));
    std::lock_guard lock(impl_->mutex);
    // One write at the end of the file: records of two processes never mix.
    const ssize_t written = ::write(impl_->file, record.data(), record.size());
    if (written != static_cast<ssize_t>(record.size()))
        return;  // a full disk: it is worked out anew next time
    const off_t end = ::lseek(impl_->file, 0, SEEK_CUR);
    const off_t values = end - static_cast<off_t>(head.count * sizeof(float));
    impl_->places.insert_or_assign(pictureKey, Impl::Place{head, values});
}

std::size_t TemplateCache::size() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->places.size();
}

std::uintmax_t TemplateCache::clear(const fs::path& folder) {
    std::uintmax_t freed = 0;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() != kSuffix) continue;
        const auto bytes = entry.file_size(failed);
        if (fs::remove(entry.path(), failed)) freed += bytes;
    }
    return freed;
}

}  // namespace lineament
