#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/face.h"
#include "core/domain/track.h"

/// How domain structs lie in columns: numbers little-endian, so that a store can be carried to any machine.
namespace lineament {

/// float32 after float32.
std::vector<std::byte> packFloats(std::span<const float> values);
/// Throws Error(kStoreUnusable) if the bytes are not whole floats.
std::vector<float> unpackFloats(std::span<const std::byte> bytes);

/// A version byte, then 29 bytes a box: ms float64; x, y, width, height, score float32; flags.
std::vector<std::byte> packBoxes(std::span<const TrackBox> boxes);
/// Throws Error(kStoreUnusable) if the bytes are not of that form.
std::vector<TrackBox> unpackBoxes(std::span<const std::byte> bytes);

/// Everything of a face but its landmarks, as JSON.
std::string faceToJson(const Face& face);
/// x, y of the 5 points, then of the 68 if there are.
std::vector<std::byte> packLandmarks(const Face& face);
/// Throws Error(kStoreUnusable) if either is not of that form.
Face faceFrom(const std::string& json, std::span<const std::byte> landmarks);

/// "unknown", "suggested", "confirmed", "rejected".
std::string nameOf(TrackState state);
TrackState trackStateFrom(std::string_view name);

}  // namespace lineament
