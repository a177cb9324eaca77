#pragma once

#include <QList>
#include <QString>

#include "core/accounts/permissions.h"

namespace lineament::ui {

/// Any of which lets somebody in to a desk; empty: everybody is.
QList<Permission> permissionsOfDesk(const QString& deskId);
/// Any of which an action of a desk needs, beside being let in to the desk; empty: nothing.
QList<Permission> permissionsOf(const QString& actionId);

}  // namespace lineament::ui
