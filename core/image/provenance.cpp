#include "core/image/provenance.h"

#include <exiv2/exiv2.hpp>
#include <fstream>
#include <iterator>
#include <mutex>
#include <opencv2/imgcodecs.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace lineament {
namespace {

constexpr const char* kSourceKey = "Xmp.iptcExt.DigitalSourceType";
constexpr const char* kSourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
constexpr const char* kGenerated = "trainedAlgorithmicMedia";
constexpr const char* kEnhanced = "compositeWithTrainedAlgorithmicMedia";
constexpr const char* kFiltered = "algorithmicallyEnhanced";
constexpr const char* kPrefix = "lineament";

/// Exiv2 keeps the table of namespaces for the whole process.
void prepareExiv2() {
    static std::once_flag once;
    std::call_once(once, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        Exiv2::XmpProperties::registerNs("urn:lineament:provenance:1/", kPrefix);
    });
}

const char* nameOf(SourceType type) {
    switch (type) {
        case SourceType::kGenerated:
            return kGenerated;
        case SourceType::kEnhanced:
            return kEnhanced;
        case SourceType::kFiltered:
            break;
    }
    return kFiltered;
}

void fill(Exiv2::XmpData& xmp, const Provenance& provenance) {
    xmp[kSourceKey] = std::string(kSourceTypes) + nameOf(provenance.type);
    xmp["Xmp.xmp.CreatorTool"] = "Lineament " LINEAMENT_VERSION;
    for (const auto& [key, value] : provenance.lineage)
        xmp[std::string("Xmp.") + kPrefix + "." + key] = value;
}

std::optional<Provenance> readFrom(const Exiv2::XmpData& xmp) {
    const auto source = xmp.findKey(Exiv2::XmpKey(kSourceKey));
    if (source == xmp.end()) return std::nullopt;
    const auto text = source->toString();
    Provenance provenance;
    if (text.find(kEnhanced) != std::string::npos)
        provenance.type = SourceType::kEnhanced;
    else if (text.find(kFiltered) != std::string::npos)
        provenance.type = SourceType::kFiltered;
    else if (text.find(kGenerated) == std::string::npos && text.find("TrainedAlgorithmicMedia") == std::string::npos)
        return std::nullopt;
    for (const auto& item : xmp)
        if (item.groupName() == kPrefix) provenance.lineage[item.tagName()] = item.toString();
    return provenance;
}

std::filesystem::path sidecarOf(const std::filesystem::path& file) {
    return file.string() + ".xmp";
}

}  // namespace

void saveMarkedPicture(const std::filesystem::path& file, const cv::Mat& bgr, const Provenance& provenance) {
    auto ending = file.extension().string();
    for (char& c : ending)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (ending != ".png" && ending != ".jpg" && ending != ".jpeg")
        throw Error(ErrorCode::kInvalidArgument, file.string(), "pictures are written as .png or .jpg");
    std::vector<unsigned char> bytes;
    cv::imencode(ending == ".png" ? ".png" : ".jpg", bgr, bytes,
                 {cv::IMWRITE_JPEG_QUALITY, 95, cv::IMWRITE_PNG_COMPRESSION, 6});
    prepareExiv2();
    try {
        const auto image = Exiv2::ImageFactory::open(bytes.data(), static_cast<long>(bytes.size()));
        image->readMetadata();
        fill(image->xmpData(), provenance);
        image->writeMetadata();
        auto& io = image->io();
        io.open();
        const auto* marked = reinterpret_cast<const char*>(io.mmap());
        writeAtomically(
            file, [&](std::ostream& out) { out.write(marked, static_cast<std::streamsize>(io.size())); });
    } catch (const Exiv2::Error& error) {
        throw Error(ErrorCode::kInternal, file.string(),
                    std::string("its provenance cannot be written: ") + error.what());
    }
}

std::optional<Provenance> provenanceOf(std::span<const std::byte> picture) {
    prepareExiv2();
    try {
        const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(picture.data()),
                                                     static_cast<long>(picture.size()));
        image->readMetadata();
        return readFrom(image->xmpData());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<Provenance> provenanceOf(const std::filesystem::path& file) {
    prepareExiv2();
    try {
        std::string packet;
        if (std::ifstream sidecar(sidecarOf(file)); sidecar) {
            packet.assign(std::istreambuf_iterator<char>(sidecar), {});
            Exiv2::XmpData xmp;
            if (Exiv2::XmpParser::decode(xmp, packet) == 0)
                if (auto found = readFrom(xmp)) return found;
        }
        // Exiv2 would fetch addresses of cameras.
        if (!std::filesystem::is_regular_file(file)) return std::nullopt;
        const auto image = Exiv2::ImageFactory::open(file.string());
        image->readMetadata();
        return readFrom(image->xmpData());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::filesystem::path saveProvenanceBeside(const std::filesystem::path& file, const Provenance& provenance) {
    prepareExiv2();
    Exiv2::XmpData xmp;
    std::string packet;
    try {
        fill(xmp, provenance);
        if (Exiv2::XmpParser::encode(packet, xmp) != 0)
            throw Error(ErrorCode::kInternal, file.string(), "its provenance cannot be encoded");
    } catch (const Exiv2::Error& error) {
        throw Error(ErrorCode::kInternal, file.string(),
                    std::string("its provenance cannot be written: ") + error.what());
    }
    const auto sidecar = sidecarOf(file);
    writeAtomically(sidecar, [&](std::ostream& out) { out << packet; });
    return sidecar;
}

std::filesystem::path finishMarked(const std::filesystem::path& file, const Provenance& provenance,
                                   const std::function<void()>& finish) {
    std::optional<std::string> before;
    if (std::ifstream sidecar(sidecarOf(file), std::ios::binary); sidecar)
        before.emplace(std::istreambuf_iterator<char>(sidecar), std::istreambuf_iterator<char>());
    auto sidecar = saveProvenanceBeside(file, provenance);
    try {
        finish();
    } catch (...) {
        std::error_code ignored;
        if (before)
            writeAtomically(sidecar, [&](std::ostream& out) { out << *before; });
        else
            std::filesystem::remove(sidecar, ignored);
        throw;
    }
    return sidecar;
}

}  // namespace lineament
