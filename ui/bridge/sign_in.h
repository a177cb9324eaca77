#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "core/accounts/permissions.h"
#include "core/pipelines/workspace.h"

namespace lineament::ui {

class Session;

/// Who uses the window: the account of its session. A store with accounts gives desks no workspace before
/// somebody has signed in; on one without, everybody may do everything. Thread: GUI.
class SignIn : public QObject {
    Q_OBJECT
  public:
    /// The one of a session; lives as long.
    static SignIn& of(Session& session);

    /// Empty on a store without accounts, and while somebody has to sign in.
    const std::optional<Account>& account() const { return account_; }
    /// The store has accounts and nobody is signed in.
    bool needed() const { return needed_; }
    /// Somebody is signed in and away: only their password, or another account, opens the window.
    bool locked() const { return locked_; }
    bool may(Permission permission) const;
    /// Minutes without a key or a mouse until the window locks; 0: never. From the store.
    int lockAfterMinutes() const { return lockAfterMinutes_; }
    static constexpr const char* kLockAfterMinutes = "lock_after_minutes";  ///< setting of the store
    static constexpr int kUsualLockMinutes = 10;

    /// The name and password are checked on a worker, then changed() or failed(). Opens the window again for
    /// who locked it; for another account the store is opened anew.
    void signIn(const QString& name, const QString& password);
    void lock();     ///< nothing on a store without accounts
    void signOut();  ///< jobs are asked to stop

    /// What a store says of who uses it.
    struct Standing {
        bool accounts = false;  ///< people have to sign in
        std::optional<Account> account;
        int lockAfterMinutes = 0;
    };
    /// A workspace as somebody may use it, and the one that keeps its engine.
    struct Admission {
        std::shared_ptr<Workspace> workspace, opened;
        Standing standing;
    };
    /// On a worker: signs the account in to a workspace that nobody is signed in to, if it is valid.
    static Admission admit(std::shared_ptr<Workspace> opened, AccountId account);
    /// True: desks may have its workspace; false: somebody has to sign in first.
    bool take(const Admission& admission);

  Q_SIGNALS:
    /// Who uses the window, what they may, or whether it is locked.
    void changed();
    /// waitMs above 0: the next sign-in is not heard before.
    void failed(const QString& sentence, qint64 waitMs);

  private:
    explicit SignIn(Session& session);
    static Standing standingIn(Store& store);
    void set(const Standing& standing);
    void refresh();
    void forget();
    void record(const char* action);

    Session& session_;
    std::shared_ptr<Workspace> opened_;  // keeps the engine; nobody is signed in to its store
    std::optional<Account> account_;
    bool needed_ = false, locked_ = false, refreshing_ = false, again_ = false;
    int lockAfterMinutes_ = 0;
};

}  // namespace lineament::ui
