#include "app/cli/operating_point_option.h"

namespace lineament::cli {

void addOperatingPoint(CLI::App& command, OperatingPoint& point) {
    const auto choose = [&point](double OperatingPoint::*rate) {
        return [&point, rate](const double& given) {
            point.*rate = given;
            point.chosen = true;
        };
    };
    command
        .add_option_function<double>("--fmr", choose(&OperatingPoint::fmr),
                                     "False match rate of one comparison to decide at [0.0001, or what was "
                                     "applied to the store]")
        ->check(CLI::Range(1e-9, 0.5));
    command
        .add_option_function<double>(
            "--fpir", choose(&OperatingPoint::fpir),
            "Share of searches for strangers that may name somebody; the stricter of "
            "the two counts [0.01, or what was applied]")
        ->check(CLI::Range(1e-9, 0.5));
}

}  // namespace lineament::cli
