#pragma once

#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/error.h"
#include "core/domain/track.h"

namespace lineament {

/// Writes values one after another, for a program of the same build on the same machine to read: what an
/// analysis needs to go on after a crash. Not for exchange.
class StateWriter {
  public:
    template <class Value>
    requires std::is_trivially_copyable_v<Value>
    void put(const Value& value) {
        const auto* from = reinterpret_cast<const std::byte*>(&value);
        bytes_.insert(bytes_.end(), from, from + sizeof value);
    }
    template <class Value>
    requires std::is_trivially_copyable_v<Value>
    void put(const std::vector<Value>& values) {
        put(static_cast<std::uint64_t>(values.size()));
        const auto* from = reinterpret_cast<const std::byte*>(values.data());
        if (!values.empty()) bytes_.insert(bytes_.end(), from, from + values.size() * sizeof(Value));
    }
    void put(const std::string& text) { put(std::vector<char>(text.begin(), text.end())); }
    void put(const Template& value) {
        put(value.recogniser);
        put(value.values);
    }
    void put(const BestShot& shot) {
        put(shot.ms);
        put(shot.box);
        put(shot.quality);
        put(shot.crop);
    }
    void put(const Track& track);
    const std::vector<std::byte>& bytes() const { return bytes_; }

  private:
    std::vector<std::byte> bytes_;
};

/// Reads what StateWriter wrote. Throws Error(kUnreadable) where the bytes end too early.
class StateReader {
  public:
    explicit StateReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class Value>
    requires std::is_trivially_copyable_v<Value>
    void take(Value& value) {
        const auto from = next(sizeof value);
        std::memcpy(static_cast<void*>(&value), from.data(), sizeof value);
    }
    template <class Value>
    Value take() {
        Value value{};
        take(value);
        return value;
    }
    template <class Value>
    requires std::is_trivially_copyable_v<Value>
    void take(std::vector<Value>& values) {
        const auto count = take<std::uint64_t>();
        if (count > bytes_.size() / sizeof(Value)) tooShort();
        values.resize(count);
        const auto from = next(count * sizeof(Value));
        if (count > 0) std::memcpy(static_cast<void*>(values.data()), from.data(), from.size());
    }
    void take(std::string& text) {
        std::vector<char> letters;
        take(letters);
        text.assign(letters.begin(), letters.end());
    }
    void take(Template& value) {
        take(value.recogniser);
        take(value.values);
    }
    void take(BestShot& shot) {
        take(shot.ms);
        take(shot.box);
        take(shot.quality);
        take(shot.crop);
    }
    void take(Track& track);
    bool atEnd() const { return bytes_.empty(); }

  private:
    [[noreturn]] static void tooShort() {
        throw Error(ErrorCode::kUnreadable, "state of an analysis", "it ends too early");
    }
    std::span<const std::byte> next(std::size_t count) {
        if (count > bytes_.size()) tooShort();
        const auto some = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return some;
    }

    std::span<const std::byte> bytes_;
};

inline void StateWriter::put(const Track& track) {
    put(track.firstMs);
    put(track.lastMs);
    put(track.frames);
    put(track.boxes);
    put(static_cast<std::uint64_t>(track.shots.size()));
    for (const auto& shot : track.shots)
        put(shot);
    put(track.pooled.has_value());
    if (track.pooled) put(*track.pooled);
}

inline void StateReader::take(Track& track) {
    take(track.firstMs);
    take(track.lastMs);
    take(track.frames);
    take(track.boxes);
    const auto shots = take<std::uint64_t>();
    for (std::uint64_t i = 0; i < shots; ++i)
        take(track.shots.emplace_back());
    if (take<bool>()) take(track.pooled.emplace());
}

}  // namespace lineament
