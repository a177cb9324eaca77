#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lineament {

/// How a picture came to be, in the terms of the IPTC's digital source types.
enum class SourceType {
    kGenerated,  ///< trainedAlgorithmicMedia: a network made it up
    kEnhanced,   ///< compositeWithTrainedAlgorithmicMedia: a network changed it
    kFiltered,   ///< algorithmicallyEnhanced: filters that add nothing of their own
};
/// Whether a network made what is seen: such a picture is nobody's likeness and no evidence.
constexpr bool isGenerative(SourceType type) {
    return type != SourceType::kFiltered;
}

/// What a picture file says of its making. It travels as XMP, which other programs read too.
/// Source: IPTC Photo Metadata Standard 2023.2, Digital Source Type (property Iptc4xmpExt:DigitalSourceType).
struct Provenance {
    SourceType type = SourceType::kGenerated;
    std::map<std::string, std::string>
        lineage;  ///< generator, model hash, seed ...; keys of letters and digits
};

/// A picture that says of itself what it is, written as PNG or JPEG by the ending of the name; the file
/// appears whole or not at all. Throws Error(kInvalidArgument for another ending, kDiskFull, kUnwritable).
void saveMarkedPicture(const std::filesystem::path& file, const cv::Mat& bgr, const Provenance& provenance);

/// What a file says that cannot hold XMP itself (a recording), in a file of its own, whose path is returned:
/// "film.mp4.xmp". Throws Error(kDiskFull, kUnwritable).
std::filesystem::path saveProvenanceBeside(const std::filesystem::path& file, const Provenance& provenance);

/// Lets finish() give a recording its name where what it is already stands beside it, so that it is never
/// without. If finish() throws, so that there is no such recording, what stood there before stands there
/// again. Throws as saveProvenanceBeside(), and what finish() throws.
std::filesystem::path finishMarked(const std::filesystem::path& file, const Provenance& provenance,
                                   const std::function<void()>& finish);

/// What the file's XMP says; empty if it says nothing of the kind or is no picture. Never throws.
std::optional<Provenance> provenanceOf(std::span<const std::byte> picture);
/// The same of a file, or of the sidecar beside it. Never throws.
std::optional<Provenance> provenanceOf(const std::filesystem::path& file);

}  // namespace lineament
