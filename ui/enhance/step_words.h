#pragma once

#include <QString>
#include <string_view>

namespace lineament::ui {

/// Words for steps and parameters of chains, translated.
QString stepTitle(std::string_view step);
QString stepHelp(std::string_view step);
QString parameterTitle(std::string_view step, std::string_view parameter);
/// What the smallest value of a parameter means, where it is special ("as estimated"); else empty.
QString specialText(std::string_view step, std::string_view parameter);

}  // namespace lineament::ui
