#pragma once

#include <QPainter>
#include <QPen>
#include <QRectF>
#include <optional>

#include "core/domain/watchlist.h"
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
/// The token of a watchlist's colour; its mark wears a flag as well: never colour alone.
Token tokenOf(ListColour colour);
/// Its line, `width` px of the device, in a colour other than its own if one is given.
QPen penOf(Mark mark, qreal width = 2, std::optional<Token> colour = {});
/// Paints the frame just inside `rect` (painter's coordinates).
void paintMark(QPainter& painter, const QRectF& rect, Mark mark, qreal width = 2,
               std::optional<Token> colour = {});

}  // namespace lineament::ui
