#pragma once

#include <QString>

namespace lineament::ui {

class Theme;

/// The application's style sheet with the theme's colours and metrics filled in.
QString styleSheet(const Theme& theme);

}  // namespace lineament::ui
