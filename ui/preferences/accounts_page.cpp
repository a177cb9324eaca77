#include "ui/preferences/accounts_page.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTreeWidget>

#include "core/pipelines/accounts/sign_in.h"
#include "core/store/account_book.h"
#include "ui/bridge/role_words.h"
#include "ui/bridge/session.h"
#include "ui/bridge/sign_in.h"
#include "ui/preferences/account_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {

namespace {

constexpr int kWidth = 640, kTreeHeight = 220, kLongestMinutes = 480;
enum Column { NameColumn, RoleColumn, StateColumn, SeenColumn, ColumnCount };

QPushButton* button(const char* id) {
    auto* made = new QPushButton;
    made->setObjectName(QLatin1String(id));
    return made;
}

}  // namespace

AccountsPage::AccountsPage(Session& session, QWidget* parent) : PreferencesPage(parent), session_(session) {
    layOut();
    connect(first_, &QPushButton::clicked, this, [this] { form_->open(AccountForm::For::kFirst); });
    connect(new_, &QPushButton::clicked, this, [this] { form_->open(AccountForm::For::kNew); });
    connect(own_, &QPushButton::clicked, this, [this] {
        if (SignIn::of(session_).account())
            form_->open(AccountForm::For::kOwnPassword, *SignIn::of(session_).account());
    });
    connect(password_, &QPushButton::clicked, this, [this] {
        if (const auto* account = chosen()) form_->open(AccountForm::For::kPassword, *account);
    });
    connect(disable_, &QPushButton::clicked, this, [this] {
        const auto* account = chosen();
        if (!account) return;
        change(account->disabled ? tr("Let an account sign in again") : tr("Disable an account"),
               [id = account->id, disabled = !account->disabled](Store& store) {
                   accountBookOf(store).setDisabled(id, disabled);
               });
    });
    connect(role_, &QComboBox::activated, this, [this](int index) {
        if (const auto* account = chosen(); account && account->role != static_cast<Role>(index))
            change(tr("Change a role"), [id = account->id, role = static_cast<Role>(index)](Store& store) {
                accountBookOf(store).setRole(id, role);
            });
    });
    connect(lockAfter_, &QSpinBox::valueChanged, this, [this](int minutes) {
        change(tr("Change when the window locks"), [minutes](Store& store) {
            store.setSetting(SignIn::kLockAfterMinutes, std::to_string(minutes));
        });
    });
    connect(form_, &AccountForm::accepted, this, &AccountsPage::save);
    connect(tree_, &QTreeWidget::currentItemChanged, this, &AccountsPage::showState);
    connect(&session_, &Session::workspaceChanged, this, &AccountsPage::load);
    connect(&session_, &Session::storeChanged, this, &AccountsPage::load);
    connect(&SignIn::of(session_), &SignIn::changed, this, [this] {
        form_->hide();
        banner_->dismiss();
        load();
        retranslate();
    });
    load();
}

void AccountsPage::layOut() {
    intro_ = new WrappedLabel(kWidth, this);
    banner_ = new Banner(this);
    banner_->setObjectName(QStringLiteral("accountsBanner"));
    banner_->setMaximumWidth(kWidth);
    first_ = button("accountsFirst");
    first_->setProperty("role", QStringLiteral("primary"));
    own_ = button("accountsOwnPassword");
    administrators_ = new QWidget(this);
    administrators_->setMaximumWidth(kWidth);
    auto* rows = new QVBoxLayout(administrators_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metrics::kSpace2);
    tree_ = new QTreeWidget;
    tree_->setObjectName(QStringLiteral("accountsTree"));
    tree_->setColumnCount(ColumnCount);
    tree_->setRootIsDecorated(false);
    tree_->setUniformRowHeights(true);
    tree_->setMinimumHeight(kTreeHeight);
    tree_->header()->setStretchLastSection(true);
    for (const auto& [column, width] :
         {std::pair(NameColumn, 200), std::pair(RoleColumn, 150), std::pair(StateColumn, 110)})
        tree_->header()->resizeSection(column, width);
    rows->addWidget(tree_);
    new_ = button("accountsNew");
    password_ = button("accountsPassword");
    disable_ = button("accountsDisable");
    role_ = new QComboBox;
    role_->setObjectName(QStringLiteral("accountsRole"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addWidget(new_);
    buttons->addStretch();
    for (QWidget* widget :
         {static_cast<QWidget*>(role_), static_cast<QWidget*>(password_), static_cast<QWidget*>(disable_)})
        buttons->addWidget(widget);
    rows->addLayout(buttons);
    form_ = new AccountForm(this);
    lockAfter_ = new QSpinBox;
    lockAfter_->setObjectName(QStringLiteral("lockAfterBox"));
    lockAfter_->setRange(0, kLongestMinutes);
    lockAfter_->setKeyboardTracking(false);
    column()->addWidget(intro_);
    column()->addWidget(banner_);
    column()->addWidget(first_, 0, Qt::AlignLeft);
    column()->addWidget(own_, 0, Qt::AlignLeft);
    column()->addWidget(administrators_);
    column()->addWidget(form_);
    lockRow_ = addRow(lockAfter_);
    column()->addStretch();
}

void AccountsPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace || SignIn::of(session_).needed()) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<std::vector<Account>>(
        tr("Read the accounts"), JobRunner::Lane::Short,
        [store = workspace->storePointer()](JobContext&) { return accountBookOf(*store).accounts(); }, this,
        [this](std::vector<Account>& accounts) {
            accounts_ = std::move(accounts);
            fill();
        });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

void AccountsPage::fill() {
    const auto* before = chosen();
    const auto kept = before ? before->id : AccountId();
    {
        const QSignalBlocker quiet(tree_);
        tree_->clear();
        for (const auto& account : accounts_) {
            auto* item = new QTreeWidgetItem(tree_);
            item->setText(NameColumn, QString::fromStdString(account.name));
            item->setToolTip(NameColumn, item->text(NameColumn));
            item->setText(RoleColumn, wordsOf(account.role));
            item->setToolTip(RoleColumn, hintOf(account.role));
            item->setText(StateColumn, account.disabled ? tr("Disabled") : tr("Active"));
            item->setText(SeenColumn,
                          account.signedInAt > 0
                              ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(account.signedInAt),
                                                   QLocale::ShortFormat)
                              : tr("never"));
            item->setData(NameColumn, Qt::UserRole, QVariant::fromValue<qint64>(account.id.value()));
            if (account.id == kept) tree_->setCurrentItem(item);
        }
    }
    showState();
}

const Account* AccountsPage::chosen() const {
    const auto* item = tree_->currentItem();
    if (!item) return nullptr;
    for (const auto& account : accounts_)
        if (account.id.value() == item->data(NameColumn, Qt::UserRole).toLongLong()) return &account;
    return nullptr;
}

void AccountsPage::showState() {
    const bool any = SignIn::of(session_).account().has_value(),
               administrator = any && SignIn::of(session_).may(Permission::kAccounts);
    first_->setVisible(!any);
    first_->setEnabled(session_.workspace() != nullptr);
    own_->setVisible(any);
    administrators_->setVisible(administrator);
    for (QWidget* part : {static_cast<QWidget*>(lockAfter_), static_cast<QWidget*>(lockRow_.name),
                          static_cast<QWidget*>(lockRow_.hint)})
        part->setVisible(administrator);
    const auto* account = chosen();
    for (QWidget* control :
         {static_cast<QWidget*>(role_), static_cast<QWidget*>(password_), static_cast<QWidget*>(disable_)})
        control->setEnabled(account);
    disable_->setText(account && account->disabled ? tr("Enable") : tr("Disable"));
    if (account) role_->setCurrentIndex(static_cast<int>(account->role));
    const QSignalBlocker quiet(lockAfter_);
    lockAfter_->setValue(SignIn::of(session_).lockAfterMinutes());
}

void AccountsPage::change(const QString& title, std::function<void(Store&)> work, const QString& done) {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    banner_->dismiss();
    auto* job = session_.jobs().run<bool>(
        title, JobRunner::Lane::Short,
        [store = workspace->storePointer(), work = std::move(work)](JobContext&) {
            return work(*store), true;
        },
        this,
        [this, done](bool&) {
            if (!done.isEmpty()) banner_->show(Banner::Kind::Good, done);
            load();
        });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence);
        load();
    });
}

void AccountsPage::save() {
    const QString name = form_->name(), password = form_->password();
    switch (form_->purpose()) {
        case AccountForm::For::kFirst:
        case AccountForm::For::kNew: {
            const bool first = form_->purpose() == AccountForm::For::kFirst;
            const auto& workspace = session_.workspace();
            if (!workspace) return;
            auto* job = session_.jobs().run<bool>(
                tr("Make an account"), JobRunner::Lane::Short,
                [store = workspace->storePointer(), name = name.toStdString(), role = form_->role(),
                 password = password.toStdString()](JobContext&) {
                    return addAccount(*store, name, role, password), true;
                },
                this,
                [this, first, name, password](bool&) {
                    // From now on the store wants to know who it is; they have just said so.
                    if (first) SignIn::of(session_).signIn(name, password);
                    load();
                });
            connect(job, &JobHandle::failed, this,
                    [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
            return;
        }
        case AccountForm::For::kPassword:
            return change(
                tr("Set a password"),
                [id = form_->account().id, password = password.toStdString()](Store& store) {
                    setPassword(store, id, password);
                },
                tr("The password of %1 was set.").arg(name));
        case AccountForm::For::kOwnPassword:
            return change(
                tr("Set a password"),
                [account = form_->account(), old = form_->oldPassword().toStdString(),
                 password = password.toStdString()](Store& store) {
                    const auto outcome = lineament::signIn(store, account.name, old);
                    if (outcome.kind != SignInOutcome::Kind::kDone)
                        throw Error(ErrorCode::kNotPermitted, "password",
                                    "the present password is wrong, or was given too soon after failures");
                    setPassword(store, account.id, password);
                },
                tr("Your password was changed."));
    }
}

void AccountsPage::retranslate() {
    PreferencesPage::retranslate();
    const auto& account = SignIn::of(session_).account();
    intro_->setWords(
        !account
            ? tr("This data store has no accounts: whoever opens it may do everything. With accounts people "
                 "sign "
                 "in, each sees and does what their role includes, and the audit trail names them.")
            : tr("You are signed in as %1 (%2). %3")
                  .arg(QString::fromStdString(account->name), wordsOf(account->role), hintOf(account->role)));
    first_->setText(tr("Begin with an administrator…"));
    own_->setText(tr("Change my password…"));
    new_->setText(tr("New account…"));
    password_->setText(tr("Set password…"));
    tree_->setHeaderLabels({tr("Name"), tr("Role"), tr("State"), tr("Last sign-in")});
    tree_->setAccessibleName(tr("Accounts"));
    role_->setAccessibleName(tr("Role of the chosen account"));
    role_->setToolTip(role_->accessibleName());
    QList<std::pair<QString, QVariant>> roles;
    for (const auto role : allRoles())
        roles.append({wordsOf(role), static_cast<int>(role)});
    refill(*role_, roles, role_->currentData());
    lockAfter_->setSuffix(tr(" min", "minutes, behind a number"));
    lockAfter_->setSpecialValueText(tr("Never"));
    lockAfter_->setAccessibleName(tr("Lock the window"));
    lockRow_.setTexts(
        tr("Lock the window"),
        tr("After so many minutes without a key or the mouse, in every window on this data store. "
           "Live sources go on being watched."));
    form_->retranslate();
    fill();
}

}  // namespace lineament::ui
