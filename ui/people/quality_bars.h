#pragma once

#include <QRect>
#include <QString>

#include "core/domain/face.h"

class QPainter;

namespace lineament::ui {

/// The five measures of a face (overall, sharpness, light, pose, size) as small bars: height is the value,
/// colour whether it is good, fair or poor.
void paintQualityBars(QPainter& painter, const QRect& rect, const Quality& quality);
/// The same in words, a line a measure.
QString qualityText(const Quality& quality);
inline constexpr int kQualityBarsWidth = 5 * 7 + 4 * 3;

}  // namespace lineament::ui
