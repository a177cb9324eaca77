#include "core/pipelines/presence/alert_raiser.h"

#include <algorithm>

#include "core/store/alert_book.h"
#include "core/store/case_book.h"

namespace lineament {

std::vector<WatchedList> watchedLists(const Workspace& workspace) {
    std::vector<WatchedList> watched;
    for (auto& list : workspace.store().alertBook().watchlists()) {
        if (list.members.empty()) continue;
        const auto threshold = static_cast<float>(workspace.engine().calibration().thresholdAt(list.fmr));
        watched.push_back({std::move(list), threshold});
    }
    std::stable_sort(watched.begin(), watched.end(),
                     [](const auto& a, const auto& b) { return a.list.priority > b.list.priority; });
    return watched;
}

void AlertRaiser::setLists(const std::vector<WatchedList>& lists, UnixMs now) {
    rule_.setLists(lists);
    if (remembers_ || lists.empty()) return;
    remembers_ = true;
    UnixMs longest = 0;
    for (const auto& watched : lists)
        longest = std::max(longest, watched.list.coolDownMs);
    for (const auto& alert : store_.alertBook().alerts({.from = now - longest, .newest = 0}))
        if (alert.camera == camera_.id && alert.at <= now)
            rule_.remember(alert.list, alert.identity, alert.at);
}

std::vector<Alert> AlertRaiser::take(const Look& look, const std::function<std::vector<std::byte>()>& crop) {
    std::vector<Alert> raised;
    std::vector<std::byte> jpeg;
    for (const auto* watched : rule_.take(look.identity, look.similarity, look.at)) {
        const auto& list = watched->list;
        if (jpeg.empty()) jpeg = crop();
        Alert alert;
        alert.key = std::to_string(camera_.id.value()) + ":" + std::to_string(list.id.value()) + ":" +
                    std::to_string(look.identity.value()) + ":" + std::to_string(look.at);
        alert.list = list.id, alert.listName = list.name;
        alert.colour = list.colour, alert.sound = list.sound;
        alert.priority = list.priority, alert.escalateMs = list.escalateMs;
        alert.identity = look.identity, alert.name = look.name;
        alert.camera = camera_.id, alert.cameraName = camera_.name, alert.zone = camera_.zone;
        alert.at = look.at;
        alert.similarity = look.similarity, alert.threshold = watched->threshold, alert.fmr = list.fmr;
        alert.quality = look.quality;
        alert.recording = look.recording, alert.recordingMs = look.recordingMs;
        if (const auto reference = store_.caseBook().referenceOf(look.nearest))
            alert.reference = reference->id;
        alert.crop = jpeg;
        const auto id = store_.alertBook().raise(alert, list.coolDownMs);
        if (!id) continue;
        alert.id = *id;
        raised.push_back(std::move(alert));
    }
    return raised;
}

}  // namespace lineament
