#include "ui/enhance/step_words.h"

#include <QCoreApplication>

namespace lineament::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::StepWords)
};

}  // namespace

QString stepTitle(std::string_view step) {
    if (step == "deinterlace") return Words::tr("Deinterlace");
    if (step == "stabilise") return Words::tr("Stabilise");
    if (step == "denoise") return Words::tr("Denoise");
    if (step == "average") return Words::tr("Average faces over time");
    if (step == "deblur") return Words::tr("Sharpen");
    if (step == "light") return Words::tr("Light");
    if (step == "frontal") return Words::tr("Turn faces to the front");
    if (step == "superres") return Words::tr("Super-resolution");
    if (step == "restore") return Words::tr("Restore faces");
    return QString::fromUtf8(step.data(), static_cast<qsizetype>(step.size()));
}

QString stepHelp(std::string_view step) {
    if (step == "deinterlace")
        return Words::tr("Draws the lines of one field anew where the two fields of a frame show motion.");
    if (step == "stabilise")
        return Words::tr("Takes the shaking of the camera out of recordings; slow pans stay.");
    if (step == "average")
        return Words::tr("In recordings, lays the last looks at each face over each other: noise goes.");
    if (step == "frontal")
        return Words::tr(
            "Moves what is seen of a turned face to where it lies from the front; adds nothing.");
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
    if (step == "deinterlace" && name == "field") return Words::tr("Lines that stay");
    if (step == "deinterlace" && name == "threshold") return Words::tr("Threshold of combing");
    if (step == "stabilise" && name == "frames") return Words::tr("Smooth over");
    if (step == "stabilise" && name == "reach") return Words::tr("Farthest shift");
    if (step == "stabilise" && name == "zoom") return Words::tr("Enlarge by");
    if (step == "average" && name == "frames") return Words::tr("Looks");
    if (step == "average" && name == "tolerance") return Words::tr("Tolerance");
    if (step == "frontal" && name == "share") return Words::tr("Share of the way");
    if (step == "frontal" && name == "limit") return Words::tr("Turned at most");
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

QString choiceText(std::string_view name, double value) {
    if (name == "thorough") return value > 0 ? Words::tr("large, slow") : Words::tr("medium, quick");
    if (name == "field") return value > 0 ? Words::tr("lower") : Words::tr("upper");
    return value == 1 ? Words::tr("not at all") : QStringLiteral("× %1").arg(value);
}

QString unitText(std::string_view unit) {
    if (unit == "px") return Words::tr(" px");
    if (unit == "frames") return Words::tr(" frames");
    if (unit == "degrees") return QStringLiteral("°");
    return {};
}

QString specialText(std::string_view step, std::string_view name) {
    if (name == "strength" || name == "radiusPx") return Words::tr("as estimated");
    if (name == "iterations") return Words::tr("Wiener filter");
    if (name == "localContrast") return Words::tr("none");
    if (step == "restore" && name == "enlarge") return Words::tr("as the faces need");
    return {};
}

}  // namespace lineament::ui
