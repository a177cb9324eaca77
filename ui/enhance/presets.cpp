#include "ui/enhance/presets.h"

#include <QCoreApplication>

#include "core/base/error.h"

namespace lineament::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::EnhancePresets)
};

const QString kGroup = QStringLiteral("enhancePreset");

}  // namespace

std::vector<EnhancePreset> enhancePresets(const Settings& settings) {
    std::vector<EnhancePreset> presets = {
        {QStringLiteral("night"), Words::tr("Dark and noisy camera"),
         enhance::parseChain("denoise,light:shadows=0.6:localContrast=2")},
        {QStringLiteral("blurred"), Words::tr("Out of focus"), enhance::parseChain("denoise,deblur")},
        {QStringLiteral("smallFaces"), Words::tr("Small faces (a lead only)"),
         enhance::parseChain("restore")},
        {QStringLiteral("smallNoisy"), Words::tr("Small, noisy faces (a lead only)"),
         enhance::parseChain("light:localContrast=0,restore")},
        {QStringLiteral("large"), Words::tr("Enlarge four times (a lead only)"),
         enhance::parseChain("superres")},
    };
    for (const QString& full : settings.namesBelow(kGroup)) {
        const QString name = full.mid(kGroup.size() + 1);
        try {
            const auto text = settings.named(full).toString().toStdString();
            presets.push_back({name, name, enhance::chainFromJson(nlohmann::json::parse(text)), true});
        } catch (const nlohmann::json::exception&) {
            continue;  // written by hand or by a newer version: not offered
        } catch (const Error&) {
            continue;
        }
    }
    return presets;
}

void saveEnhancePreset(Settings& settings, const QString& name, const enhance::Chain& chain) {
    QString key = name;
    key.replace(QLatin1Char('/'), QLatin1Char('-'));
    settings.setNamed(kGroup + QLatin1Char('/') + key, QString::fromStdString(enhance::toJson(chain).dump()));
}

void removeEnhancePreset(Settings& settings, const QString& key) {
    settings.removeNamed(kGroup + QLatin1Char('/') + key);
}

}  // namespace lineament::ui
