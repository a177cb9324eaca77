#include "ui/bridge/sign_in.h"

#include "core/pipelines/accounts/sign_in.h"
#include "core/store/account_book.h"
#include "ui/bridge/session.h"

namespace lineament::ui {

namespace {

int minutesOf(const std::optional<std::string>& setting) {
    bool number = false;
    const int minutes = QString::fromStdString(setting.value_or("")).toInt(&number);
    return number && minutes >= 0 ? minutes : SignIn::kUsualLockMinutes;
}

/// The engine of one workspace over the store as the account may use it.
std::shared_ptr<Workspace> workspaceFor(const std::shared_ptr<Workspace>& opened, AccountId account) {
    return std::make_shared<Workspace>(std::shared_ptr<FaceEngine>(opened, &opened->engine()),
                                       openStoreAs(opened->store().folder(), account),
                                       opened->operatingPoint());
}

bool same(const std::optional<Account>& a, const std::optional<Account>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->id == b->id && a->name == b->name && a->role == b->role;
}

}  // namespace

SignIn& SignIn::of(Session& session) {
    auto* found = session.findChild<SignIn*>(QString(), Qt::FindDirectChildrenOnly);
    return found ? *found : *new SignIn(session);
}

SignIn::SignIn(Session& session) : QObject(&session), session_(session) {
    connect(&session_, &Session::storeChanged, this, &SignIn::refresh);
    connect(&session_, &Session::workspaceChanged, this, &SignIn::refresh);
    refresh();
}

bool SignIn::may(Permission permission) const {
    if (account_) return lineament::may(account_->role, permission);
    return !needed_;
}

SignIn::Standing SignIn::standingIn(Store& store) {
    auto& book = accountBookOf(store);
    Standing standing;
    standing.accounts = book.any();
    standing.account = book.signedIn();
    if (standing.account && standing.account->disabled) standing.account.reset();
    if (standing.accounts) standing.lockAfterMinutes = minutesOf(store.setting(kLockAfterMinutes));
    return standing;
}

SignIn::Admission SignIn::admit(std::shared_ptr<Workspace> opened, AccountId account) {
    Admission admission{opened, opened, {}};
    if (account.valid()) admission.workspace = workspaceFor(opened, account);
    admission.standing = standingIn(admission.workspace->store());
    return admission;
}

bool SignIn::take(const Admission& admission) {
    opened_ = admission.opened;
    const bool closed = admission.standing.accounts && !admission.standing.account;
    if (closed) locked_ = false;
    set(admission.standing);
    return !closed;
}

void SignIn::set(const Standing& standing) {
    const bool needed = standing.accounts && !standing.account;
    lockAfterMinutes_ = standing.lockAfterMinutes;
    if (needed == needed_ && same(account_, standing.account)) return;
    account_ = standing.account;
    needed_ = needed;
    Q_EMIT changed();
}

/// The store was changed: a role, an account that was disabled, the first account of all.
void SignIn::refresh() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(refreshing_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<Standing>(
        tr("Read the account"), JobRunner::Lane::Short,
        [store = workspace->storePointer()](JobContext&) { return standingIn(*store); }, this,
        [this, of = workspace](Standing& standing) {
            // Signed out or switched while it was read: that counts.
            if (of != session_.workspace() || needed_) return;
            if (standing.accounts && !standing.account) {
                const bool was = account_.has_value();
                forget();
                if (was)
                    Q_EMIT failed(
                        tr("Your account was disabled meanwhile. Sign in with another one, or ask an "
                           "administrator."),
                        0);
                return;
            }
            set(standing);
        });
    connect(job, &JobHandle::ended, this, [this] {
        refreshing_ = false;
        if (std::exchange(again_, false)) refresh();
    });
}

void SignIn::signIn(const QString& name, const QString& password) {
    const auto opened = opened_ ? opened_ : session_.workspace();
    if (!opened) return;
    struct Result {
        SignInOutcome outcome;
        std::shared_ptr<Workspace> workspace;  ///< null if the one in use stays
        int lockAfterMinutes = 0;
    };
    const auto present = locked_ && account_ ? account_->id : AccountId();
    auto* job = session_.jobs().run<Result>(
        tr("Sign in"), JobRunner::Lane::Short,
        [opened, present, name = name.trimmed().toStdString(),
         password = password.toStdString()](JobContext&) {
            Result result{lineament::signIn(opened->store(), name, password), nullptr};
            if (result.outcome.kind != SignInOutcome::Kind::kDone) return result;
            result.lockAfterMinutes = minutesOf(opened->store().setting(kLockAfterMinutes));
            if (const auto id = result.outcome.account->id; id != present)
                result.workspace = workspaceFor(opened, id);
            return result;
        },
        this,
        [this, opened](Result& result) {
            const auto& outcome = result.outcome;
            if (outcome.kind == SignInOutcome::Kind::kTooEarly)
                return Q_EMIT failed(tr("Too many sign-ins failed, so this one was not looked at."),
                                     outcome.waitMs);
            if (outcome.kind == SignInOutcome::Kind::kWrong)
                return Q_EMIT failed(tr("The name or the password is wrong, or the account is disabled."),
                                     outcome.waitMs);
            opened_ = opened;
            locked_ = needed_ = false;
            account_ = outcome.account;
            lockAfterMinutes_ = result.lockAfterMinutes;
            Q_EMIT changed();  // first, so that desks find their controls free
            if (result.workspace) session_.setWorkspace(result.workspace);
        });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) { Q_EMIT failed(sentence, 0); });
}

void SignIn::record(const char* action) {
    if (!session_.workspace()) return;
    session_.jobs().run<bool>(tr("Write to the audit trail"), JobRunner::Lane::Short,
                              [store = session_.workspace()->storePointer(), action](JobContext&) {
                                  return accountBookOf(*store).recordSession(action), true;
                              },
                              this, {});
}

void SignIn::lock() {
    if (!account_ || locked_) return;
    locked_ = true;
    record("account.lock");
    Q_EMIT changed();
}

void SignIn::signOut() {
    if (!account_) return;
    session_.jobs().cancelAll();
    record("account.sign_out");
    forget();
}

void SignIn::forget() {
    account_.reset();
    locked_ = false;
    needed_ = true;
    Q_EMIT changed();
}

}  // namespace lineament::ui
