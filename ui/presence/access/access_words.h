#pragma once

#include <QString>

#include "core/domain/access.h"
#include "core/pipelines/presence/access_door.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

/// What the pages about doors say; translated.
QString wordsOf(AccessOutcome outcome);
/// One sentence.
QString wordsOf(AccessReason reason);
QString wordsOf(DoorGuidance guidance);
QString wordsOf(Opening opening);
Token tokenOf(AccessOutcome outcome);
/// A shape for each outcome: never colour alone.
QString iconNameOf(AccessOutcome outcome);
/// "0.71 ≥ 0.52 (FMR 1e-5)", or "<"; empty if nothing was compared.
QString comparisonOf(const AccessEvent& event);

}  // namespace lineament::ui
