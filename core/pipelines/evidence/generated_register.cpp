#include "core/pipelines/evidence/generated_register.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <numeric>

#include "core/base/error.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/gallery/template_index.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

// A record: its length, then type, prints and template, then the first half of their checksum.
constexpr std::size_t kSumLength = 32, kMostBytes = 1 << 20;
// Of 64 signs; a copy coded anew changes up to six, a cropped one whose landmarks moved up to twice as many.
// Photos of strangers differ in 32.
constexpr int kMostSigns = 18;
constexpr double kCopyLikeness = 0.955, kOtherPersonBelow = 0.5;
// Made-up faces, laid over each other: copies have a likeness of 0.99 and more and templates that are nearly
// the same; a photo and what was found for it in a generator have one or the other (bench_copies). The less
// the one, the more must be the other.
constexpr double kLeastLikeness = 0.9, kLeastCosine = 0.6, kLeastOfBoth = 3.2, kWeightOfLikeness = 2.5;
constexpr double kNearLikeness = 0.6, kNearCosine = 0.3;
constexpr int kCandidates = 24;

void put(std::string& to, const void* bytes, std::size_t count) {
    to.append(static_cast<const char*>(bytes), count);
}

void putPrint(std::string& to, const FacePrint& print) {
    put(to, &print.hash, sizeof print.hash);
    put(to, print.thumbnail.data(), print.thumbnail.size());
}

std::string bytesOf(const GeneratedFace& face) {
    std::string bytes;
    bytes += static_cast<char>(face.type);
    bytes += static_cast<char>(face.before ? 1 : 0);
    putPrint(bytes, face.print);
    if (face.before) putPrint(bytes, *face.before);
    const auto nameLength = static_cast<std::uint32_t>(face.recogniser.size());
    const auto count = static_cast<std::uint32_t>(face.values.size());
    put(bytes, &nameLength, sizeof nameLength);
    bytes += face.recogniser;
    put(bytes, &count, sizeof count);
    put(bytes, face.values.data(), count * sizeof(float));
    return bytes;
}

/// Takes values from the front of a record; false from the first that is not there on.
class Taker {
  public:
    explicit Taker(std::string_view bytes) : left_(bytes) {}
    bool take(void* to, std::size_t count) {
        if (!whole_ || left_.size() < count) return whole_ = false;
        std::memcpy(to, left_.data(), count);
        left_.remove_prefix(count);
        return true;
    }
    bool take(FacePrint& print) {
        return take(&print.hash, sizeof print.hash) && take(print.thumbnail.data(), print.thumbnail.size());
    }
    std::size_t left() const { return left_.size(); }

  private:
    std::string_view left_;
    bool whole_ = true;
};

std::optional<GeneratedFace> faceOf(std::string_view bytes) {
    Taker from(bytes);
    GeneratedFace face;
    char type = 0, hasBefore = 0;
    std::uint32_t nameLength = 0, count = 0;
    if (!from.take(&type, 1) || !from.take(&hasBefore, 1) || !from.take(face.print)) return std::nullopt;
    face.type = static_cast<SourceType>(type);
    if (hasBefore && !from.take(face.before.emplace())) return std::nullopt;
    if (!from.take(&nameLength, sizeof nameLength) || nameLength > from.left()) return std::nullopt;
    face.recogniser.resize(nameLength);
    if (!from.take(face.recogniser.data(), nameLength) || !from.take(&count, sizeof count) ||
        count * sizeof(float) != from.left())
        return std::nullopt;
    face.values.resize(count);
    from.take(face.values.data(), count * sizeof(float));
    return face;
}

}  // namespace

/// What was read of one file. Templates of made-up faces lie in the indexes alone.
struct GeneratedRegister::Known {
    std::mutex mutex;
    dev_t device = 0;
    ino_t inode = 0;
    std::uint64_t readTo = 0;
    std::vector<GeneratedFace> faces;
    std::map<std::string, TemplateIndex> indexes;  // by recogniser; ids are places in `faces`, from 1

    static std::shared_ptr<Known> of(const fs::path& file) {
        static std::mutex guard;
        static std::map<fs::path, std::shared_ptr<Known>> all;
        std::lock_guard lock(guard);
        auto& known = all[file];
        if (!known) known = std::make_shared<Known>();
        return known;
    }

    void readNew(const fs::path& file);
    void take(GeneratedFace face);
    RegisterAnswer ask(const FacePrint& print, const Template& value) const;
};

GeneratedRegister::GeneratedRegister(const fs::path& folder)
    : file_(folder.empty() ? fs::path() : fs::absolute(folder).lexically_normal() / "generated.register"),
      known_(file_.empty() ? nullptr : Known::of(file_)) {}

GeneratedRegister::~GeneratedRegister() = default;

void GeneratedRegister::add(const GeneratedFace& face) const {
    if (file_.empty()) return;
    const auto bytes = bytesOf(face);
    const auto length = static_cast<std::uint32_t>(bytes.size());
    std::string record;
    put(record, &length, sizeof length);
    record += bytes + sha256(bytes).substr(0, kSumLength);
    const int descriptor = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const auto fail = [&](int number) {
        if (descriptor >= 0) ::close(descriptor);
        throw writeFailure(file_, number);
    };
    if (descriptor < 0) fail(errno);
    ::flock(descriptor, LOCK_EX);
    const auto end = ::lseek(descriptor, 0, SEEK_END);
    if (::write(descriptor, record.data(), record.size()) != static_cast<ssize_t>(record.size())) {
        const int number = errno ? errno : ENOSPC;
        if (::ftruncate(descriptor, end) != 0) {
        }  // what was written of it is passed over by readers, too
        fail(number);
    }
    ::close(descriptor);
}

void GeneratedRegister::Known::take(GeneratedFace face) {
    if (!face.before && !face.values.empty()) {
        StoredTemplate stored;
        stored.id = TemplateId(static_cast<std::int64_t>(faces.size()) + 1);
        stored.value = {face.recogniser, std::move(face.values)};
        face.values.clear();
        try {
            auto& index = indexes
                              .try_emplace(face.recogniser, face.recogniser,
                                           static_cast<int>(stored.value.values.size()))
                              .first->second;
            index.add(stored);
        } catch (const Error&) {  // its looks are known all the same
            face.recogniser.clear();
        }
    }
    faces.push_back(std::move(face));
}

void GeneratedRegister::Known::readNew(const fs::path& file) {
    struct stat now {};
    if (::stat(file.c_str(), &now) != 0 || now.st_dev != device || now.st_ino != inode ||
        static_cast<std::uint64_t>(now.st_size) < readTo) {
        faces.clear(), indexes.clear();  // another store lies there, or none
        readTo = 0, device = now.st_dev, inode = now.st_ino;
    }
    if (static_cast<std::uint64_t>(now.st_size) <= readTo) return;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return;
    stream.seekg(static_cast<std::streamoff>(readTo));
    std::string bytes;
    while (true) {
        std::uint32_t length = 0;
        if (!stream.read(reinterpret_cast<char*>(&length), sizeof length) || length > kMostBytes) return;
        bytes.resize(length + kSumLength);
        if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return;
        readTo += sizeof length + bytes.size();
        const auto content = std::string_view(bytes).substr(0, length);
        if (sha256(content).substr(0, kSumLength) != std::string_view(bytes).substr(length)) continue;
        if (auto face = faceOf(content)) take(std::move(*face));
    }
}

bool GeneratedRegister::empty() const {
    if (!known_) return true;
    std::lock_guard lock(known_->mutex);
    known_->readNew(file_);
    return known_->faces.empty();
}

RegisterAnswer GeneratedRegister::ask(const FacePrint& print, const std::string& recogniser,
                                      const std::vector<float>& values) const {
    if (!known_) return {};
    std::lock_guard lock(known_->mutex);
    known_->readNew(file_);
    return known_->ask(print, {recogniser, values});
}

RegisterAnswer GeneratedRegister::Known::ask(const FacePrint& print, const Template& value) const {
    RegisterAnswer answer;
    for (const auto& face : faces) {
        if (!face.before && !value.recogniser.empty() && face.recogniser == value.recogniser)
            continue;  // told by its template, below
        if (std::popcount(face.print.hash ^ print.hash) > kMostSigns) continue;
        std::optional<double> cosine;
        if (!face.values.empty() && face.recogniser == value.recogniser &&
            face.values.size() == value.values.size())
            cosine = std::inner_product(value.values.begin(), value.values.end(), face.values.begin(), 0.0);
        if (cosine.value_or(1) < kOtherPersonBelow) continue;
        const double likeness = face.print.likeness(print);
        // The photo that a face was restored from looks much the same: it must stay usable.
        if (likeness >= kCopyLikeness && (!face.before || likeness > face.before->likeness(print))) {
            answer.copyOf = face.type;
            return answer;
        }
    }
    const auto index = indexes.find(value.recogniser);
    if (index == indexes.end()) return answer;
    const PrintMatcher matcher(print);
    for (const auto& hit : index->second.search(value, kCandidates)) {
        if (hit.similarity < kNearCosine) break;
        const auto& face = faces[static_cast<std::size_t>(hit.reference.value()) - 1];
        const auto match = matcher.lay(face.print);
        const double both = hit.similarity + kWeightOfLikeness * match.likeness;
        if (match.likeness >= kLeastLikeness && hit.similarity >= kLeastCosine && both >= kLeastOfBoth) {
            answer.copyOf = face.type;
            return answer;
        }
        if (match.likeness >= kNearLikeness && (!answer.nearest || match.likeness > answer.nearest->likeness))
            answer.nearest = match;
    }
    return answer;
}

}  // namespace lineament
