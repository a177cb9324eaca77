#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace lineament {

/// Integer id that converts neither to nor from another kind of id. 0 means "none yet".
template <class Tag>
class StrongId {
  public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(std::int64_t value) : value_(value) {}
    constexpr std::int64_t value() const { return value_; }
    constexpr bool valid() const { return value_ != 0; }
    constexpr auto operator<=>(const StrongId&) const = default;

  private:
    std::int64_t value_ = 0;
};

}  // namespace lineament

template <class Tag>
struct std::hash<lineament::StrongId<Tag>> {
    std::size_t operator()(lineament::StrongId<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value());
    }
};
