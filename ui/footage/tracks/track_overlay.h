#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <optional>

#include "core/domain/track.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

class TrackModel;

/// Where the face of a track is at a time: its box there, or one interpolated between its neighbours, so that
/// boxes follow smoothly whatever the recording's and the analysis' frame rates. Empty where it is not seen.
std::optional<BoxPx> boxAt(const Track& track, double ms);

/// The frame that a state wears.
Mark markOf(TrackState state);
/// Its colour, for bars and captions.
QColor colorOf(TrackState state);
/// "confirmed", translated.
QString wordOf(TrackState state);

/// What the canvas draws of the tracks that are seen at a time: frame, name and similarity.
QList<CanvasBox> boxesAt(const TrackModel& tracks, double ms, TrackId selected);

}  // namespace lineament::ui
