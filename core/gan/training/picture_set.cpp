#include "core/gan/training/picture_set.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/gan/training/tar_reader.h"

namespace lineament::gan {

namespace fs = std::filesystem;

namespace {

// A packed file: the magic, the length of the header (64 bits), the header (JSON), the labels (int32, if
// there are any), the pixels (N x R x R x 3 u8, RGB); numbers little-endian. The header has resolution,
// count, labelled, labelNames, and the SHA-256 of the pixels and of the labels.
constexpr char kPackMagic[8] = {'L', 'N', 'P', 'A', 'C', 'K', '1', '\n'};
constexpr std::int64_t kMostPictures = 50'000'000;
constexpr std::size_t kLargestFile = 256u << 20;

struct Labels {
    std::map<std::string, std::int32_t> byFile;  // by file name without folder
    std::vector<std::string> names;
};

std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (true) {
        const auto comma = line.find(',', start);
        auto part = line.substr(start, comma == std::string::npos ? comma : comma - start);
        while (!part.empty() && (part.back() == '\r' || part.back() == ' '))
            part.pop_back();
        parts.push_back(std::move(part));
        if (comma == std::string::npos) return parts;
        start = comma + 1;
    }
}

std::string ageBand(const std::string& text, std::size_t row) {
    int age = -1;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), age);
    if (result.ec != std::errc() || age < 0 || age > 130)
        throw Error(ErrorCode::kUnreadable, "labels.csv",
                    "line " + std::to_string(row) + ": \"" + text + "\" is no age");
    static constexpr std::pair<int, const char*> kBands[] = {
        {13, "0-12"}, {20, "13-19"}, {30, "20-29"}, {45, "30-44"}, {60, "45-59"}};
    for (const auto& [below, name] : kBands)
        if (age < below) return name;
    return "60+";
}

Labels parseLabels(const std::string& text) {
    Labels labels;
    std::vector<std::pair<std::string, std::string>> rows;
    int file = -1, label = -1, age = -1, gender = -1;
    std::size_t row = 0, start = 0;
    while (start < text.size()) {
        auto end = text.find('\n', start);
        if (end == std::string::npos) end = text.size();
        const auto parts = fields(text.substr(start, end - start));
        start = end + 1;
        if (++row == 1) {
            for (int i = 0; i < static_cast<int>(parts.size()); ++i) {
                if (parts[i] == "file") file = i;
                if (parts[i] == "label") label = i;
                if (parts[i] == "age") age = i;
                if (parts[i] == "gender") gender = i;
            }
            if (file < 0 || (label < 0 && (age < 0 || gender < 0)))
                throw Error(ErrorCode::kUnreadable, "labels.csv",
                            "its first line must name the columns file and label, or file, age and gender");
            continue;
        }
        if (parts.size() == 1 && parts[0].empty()) continue;
        if (static_cast<int>(parts.size()) <= std::max({file, label, age, gender}))
            throw Error(ErrorCode::kUnreadable, "labels.csv",
                        "line " + std::to_string(row) + " has too few columns");
        rows.emplace_back(parts[file],
                          label >= 0 ? parts[label] : parts[gender] + " " + ageBand(parts[age], row));
    }
    std::set<std::string> names;
    for (const auto& [ignored, name] : rows)
        names.insert(name);
    labels.names.assign(names.begin(), names.end());
    for (const auto& [path, name] : rows)
        labels.byFile[fs::path(path).filename().string()] = static_cast<std::int32_t>(
            std::lower_bound(labels.names.begin(), labels.names.end(), name) - labels.names.begin());
    return labels;
}

bool looksLikePicture(const std::string& name) {
    static const std::set<std::string> kEndings = {".jpg", ".jpeg", ".png", ".webp", ".bmp",
                                                   ".ppm", ".pgm",  ".tif", ".tiff"};
    auto ending = fs::path(name).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return kEndings.count(ending) > 0;
}

/// Where the files of a set come from, one after another, in the same order each time.
using OnFile =
    std::function<void(const std::string& name, const std::function<std::vector<std::byte>()>& read)>;

std::vector<std::byte> readWhole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw Error(ErrorCode::kUnreadable, path.string(), "the file cannot be opened");
    const auto size = static_cast<std::size_t>(file.tellg());
    if (size > kLargestFile)
        throw Error(ErrorCode::kTooLarge, path.string(), "the file is too large for a picture");
    std::vector<std::byte> bytes(size);
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!file) throw Error(ErrorCode::kUnreadable, path.string(), "reading failed half way");
    return bytes;
}

void visitFolder(const fs::path& folder, const OnFile& onFile) {
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths)
        onFile(fs::relative(path, folder).generic_string(), [&] { return readWhole(path); });
}

class SetBuilder {
  public:
    SetBuilder(int resolution, const DecodePicture& decode) : decode_(decode) {
        set_.resolution = resolution;
    }

    void useLabels(Labels labels) { labels_ = std::move(labels); }

    void add(const std::string& name, const std::function<std::vector<std::byte>()>& read) {
        std::int32_t label = 0;
        if (!labels_.byFile.empty()) {
            const auto found = labels_.byFile.find(fs::path(name).filename().string());
            if (found == labels_.byFile.end()) return skip(name, "it has no line in labels.csv");
            label = found->second;
        }
        try {
            const auto bytes = read();
            const Picture small = squared(decode_(bytes, name), set_.resolution);
            set_.pixels.insert(set_.pixels.end(), small.rgb.begin(), small.rgb.end());
            if (!labels_.byFile.empty()) set_.labels.push_back(label);
        } catch (const Error& error) {
            skip(name, error.detail());
        }
    }

    PictureSet finish(const fs::path& source) {
        if (set_.size() == 0)
            throw Error(ErrorCode::kUnreadable, source.string(),
                        set_.skipped.empty() ? "there is no picture in it"
                                             : "none of its " + std::to_string(set_.skipped.size()) +
                                                   " files is a usable picture");
        set_.labelNames = labels_.names;
        return std::move(set_);
    }

  private:
    void skip(const std::string& name, const std::string& reason) {
        set_.skipped.push_back(name + ": " + reason);
    }
    PictureSet set_;
    Labels labels_;
    const DecodePicture& decode_;
};

}  // namespace

std::int64_t PictureSet::size() const {
    return resolution == 0 ? 0 : static_cast<std::int64_t>(pixels.size()) / (3LL * resolution * resolution);
}

Picture PictureSet::picture(std::int64_t index) const {
    const std::int64_t bytes = 3LL * resolution * resolution;
    return {resolution, resolution, {pixels.begin() + index * bytes, pixels.begin() + (index + 1) * bytes}};
}

PictureSet loadPictureSet(const fs::path& source, int resolution, const DecodePicture& decode,
                          JobContext& context) {
    if (!fs::exists(source))
        throw Error(ErrorCode::kNotFound, source.string(), "there is no such file or folder");
    if (source.extension() == ".pack") {
        PictureSet set = loadPacked(source);
        if (set.resolution == resolution) return set;
        PictureSet resized{resolution, {}, set.labels, set.labelNames, {}};
        for (std::int64_t i = 0; i < set.size(); ++i) {
            context.checkpoint();
            const Picture small = squared(set.picture(i), resolution);
            resized.pixels.insert(resized.pixels.end(), small.rgb.begin(), small.rgb.end());
        }
        return resized;
    }
    SetBuilder builder(resolution, decode);
    std::int64_t done = 0;
    const OnFile add = [&](const std::string& name, const std::function<std::vector<std::byte>()>& read) {
        context.checkpoint();
        if (!looksLikePicture(name)) return;
        builder.add(name, read);
        context.report("loading pictures", ++done, 0);
    };
    if (fs::is_directory(source)) {
        if (fs::exists(source / "labels.csv")) {
            const auto bytes = readWhole(source / "labels.csv");
            builder.useLabels(parseLabels({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
        }
        visitFolder(source, add);
    } else {
        TarReader tar(source);
        if (const auto labels = tar.find("labels.csv")) builder.useLabels(parseLabels(*labels));
        tar.visit(add);
    }
    return builder.finish(source);
}

void savePacked(const PictureSet& set, const fs::path& file) {
    nlohmann::ordered_json document = {{"resolution", set.resolution},
                                       {"count", set.size()},
                                       {"labelled", !set.labels.empty()},
                                       {"labelNames", set.labelNames},
                                       {"pixelsSha256", sha256(std::as_bytes(std::span(set.pixels)))}};
    if (!set.labels.empty()) document["labelsSha256"] = sha256(std::as_bytes(std::span(set.labels)));
    // Names of labels come from a file of the user's, in whatever encoding.
    const auto header = document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    writeAtomically(file, [&](std::ostream& out) {
        const std::uint64_t length = header.size();
        out.write(kPackMagic, sizeof kPackMagic);
        out.write(reinterpret_cast<const char*>(&length), sizeof length);
        out.write(header.data(), static_cast<std::streamsize>(header.size()));
        out.write(reinterpret_cast<const char*>(set.labels.data()),
                  static_cast<std::streamsize>(set.labels.size() * sizeof(std::int32_t)));
        out.write(reinterpret_cast<const char*>(set.pixels.data()),
                  static_cast<std::streamsize>(set.pixels.size()));
    });
}

PictureSet loadPacked(const fs::path& path) {
    const auto refuse = [&](const char* why) { return Error(ErrorCode::kUnreadable, path.string(), why); };
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw Error(ErrorCode::kNotFound, path.string(), "there is no such packed set");
    const auto total = static_cast<std::uint64_t>(file.tellg());
    file.seekg(0);
    char magic[sizeof kPackMagic];
    std::uint64_t length = 0;
    file.read(magic, sizeof magic).read(reinterpret_cast<char*>(&length), sizeof length);
    if (!file || std::memcmp(magic, kPackMagic, sizeof magic) != 0)
        throw refuse("it is not a packed set of pictures");
    if (length > total || length > (64u << 20)) throw refuse("its header is longer than the file");
    std::string header(length, '\0');
    file.read(header.data(), static_cast<std::streamsize>(length));
    const auto json = nlohmann::json::parse(header, nullptr, false);
    if (!file || !json.is_object()) throw refuse("its header is damaged");
    PictureSet set;
    std::int64_t count = 0;
    bool labelled = false;
    std::string pixelsSum, labelsSum;
    try {
        set.resolution = json.at("resolution").get<int>();
        count = json.at("count").get<std::int64_t>();
        labelled = json.at("labelled").get<bool>();
        set.labelNames = json.at("labelNames").get<std::vector<std::string>>();
        pixelsSum = json.at("pixelsSha256").get<std::string>();
        if (labelled) labelsSum = json.at("labelsSha256").get<std::string>();
    } catch (const nlohmann::json::exception&) {
        throw refuse("its header is damaged");
    }
    if (set.resolution < 1 || set.resolution > 4096 || count < 1 || count > kMostPictures)
        throw refuse("its sizes are out of range");
    const std::uint64_t each = 3ull * set.resolution * set.resolution;
    const std::uint64_t expected =
        sizeof magic + sizeof length + length + (labelled ? 4ull * count : 0) + each * count;
    if (expected != total) throw refuse("its length does not fit its header");
    if (labelled) {
        set.labels.resize(count);
        file.read(reinterpret_cast<char*>(set.labels.data()), static_cast<std::streamsize>(4 * count));
        if (!file || sha256(std::as_bytes(std::span(set.labels))) != labelsSum)
            throw refuse("its labels are damaged");
        for (const auto label : set.labels)
            if (label < 0 || label >= static_cast<std::int32_t>(set.labelNames.size()))
                throw refuse("a label is out of range");
    }
    set.pixels.resize(each * count);
    file.read(reinterpret_cast<char*>(set.pixels.data()), static_cast<std::streamsize>(set.pixels.size()));
    if (!file) throw refuse("reading failed half way");
    if (sha256(std::as_bytes(std::span(set.pixels))) != pixelsSum) throw refuse("its pictures are damaged");
    return set;
}

Picture squared(const Picture& picture, int side) {
    LINEAMENT_REQUIRE(picture.width > 0 && picture.height > 0 &&
                          picture.rgb.size() == static_cast<std::size_t>(picture.width) * picture.height * 3,
                      "picture", "it is empty");
    const int edge = std::min(picture.width, picture.height);
    const int left = (picture.width - edge) / 2, top = (picture.height - edge) / 2;
    const double scale = static_cast<double>(edge) / side;
    // Weights of the source pixels that a target pixel covers; enlarging, of its two nearest.
    struct Span {
        int first;
        std::vector<float> weights;
    };
    std::vector<Span> spans(side);
    for (int i = 0; i < side; ++i) {
        const double width = std::max(1.0, scale), centre = (i + 0.5) * scale;
        const double from = std::clamp(centre - width / 2, 0.0, static_cast<double>(edge)),
                     to = std::clamp(centre + width / 2, 0.0, static_cast<double>(edge));
        spans[i].first = std::min(edge - 1, static_cast<int>(from));
        double sum = 0;
        for (int j = spans[i].first; j < edge && j < to; ++j) {
            const double share = std::min<double>(j + 1, to) - std::max<double>(j, from);
            spans[i].weights.push_back(static_cast<float>(share));
            sum += share;
        }
        for (auto& weight : spans[i].weights)
            weight = static_cast<float>(weight / sum);
    }
    std::vector<float> rows(static_cast<std::size_t>(edge) * side * 3);
    for (int y = 0; y < edge; ++y)
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < 3; ++c) {
                float sum = 0;
                for (std::size_t j = 0; j < spans[x].weights.size(); ++j)
                    sum +=
                        spans[x].weights[j] * picture.rgb[(static_cast<std::size_t>(top + y) * picture.width +
                                                           left + spans[x].first + j) *
                                                              3 +
                                                          c];
                rows[(static_cast<std::size_t>(y) * side + x) * 3 + c] = sum;
            }
    Picture result{side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side) * side * 3)};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side * 3; ++x) {
            float sum = 0;
            for (std::size_t j = 0; j < spans[y].weights.size(); ++j)
                sum +=
                    spans[y].weights[j] * rows[(spans[y].first + j) * static_cast<std::size_t>(side) * 3 + x];
            result.rgb[static_cast<std::size_t>(y) * side * 3 + x] =
                static_cast<std::uint8_t>(std::lround(std::clamp(sum, 0.0f, 255.0f)));
        }
    return result;
}

std::int64_t Shuffle::index(std::int64_t position) {
    const std::int64_t epoch = position / size_;
    if (epoch != epoch_) {
        epoch_ = epoch;
        order_.resize(size_);
        std::iota(order_.begin(), order_.end(), 0);
        // Own Fisher-Yates: std::shuffle may differ between standard libraries.
        std::mt19937_64 random(seed_ * 0x9E3779B97F4A7C15ull + static_cast<std::uint64_t>(epoch));
        for (std::int64_t i = size_ - 1; i > 0; --i)
            std::swap(order_[i], order_[random() % (i + 1)]);
    }
    return order_[position % size_];
}

}  // namespace lineament::gan
