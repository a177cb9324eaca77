#include "ui/bridge/role_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace lineament::ui {

namespace {
struct Roles {
    Q_DECLARE_TR_FUNCTIONS(Roles)
};
}  // namespace

QString wordsOf(Role role) {
    switch (role) {
        case Role::kOperator:
            return Roles::tr("Operator");
        case Role::kEnroller:
            return Roles::tr("Enroller");
        case Role::kExaminer:
            return Roles::tr("Examiner");
        case Role::kAdministrator:
            return Roles::tr("Administrator");
    }
    return {};
}

QString hintOf(Role role) {
    switch (role) {
        case Role::kOperator:
            return Roles::tr("Watches live sources, answers alerts, looks people up.");
        case Role::kEnroller:
            return Roles::tr("Enrols and keeps people, rosters and attendance.");
        case Role::kExaminer:
            return Roles::tr("Reviews footage, compares faces, enhances and evaluates.");
        case Role::kAdministrator:
            return Roles::tr("May do everything, also erase people, set up cameras and make accounts.");
    }
    return {};
}

QString whyNot(Role role, Permission permission) {
    QStringList others;
    for (const auto one : rolesThatMay(permission))
        others << wordsOf(one);
    return Roles::tr("Your role (%1) does not include this. It is for: %2.")
        .arg(wordsOf(role), others.join(Roles::tr(", ", "between roles")));
}

}  // namespace lineament::ui
