#include "core/pipelines/evidence/generated_register.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

// A record: its length, then type, prints and template, then the first half of their checksum.
constexpr std::size_t kSumLength = 32, kMostBytes = 1 << 20;
// Of 64 signs; a copy coded anew changes up to six, a cropped one whose landmarks moved up to twice as many.
// Photos of strangers differ in 32.
constexpr int kMostSigns = 18;
constexpr double kCopyLikeness = 0.955, kOtherPersonBelow = 0.5;
// Of a face that nobody has, copies that were cropped hard: where the template is nearly the same, too, less
// likeness will do. A photo and the face found for it in a generator are at 0.8 and 0.9 at most.
constexpr int kMostSignsOfNobody = 26;
constexpr double kLikenessOfNobody = 0.85, kSameFaceOfNobody = 0.88;

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

FacePrint FacePrint::of(const cv::Mat& frame) {
    LINEAMENT_REQUIRE(frame.type() == CV_8UC3 && frame.rows == frame.cols && frame.rows >= kSide, "frame",
                      "it is no square BGR picture");
    FacePrint print;
    cv::Mat grey, small, frequencies;
    cv::cvtColor(frame, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, small, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    std::copy_n(small.data, print.thumbnail.size(), print.thumbnail.begin());
    cv::resize(grey, small, {32, 32}, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    cv::dct(small, frequencies);
    std::array<float, 64> low{};
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            low[static_cast<std::size_t>(8 * y + x)] =
                frequencies.at<float>(y + (x == 0 && y == 0 ? 8 : 0), x);
    auto sorted = low;
    std::nth_element(sorted.begin(), sorted.begin() + 32, sorted.end());
    for (std::size_t i = 0; i < low.size(); ++i)
        if (low[i] > sorted[32]) print.hash |= 1ull << i;
    return print;
}

double FacePrint::likeness(const FacePrint& other) const {
    constexpr int kReach = 2, kInner = kSide - 2 * kReach;
    const auto pictureOf = [](const FacePrint& print) {
        return cv::Mat(kSide, kSide, CV_8U, const_cast<std::uint8_t*>(print.thumbnail.data()));
    };
    cv::Mat scores;
    cv::matchTemplate(pictureOf(*this), pictureOf(other)(cv::Rect(kReach, kReach, kInner, kInner)), scores,
                      cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(scores, nullptr, &best);
    return std::isfinite(best) ? std::min(best, 1.0) : 0;
}

GeneratedRegister::GeneratedRegister(const fs::path& folder)
    : file_(folder.empty() ? fs::path() : folder / "generated.register") {}

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

void GeneratedRegister::readNew() const {
    std::ifstream stream(file_, std::ios::binary);
    if (!stream) return;
    stream.seekg(static_cast<std::streamoff>(readTo_));
    std::string bytes;
    while (true) {
        std::uint32_t length = 0;
        if (!stream.read(reinterpret_cast<char*>(&length), sizeof length) || length > kMostBytes) return;
        bytes.resize(length + kSumLength);
        if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return;
        readTo_ += sizeof length + bytes.size();
        const auto content = std::string_view(bytes).substr(0, length);
        if (sha256(content).substr(0, kSumLength) != std::string_view(bytes).substr(length)) continue;
        if (auto face = faceOf(content)) faces_.push_back(std::move(*face));
    }
}

bool GeneratedRegister::empty() const {
    if (file_.empty()) return true;
    std::lock_guard lock(mutex_);
    readNew();
    return faces_.empty();
}

std::optional<GeneratedFace> GeneratedRegister::find(const FacePrint& print, const std::string& recogniser,
                                                     const std::vector<float>& values) const {
    if (file_.empty()) return std::nullopt;
    std::lock_guard lock(mutex_);
    readNew();
    for (const auto& face : faces_) {
        const int signs = std::popcount(face.print.hash ^ print.hash);
        if (signs > kMostSignsOfNobody) continue;
        std::optional<double> cosine;
        if (!recogniser.empty() && face.recogniser == recogniser && face.values.size() == values.size())
            cosine = std::inner_product(values.begin(), values.end(), face.values.begin(), 0.0);
        if (cosine.value_or(1) < kOtherPersonBelow) continue;
        const double likeness = face.print.likeness(print);
        const bool nobody = face.type == SourceType::kGenerated && !face.before;
        // The photo that a face was restored from looks much the same: it must stay usable.
        if ((signs <= kMostSigns && likeness >= kCopyLikeness &&
             (!face.before || likeness > face.before->likeness(print))) ||
            (nobody && cosine.value_or(0) >= kSameFaceOfNobody && likeness >= kLikenessOfNobody))
            return face;
    }
    return std::nullopt;
}

}  // namespace lineament
