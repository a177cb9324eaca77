#include "ui/enhance/presets.h"

#include <QCoreApplication>
#include <optional>

#include "core/base/error.h"

namespace lineament::ui {
namespace {

struct PresetWords {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::EnhancePresets)
};

const QString kGroup = QStringLiteral("enhancePreset");
const QString kLast = QStringLiteral("enhance/chain");

/// What was stored, if this version can read it.
std::optional<enhance::Chain> chainOf(const QVariant& stored) {
    try {
        return enhance::chainFromJson(nlohmann::json::parse(stored.toString().toStdString()));
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;  // nothing, or written by hand
    } catch (const Error&) {
        return std::nullopt;  // of a newer version
    }
}

}  // namespace

std::vector<EnhancePreset> enhancePresets(const Settings& settings) {
    std::vector<EnhancePreset> presets = {
        {QStringLiteral("night"), PresetWords::tr("Dark and noisy camera"),
         enhance::parseChain("denoise,light:shadows=0.6:localContrast=2")},
        {QStringLiteral("blurred"), PresetWords::tr("Out of focus"), enhance::parseChain("denoise,deblur")},
        {QStringLiteral("shaky"), PresetWords::tr("Interlaced, shaky recording"),
         enhance::parseChain("deinterlace,stabilise,denoise")},
        {QStringLiteral("noisyFaces"), PresetWords::tr("Noisy faces of a recording"),
         enhance::parseChain("average,light")},
        {QStringLiteral("turned"), PresetWords::tr("Turned face"), enhance::parseChain("frontal")},
        {QStringLiteral("smallFaces"), PresetWords::tr("Small faces (a lead only)"),
         enhance::parseChain("restore")},
        {QStringLiteral("smallNoisy"), PresetWords::tr("Small, noisy faces (a lead only)"),
         enhance::parseChain("light:localContrast=0,restore")},
        {QStringLiteral("large"), PresetWords::tr("Enlarge four times (a lead only)"),
         enhance::parseChain("superres")},
    };
    for (const QString& full : settings.namesBelow(kGroup)) {
        const QString name = full.mid(kGroup.size() + 1);
        if (auto chain = chainOf(settings.named(full)))
            presets.push_back({name, name, std::move(*chain), true});
    }
    return presets;
}

void saveEnhancePreset(Settings& settings, const QString& name, const enhance::Chain& chain) {
    QString key = name;
    key.replace(QLatin1Char('/'), QLatin1Char('-'));
    settings.setNamed(kGroup + QLatin1Char('/') + key, QString::fromStdString(enhance::toJson(chain).dump()));
}

enhance::Chain lastEnhanceChain(const Settings& settings) {
    return chainOf(settings.named(kLast)).value_or(enhance::parseChain("denoise,light"));
}

void rememberEnhanceChain(Settings& settings, const enhance::Chain& chain) {
    settings.setNamed(kLast, QString::fromStdString(enhance::toJson(chain).dump()));
}

void removeEnhancePreset(Settings& settings, const QString& key) {
    settings.removeNamed(kGroup + QLatin1Char('/') + key);
}

}  // namespace lineament::ui
