#pragma once

#include <QString>

#include "core/accounts/permissions.h"

namespace lineament::ui {

/// "Operator", "Enroller" ...; translated.
QString wordsOf(Role role);
/// What a role is there for, in a sentence; translated.
QString hintOf(Role role);
/// Why a role may not do something, and who may; translated.
QString whyNot(Role role, Permission permission);

}  // namespace lineament::ui
