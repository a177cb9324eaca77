#include "core/domain/watchlist.h"

#include <array>

#include "core/base/check.h"

namespace lineament {
namespace {

constexpr std::array<std::string_view, 5> kColours = {"red", "amber", "green", "blue", "violet"};

}  // namespace

std::string_view name(ListColour colour) noexcept {
    return kColours[static_cast<std::size_t>(colour)];
}

std::optional<ListColour> listColourNamed(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kColours.size(); ++i)
        if (kColours[i] == name) return static_cast<ListColour>(i);
    return std::nullopt;
}

std::string_view name(AlertState state) noexcept {
    switch (state) {
        case AlertState::kAcknowledged:
            return "acknowledged";
        case AlertState::kDismissed:
            return "dismissed";
        case AlertState::kNew:
            break;
    }
    return "new";
}

void Watchlist::validate() const {
    LINEAMENT_REQUIRE(fmr >= 1e-9 && fmr <= 1e-2, "false match rate", "it lies between 1e-9 and 1e-2");
    LINEAMENT_REQUIRE(looks >= 1 && looks <= 100, "looks", "1 to 100 of them can be asked for");
    LINEAMENT_REQUIRE(windowMs >= 100 && windowMs <= 600'000, "window",
                      "it lies between 0.1 and 600 seconds");
    LINEAMENT_REQUIRE(coolDownMs >= 0 && coolDownMs <= 86'400'000, "cool-down",
                      "it lies between 0 and 24 hours");
    LINEAMENT_REQUIRE(escalateMs == 0 || (escalateMs >= 1000 && escalateMs <= 86'400'000), "escalation",
                      "it lies between 1 second and 24 hours, or is off");
}

}  // namespace lineament
