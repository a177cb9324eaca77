#include "ui/enhance/step_words.h"

#include <QCoreApplication>

namespace lineament::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::StepWords)
};

}  // namespace

QString stepTitle(std::string_view step) {
    if (step == "denoise") return Words::tr("Denoise");
    if (step == "deblur") return Words::tr("Sharpen");
    if (step == "light") return Words::tr("Light");
    if (step == "superres") return Words::tr("Super-resolution");
    if (step == "restore") return Words::tr("Restore faces");
    return QString::fromUtf8(step.data(), static_cast<qsizetype>(step.size()));
}

QString stepHelp(std::string_view step) {
    if (step == "denoise")
        return Words::tr("Non-local means; in recordings also an average over time where nothing moves.");
    if (step == "deblur")
        return Words::tr("Undoes a blur of known or estimated width (Richardson-Lucy or Wiener).");
    if (step == "light") return Words::tr("Local contrast, gamma, shadows and white balance.");
    if (step == "superres")
        return Words::tr("A network enlarges the picture; what it adds is plausible, not true.");
    if (step == "restore")
        return Words::tr("A network trained for recognition restores every face that is found.");
    return {};
}

QString parameterTitle(std::string_view step, std::string_view name) {
    if (step == "denoise" && name == "strength") return Words::tr("Strength");
    if (step == "denoise" && name == "colour") return Words::tr("Share in colour");
    if (step == "denoise" && name == "overTime") return Words::tr("Over time");
    if (step == "deblur" && name == "radiusPx") return Words::tr("Width of the blur");
    if (step == "deblur" && name == "iterations") return Words::tr("Iterations");
    if (step == "deblur" && name == "damping") return Words::tr("Damping");
    if (step == "light" && name == "localContrast") return Words::tr("Local contrast");
    if (step == "light" && name == "gamma") return Words::tr("Gamma");
    if (step == "light" && name == "shadows") return Words::tr("Lift shadows");
    if (step == "light" && name == "whiteBalance") return Words::tr("White balance");
    if (step == "superres" && name == "scale") return Words::tr("Enlarge by");
    if (step == "superres" && name == "thorough") return Words::tr("Network");
    if (step == "restore" && name == "fidelity") return Words::tr("Fidelity");
    if (step == "restore" && name == "enlarge") return Words::tr("Enlarge by");
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString specialText(std::string_view step, std::string_view name) {
    if (name == "strength" || name == "radiusPx") return Words::tr("as estimated");
    if (name == "iterations") return Words::tr("Wiener filter");
    if (name == "localContrast") return Words::tr("none");
    if (step == "restore" && name == "enlarge") return Words::tr("as the faces need");
    return {};
}

}  // namespace lineament::ui
