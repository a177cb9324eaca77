#include "ui/footage/tracks/track_overlay.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/footage/tracks/track_model.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

// A box holds for this long before its first and after its last frame: less than any frame's duration to the
// eye, more than the rounding of frame times.
constexpr double kHoldMs = 45;
// Neighbours further apart than this are two looks, not one movement.
constexpr double kBridgeMs = 1600;

float mix(float a, float b, double t) {
    return static_cast<float>(a + (b - a) * t);
}

}  // namespace

std::optional<BoxPx> boxAt(const Track& track, double ms) {
    const auto& boxes = track.boxes;
    if (boxes.empty() || ms < boxes.front().ms - kHoldMs || ms > boxes.back().ms + kHoldMs)
        return std::nullopt;
    const auto after = std::lower_bound(boxes.begin(), boxes.end(), ms,
                                        [](const TrackBox& box, double time) { return box.ms < time; });
    if (after == boxes.begin()) return after->box;
    const auto before = std::prev(after);
    if (after == boxes.end()) return before->box;
    const double gap = after->ms - before->ms;
    if (gap > kBridgeMs) {
        if (ms - before->ms <= kHoldMs) return before->box;
        if (after->ms - ms <= kHoldMs) return after->box;
        return std::nullopt;
    }
    const double t = gap > 0 ? (ms - before->ms) / gap : 0;
    return BoxPx{mix(before->box.x, after->box.x, t), mix(before->box.y, after->box.y, t),
                 mix(before->box.width, after->box.width, t), mix(before->box.height, after->box.height, t)};
}

Mark markOf(TrackState state) {
    switch (state) {
        case TrackState::kConfirmed:
            return Mark::Confirmed;
        case TrackState::kSuggested:
            return Mark::Suggested;
        case TrackState::kRejected:
            return Mark::Rejected;
        case TrackState::kUnknown:
            break;
    }
    return Mark::Unknown;
}

QColor colorOf(TrackState state) {
    return Theme::instance().color(tokenOf(markOf(state)));
}

QString wordOf(TrackState state) {
    switch (state) {
        case TrackState::kConfirmed:
            return QCoreApplication::translate("TrackState", "confirmed");
        case TrackState::kSuggested:
            return QCoreApplication::translate("TrackState", "suggested");
        case TrackState::kRejected:
            return QCoreApplication::translate("TrackState", "rejected");
        case TrackState::kUnknown:
            break;
    }
    return QCoreApplication::translate("TrackState", "unknown");
}

QList<CanvasBox> boxesAt(const TrackModel& model, double ms, TrackId selected) {
    QList<CanvasBox> boxes;
    for (const Track& track : model.tracks()) {
        const auto box = boxAt(track, ms);
        if (!box) continue;
        // The engine's origin is the centre of the first pixel, the canvas' its corner.
        CanvasBox drawn{track.id.value(),
                        QRectF(box->x + 0.5, box->y + 0.5, box->width, box->height),
                        markOf(track.state),
                        model.displayName(track),
                        {},
                        track.id == selected};
        if (track.identity) drawn.detail = QString::number(static_cast<double>(track.similarity), 'f', 2);
        boxes.append(std::move(drawn));
    }
    return boxes;
}

}  // namespace lineament::ui
