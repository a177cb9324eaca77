#pragma once

#include <QString>
#include <string_view>

namespace lineament::ui {

/// Words for steps and parameters of chains, translated.
QString stepTitle(std::string_view step);
QString stepHelp(std::string_view step);
QString parameterTitle(std::string_view step, std::string_view parameter);
/// One of the values that a parameter can have.
QString choiceText(std::string_view parameter, double value);
/// What stands behind a number of this unit; empty for those of no unit.
QString unitText(std::string_view unit);
/// What the smallest value of a parameter means, where it is special ("as estimated"); else empty.
QString specialText(std::string_view step, std::string_view parameter);

}  // namespace lineament::ui
