#pragma once

#include <QColor>
#include <QString>

namespace lineament::ui {

class Theme;

/// The application's style sheet with the theme's colours and metrics filled in.
QString styleSheet(const Theme& theme);

/// Grounds of what is selected and of what is under the cursor.
QColor selectionGround(bool dark);
QColor hoverGround(bool dark);

}  // namespace lineament::ui
