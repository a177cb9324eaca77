#pragma once

#include <QPainter>
#include <QPen>
#include <QRectF>

#include "ui/theme/theme.h"

namespace lineament::ui {

/// What a frame around a face says, by colour and by shape, in pictures, thumbnails, lanes and reports.
enum class Mark {
    Plain,      ///< a face, nothing decided: thin solid line
    Confirmed,  ///< solid
    Suggested,  ///< dashed
    Unknown,    ///< dotted
    Rejected,   ///< solid with a stroke through a corner
    Watchlist,  ///< double line and a flag
    Synthetic   ///< generated or restored: hatched edge
};

/// The token a mark is painted in.
Token tokenOf(Mark mark);
/// Its line, `width` px of the device.
QPen penOf(Mark mark, qreal width = 2);
/// Paints the frame just inside `rect` (painter's coordinates).
void paintMark(QPainter& painter, const QRectF& rect, Mark mark, qreal width = 2);

}  // namespace lineament::ui
