#include "core/domain/access.h"

#include <array>
#include <utility>

#include "core/base/check.h"
#include "core/base/http_address.h"

namespace lineament {
namespace {

constexpr std::array<std::string_view, 6> kOutcomes = {"granted",  "waiting",  "refused",
                                                       "forgiven", "unlocked", "fault"};

struct ReasonWords {
    std::string_view name, sentence;
};
/// In the order of AccessReason.
constexpr std::array<ReasonWords, 20> kReasons = {{
    {"allowed", "They may pass."},
    {"second_person_needed", "A second person who may pass must come, too."},
    {"door_off", "The door is switched off."},
    {"locked_out", "The door is locked after repeated failures."},
    {"no_face", "No face was seen."},
    {"several_faces", "Several people stood before the door at once."},
    {"too_poor", "The face was not seen well enough."},
    {"liveness_unknown", "It could not be judged whether the face is live."},
    {"not_live", "The face looks like a picture of a face."},
    {"unknown_person", "The face is nobody's who is enrolled."},
    {"card_needed", "A card is needed."},
    {"card_unknown", "The card is nobody's who is enrolled."},
    {"card_mismatch", "The face is not that of the card's holder."},
    {"not_valid", "The person is not valid at this time."},
    {"no_group", "The person is in no group that may pass this door."},
    {"out_of_schedule", "The person may not pass this door at this time."},
    {"already_inside", "The person went in and has not come out."},
    {"already_outside", "The person went out and has not come in."},
    {"by_hand", "Somebody decided it by hand."},
    {"fault", "The door could not do its work."},
}};
static_assert(kReasons.size() == static_cast<std::size_t>(AccessReason::kFault) + 1);
static_assert(kOutcomes.size() == static_cast<std::size_t>(AccessOutcome::kFault) + 1);

}  // namespace

std::string_view name(ActuatorKind kind) noexcept {
    return kind == ActuatorKind::kHttpRelay ? "http" : "simulated";
}

std::string_view name(AccessOutcome outcome) noexcept {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

std::optional<AccessOutcome> accessOutcomeNamed(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kOutcomes.size(); ++i)
        if (kOutcomes[i] == name) return static_cast<AccessOutcome>(i);
    return std::nullopt;
}

std::string_view name(AccessReason reason) noexcept {
    return kReasons[static_cast<std::size_t>(reason)].name;
}

std::optional<AccessReason> accessReasonNamed(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kReasons.size(); ++i)
        if (kReasons[i].name == name) return static_cast<AccessReason>(i);
    return std::nullopt;
}

std::string_view sentenceOf(AccessReason reason) noexcept {
    return kReasons[static_cast<std::size_t>(reason)].sentence;
}

bool failsToAuthenticate(AccessReason reason) noexcept {
    return reason == AccessReason::kNotLive || reason == AccessReason::kUnknownPerson ||
           reason == AccessReason::kCardUnknown || reason == AccessReason::kCardMismatch;
}

std::string_view name(Opening opening) noexcept {
    switch (opening) {
        case Opening::kOpened:
            return "opened";
        case Opening::kFailed:
            return "failed";
        case Opening::kNotAsked:
            break;
    }
    return "not_asked";
}

void Door::validate() const {
    LINEAMENT_REQUIRE(minQuality >= 0 && minQuality <= 100, "quality", "it lies between 0 and 100");
    LINEAMENT_REQUIRE(forgetMs >= 60'000 && forgetMs <= 7 * 86'400'000LL, "anti-passback",
                      "it forgets after 1 minute to 7 days");
    LINEAMENT_REQUIRE(!antiPassback || (!zone.empty() && passage != Passage::kSeen), "anti-passback",
                      "the door needs a zone, and must lead into it or out of it");
    LINEAMENT_REQUIRE(twoPeopleMs >= 1000 && twoPeopleMs <= 600'000, "two people",
                      "they come within 1 to 600 seconds");
    LINEAMENT_REQUIRE(failures >= 0 && failures <= 100, "failures", "0 (never) to 100 lock the door");
    LINEAMENT_REQUIRE(failuresMs >= 1000 && failuresMs <= 86'400'000, "failures",
                      "they are counted over 1 second to 24 hours");
    LINEAMENT_REQUIRE(lockMs >= 1000 && lockMs <= 86'400'000, "lock-out", "it lasts 1 second to 24 hours");
    LINEAMENT_REQUIRE(openMs >= 500 && openMs <= 120'000, "open", "it stays open for 0.5 to 120 seconds");
    LINEAMENT_REQUIRE(relayTimeoutMs >= 100 && relayTimeoutMs <= 10'000, "relay",
                      "it is waited for 0.1 to 10 seconds");
    if (actuator != ActuatorKind::kHttpRelay) return;
    LINEAMENT_REQUIRE(httpAddressOf(relayUrl), "relay", kNoHttpAddress);
    LINEAMENT_REQUIRE(relaySecret.size() >= 16, "relay", "its secret must have 16 characters at least");
}

}  // namespace lineament
