#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

#include "core/accounts/permissions.h"

class QAction;

namespace lineament::ui {

class Session;
class SignIn;

/// Keeps an action or a control disabled while whoever uses the window may not do what it does, whatever its
/// desk says, and gives the reason in its tooltip. The store refuses all the same. Thread: GUI; lives as long
/// as what it guards.
class Permit : public QObject {
    Q_OBJECT
  public:
    /// Any of the permissions is enough.
    static void guard(Session& session, QAction* action, const QList<Permission>& anyOf);
    /// Of a QWidget; given as QObject since the bridge knows no widgets.
    static void guard(Session& session, QObject* widget, const QList<Permission>& anyOf);

    /// Empty if they may.
    static QString reason(Session& session, const QList<Permission>& anyOf);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    Permit(Session& session, QObject* guarded, QList<Permission> anyOf);
    void apply();

    SignIn& signIn_;
    QObject* guarded_;
    QList<Permission> anyOf_;
    bool wanted_ = true;     // what the desk said last
    bool applying_ = false;  // the change comes from here
    QString words_;          // the tooltip of a control that is permitted
    bool denied_ = false;
};

}  // namespace lineament::ui
