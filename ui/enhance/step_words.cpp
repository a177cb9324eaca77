#include "ui/enhance/step_words.h"

#include <QCoreApplication>

namespace lineament::ui {
namespace {

struct NamesOfSteps {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::StepWords)
};

}  // namespace

QString stepTitle(std::string_view step) {
    if (step == "deinterlace") return NamesOfSteps::tr("Deinterlace");
    if (step == "stabilise") return NamesOfSteps::tr("Stabilise");
    if (step == "denoise") return NamesOfSteps::tr("Denoise");
    if (step == "average") return NamesOfSteps::tr("Average faces over time");
    if (step == "deblur") return NamesOfSteps::tr("Sharpen");
    if (step == "light") return NamesOfSteps::tr("Light");
    if (step == "frontal") return NamesOfSteps::tr("Turn faces to the front");
    if (step == "superres") return NamesOfSteps::tr("Super-resolution");
    if (step == "restore") return NamesOfSteps::tr("Restore faces");
    return QString::fromUtf8(step.data(), static_cast<qsizetype>(step.size()));
}

QString stepHelp(std::string_view step) {
    if (step == "deinterlace")
        return NamesOfSteps::tr(
            "Draws the lines of one field anew where the two fields of a frame show motion.");
    if (step == "stabilise")
        return NamesOfSteps::tr("Takes the shaking of the camera out of recordings; slow pans stay.");
    if (step == "average")
        return NamesOfSteps::tr(
            "In recordings, lays the last looks at each face over each other: noise goes.");
    if (step == "frontal")
        return NamesOfSteps::tr(
            "Moves what is seen of a turned face to where it lies from the front; adds nothing.");
    if (step == "denoise")
        return NamesOfSteps::tr(
            "Non-local means; in recordings also an average over time where nothing moves.");
    if (step == "deblur")
        return NamesOfSteps::tr("Undoes a blur of known or estimated width (Richardson-Lucy or Wiener).");
    if (step == "light") return NamesOfSteps::tr("Local contrast, gamma, shadows and white balance.");
    if (step == "superres")
        return NamesOfSteps::tr("A network enlarges the picture; what it adds is plausible, not true.");
    if (step == "restore")
        return NamesOfSteps::tr("A network trained for recognition restores every face that is found.");
    return {};
}

QString parameterTitle(std::string_view step, std::string_view name) {
    if (step == "deinterlace" && name == "field") return NamesOfSteps::tr("Lines that stay");
    if (step == "deinterlace" && name == "threshold") return NamesOfSteps::tr("Threshold of combing");
    if (step == "stabilise" && name == "frames") return NamesOfSteps::tr("Smooth over");
    if (step == "stabilise" && name == "reach") return NamesOfSteps::tr("Farthest shift");
    if (step == "stabilise" && name == "zoom") return NamesOfSteps::tr("Enlarge by");
    if (step == "average" && name == "frames") return NamesOfSteps::tr("Looks");
    if (step == "average" && name == "tolerance") return NamesOfSteps::tr("Tolerance");
    if (step == "frontal" && name == "share") return NamesOfSteps::tr("Share of the way");
    if (step == "frontal" && name == "limit") return NamesOfSteps::tr("Turned at most");
    if (step == "denoise" && name == "strength") return NamesOfSteps::tr("Strength");
    if (step == "denoise" && name == "colour") return NamesOfSteps::tr("Share in colour");
    if (step == "denoise" && name == "overTime") return NamesOfSteps::tr("Over time");
    if (step == "deblur" && name == "radiusPx") return NamesOfSteps::tr("Width of the blur");
    if (step == "deblur" && name == "iterations") return NamesOfSteps::tr("Iterations");
    if (step == "deblur" && name == "damping") return NamesOfSteps::tr("Damping");
    if (step == "light" && name == "localContrast") return NamesOfSteps::tr("Local contrast");
    if (step == "light" && name == "gamma") return NamesOfSteps::tr("Gamma");
    if (step == "light" && name == "shadows") return NamesOfSteps::tr("Lift shadows");
    if (step == "light" && name == "whiteBalance") return NamesOfSteps::tr("White balance");
    if (step == "superres" && name == "scale") return NamesOfSteps::tr("Enlarge by");
    if (step == "superres" && name == "thorough") return NamesOfSteps::tr("Network");
    if (step == "restore" && name == "fidelity") return NamesOfSteps::tr("Fidelity");
    if (step == "restore" && name == "enlarge") return NamesOfSteps::tr("Enlarge by");
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString choiceText(std::string_view name, double value) {
    if (name == "thorough")
        return value > 0 ? NamesOfSteps::tr("large, slow") : NamesOfSteps::tr("medium, quick");
    if (name == "field") return value > 0 ? NamesOfSteps::tr("lower") : NamesOfSteps::tr("upper");
    return value == 1 ? NamesOfSteps::tr("not at all") : QStringLiteral("× %1").arg(value);
}

QString unitText(std::string_view unit) {
    if (unit == "px") return NamesOfSteps::tr(" px");
    if (unit == "frames") return NamesOfSteps::tr(" frames");
    if (unit == "degrees") return QStringLiteral("°");
    return {};
}

QString specialText(std::string_view step, std::string_view name) {
    if (name == "strength" || name == "radiusPx") return NamesOfSteps::tr("as estimated");
    if (name == "iterations") return NamesOfSteps::tr("Wiener filter");
    if (name == "localContrast") return NamesOfSteps::tr("none");
    if (step == "restore" && name == "enlarge") return NamesOfSteps::tr("as the faces need");
    return {};
}

}  // namespace lineament::ui
