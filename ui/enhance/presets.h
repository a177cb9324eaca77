#pragma once

#include <QString>
#include <vector>

#include "core/enhance/chain.h"
#include "ui/bridge/settings.h"

namespace lineament::ui {

struct EnhancePreset {
    QString key;    ///< stable
    QString title;  ///< translated for those that ship
    enhance::Chain chain;
    bool own = false;  ///< the person's: may be removed
};

/// Those that ship, then the person's own by name. A damaged own one is left out. Thread: GUI.
std::vector<EnhancePreset> enhancePresets(const Settings& settings);
void saveEnhancePreset(Settings& settings, const QString& name, const enhance::Chain& chain);
/// The chain of the desk when the window was last used; denoising and light at first.
enhance::Chain lastEnhanceChain(const Settings& settings);
void rememberEnhanceChain(Settings& settings, const enhance::Chain& chain);
void removeEnhancePreset(Settings& settings, const QString& key);

}  // namespace lineament::ui
