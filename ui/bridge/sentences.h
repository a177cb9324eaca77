#pragma once

#include <QString>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/domain/decision.h"
#include "core/domain/identity.h"

namespace lineament::ui {

/// The sentence a person reads for an error: what, why, what to do; translated. Thread: any.
QString sentenceFor(const Error& error);
/// Why a photo was refused and what to change; translated.
QString sentenceFor(const Rejection& rejection);
/// What is amiss with a face and what to change; translated.
QString sentenceFor(const QualityFinding& finding);
/// "Undone: renaming of a person": what undo or redo did; translated.
QString sentenceForReplay(const Decision& decision, bool forwards);

/// "2:10 left", "1 h 05 min left"; empty if it cannot be told.
QString timeLeft(const Progress& progress);

}  // namespace lineament::ui
