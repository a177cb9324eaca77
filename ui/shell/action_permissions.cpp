#include "ui/shell/action_permissions.h"

#include <QHash>

namespace lineament::ui {

QList<Permission> permissionsOfDesk(const QString& deskId) {
    using enum Permission;
    static const QHash<QString, QList<Permission>> kTable = {
        {QStringLiteral("footage"), {kReview}},    {QStringLiteral("people"), {kUsePeople}},
        {QStringLiteral("compare"), {kCompare}},   {QStringLiteral("studio"), {kGenerate}},
        {QStringLiteral("enhance"), {kEnhance}},   {QStringLiteral("presence"), {kWatch, kSeeAttendance}},
        {QStringLiteral("evaluate"), {kEvaluate}},
    };
    return kTable.value(deskId);
}

QList<Permission> permissionsOf(const QString& actionId) {
    using enum Permission;
    static const QHash<QString, Permission> kTable = {
        {QStringLiteral("people.enrol"), kAddPeople},
        {QStringLiteral("people.health"), kChangePeople},
        {QStringLiteral("people.record"), kChangePeople},
        {QStringLiteral("people.rename"), kChangePeople},
        {QStringLiteral("people.merge"), kChangePeople},
        {QStringLiteral("people.moveSamples"), kChangePeople},
        {QStringLiteral("people.split"), kChangePeople},
        {QStringLiteral("people.removeSample"), kChangePeople},
        {QStringLiteral("people.remove"), kErasePeople},
        {QStringLiteral("people.undo"), kChangePeople},
        {QStringLiteral("people.redo"), kChangePeople},
        {QStringLiteral("people.exportGallery"), kMoveGallery},
        {QStringLiteral("people.importGallery"), kMoveGallery},
        {QStringLiteral("presence.addCamera"), kSources},
        {QStringLiteral("presence.toggleAll"), kWatch},
        {QStringLiteral("presence.newList"), kWatchlists},
        {QStringLiteral("presence.acknowledge"), kWatch},
        {QStringLiteral("presence.dismiss"), kWatch},
        {QStringLiteral("presence.next"), kWatch},
        {QStringLiteral("presence.previous"), kWatch},
        {QStringLiteral("evaluate.apply"), kSettings},
    };
    const auto found = kTable.constFind(actionId);
    return found == kTable.cend() ? QList<Permission>() : QList<Permission>{*found};
}

}  // namespace lineament::ui
