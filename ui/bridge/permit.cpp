#include "ui/bridge/permit.h"

#include <QAction>
#include <QEvent>
#include <QScopedValueRollback>

#include "ui/bridge/role_words.h"
#include "ui/bridge/sign_in.h"

namespace lineament::ui {

void Permit::guard(Session& session, QAction* action, const QList<Permission>& anyOf) {
    guard(session, static_cast<QObject*>(action), anyOf);
}

void Permit::guard(Session& session, QObject* widget, const QList<Permission>& anyOf) {
    new Permit(session, widget, anyOf);
}

namespace {

QString reasonOf(const SignIn& signIn, const QList<Permission>& anyOf) {
    const auto& account = signIn.account();
    if (!account || anyOf.isEmpty()) return {};
    for (const auto permission : anyOf)
        if (signIn.may(permission)) return {};
    return whyNot(account->role, anyOf.first());
}

}  // namespace

QString Permit::reason(Session& session, const QList<Permission>& anyOf) {
    return reasonOf(SignIn::of(session), anyOf);
}

Permit::Permit(Session& session, QObject* guarded, QList<Permission> anyOf)
    : QObject(guarded), signIn_(SignIn::of(session)), guarded_(guarded), anyOf_(std::move(anyOf)) {
    wanted_ = guarded_->property("enabled").toBool();
    connect(&signIn_, &SignIn::changed, this, &Permit::apply);
    if (auto* action = qobject_cast<QAction*>(guarded_))
        connect(action, &QAction::changed, this, [this] {
            if (applying_) return;
            if (!denied_ || guarded_->property("enabled").toBool())
                wanted_ = guarded_->property("enabled").toBool();
            apply();
        });
    else
        guarded_->installEventFilter(this);
    apply();
}

bool Permit::eventFilter(QObject* watched, QEvent* event) {
    // Only what is set on the control itself: a parent that is disabled says nothing of it.
    if (event->type() == QEvent::EnabledChange && !applying_ && denied_ &&
        guarded_->property("enabled").toBool()) {
        wanted_ = true;
        apply();
    } else if (event->type() == QEvent::ToolTipChange && !applying_ && denied_) {
        words_ = guarded_->property("toolTip").toString();
        apply();
    }
    return QObject::eventFilter(watched, event);
}

void Permit::apply() {
    const QScopedValueRollback<bool> mine(applying_, true);
    const QString why = reasonOf(signIn_, anyOf_);
    const bool wasDenied = std::exchange(denied_, !why.isEmpty());
    const auto now = [this](const char* property) { return guarded_->property(property); };
    if (denied_) {
        if (!wasDenied) {
            words_ = now("toolTip").toString();
            if (!qobject_cast<QAction*>(guarded_)) wanted_ = true;
        }
        guarded_->setProperty("enabled", false);
        if (now("toolTip").toString() != why) guarded_->setProperty("toolTip", why);
    } else if (wasDenied) {
        guarded_->setProperty("enabled", wanted_);
        guarded_->setProperty("toolTip", words_);
    }
}

}  // namespace lineament::ui
