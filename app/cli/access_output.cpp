#include "app/cli/access_output.h"

#include "core/base/error.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"
#include "core/store/store.h"

namespace lineament::cli {

Door doorNamed(Store& store, const std::string& name) {
    for (auto& door : store.presence().access().doors())
        if (door.name == name) return door;
    throw Error(ErrorCode::kNotFound, name, "there is no such door");
}

AccessSchedule scheduleNamed(Store& store, const std::string& name) {
    for (auto& schedule : store.presence().access().schedules())
        if (schedule.name == name) return schedule;
    throw Error(ErrorCode::kNotFound, name, "there is no such schedule");
}

const char* passageName(Passage passage) {
    return passage == Passage::kEntry ? "entry" : passage == Passage::kExit ? "exit" : "seen";
}

Json eventJson(const AccessEvent& event) {
    const auto idOrNull = [](auto id) { return id.valid() ? Json(id.value()) : Json(nullptr); };
    return {{"access_id", idOrNull(event.id)},
            {"at", iso8601(event.at)},
            {"door", event.doorName},
            {"zone", event.zone},
            {"passage", passageName(event.passage)},
            {"outcome", name(event.outcome)},
            {"reason", name(event.reason)},
            {"sentence", sentenceOf(event.reason)},
            {"identity_id", idOrNull(event.identity)},
            {"name", event.name.empty() ? Json(nullptr) : Json(event.name)},
            {"companion_id", idOrNull(event.companion)},
            {"card", event.card.empty() ? Json(nullptr) : Json(event.card)},
            {"by_card", event.byCard},
            {"similarity", decimals(event.similarity, 4)},
            {"threshold", decimals(event.threshold, 4)},
            {"fmr", event.fmr},
            {"quality", decimals(event.quality, 1)},
            {"liveness", event.liveness ? decimals(*event.liveness, 4) : Json(nullptr)},
            {"liveness_threshold", decimals(event.livenessThreshold, 4)},
            {"decision_ms", event.decisionMs},
            {"opening", name(event.opening)},
            {"opening_trouble", event.openingTrouble.empty() ? Json(nullptr) : Json(event.openingTrouble)},
            {"detail", event.detail.empty() ? Json(nullptr) : Json(event.detail)},
            {"actor", event.actor}};
}

std::string lineOf(const AccessEvent& event) {
    std::string line = iso8601(event.at) + "  " + std::string(name(event.outcome)) + "  " +
                       (event.name.empty() ? std::string("-") : event.name) + "  " +
                       std::string(sentenceOf(event.reason));
    if (!event.detail.empty()) line += " " + event.detail;
    if (event.opening == Opening::kFailed) line += " It did not open: " + event.openingTrouble;
    return line;
}

Json eventsJson(const std::vector<AccessEvent>& events) {
    Json all = Json::array();
    for (const auto& event : events)
        all.push_back(eventJson(event));
    return all;
}

std::string linesOf(const std::vector<AccessEvent>& events) {
    std::string text;
    for (const auto& event : events)
        text += lineOf(event) + "\n";
    return text;
}

}  // namespace lineament::cli
