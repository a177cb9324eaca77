#include "ui/preferences/account_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "core/accounts/password.h"
#include "ui/bridge/role_words.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kWidest = 560;
}

AccountForm::AccountForm(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("accountForm"));
    setProperty("role", QStringLiteral("card"));
    setMaximumWidth(kWidest);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::kSpace4, metrics::kSpace3, metrics::kSpace4, metrics::kSpace3);
    grid->setHorizontalSpacing(metrics::kSpace3);
    grid->setVerticalSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    grid->addWidget(title_, 0, 0, 1, 2);
    const auto line = [](const char* id, bool secret) {
        auto* edit = new QLineEdit;
        edit->setObjectName(QLatin1String(id));
        if (secret) edit->setEchoMode(QLineEdit::Password);
        return edit;
    };
    name_ = line("accountName", false);
    role_ = new QComboBox;
    role_->setObjectName(QStringLiteral("accountRole"));
    old_ = line("accountOldPassword", true);
    new_ = line("accountPassword", true);
    again_ = line("accountPasswordAgain", true);
    int row = 1;
    const auto add = [&](QLabel*& label, QWidget* field) {
        label = new QLabel;
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    };
    add(nameLabel_, name_);
    add(roleLabel_, role_);
    add(oldLabel_, old_);
    add(newLabel_, new_);
    add(againLabel_, again_);
    trouble_ = new QLabel;
    trouble_->setObjectName(QStringLiteral("accountTrouble"));
    trouble_->setProperty("role", QStringLiteral("small"));
    grid->addWidget(trouble_, row++, 1);
    save_ = new QPushButton;
    save_->setObjectName(QStringLiteral("accountSave"));
    save_->setProperty("role", QStringLiteral("primary"));
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("accountCancel"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    grid->addLayout(buttons, row, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(save_, &QPushButton::clicked, this, &AccountForm::accept);
    connect(cancel_, &QPushButton::clicked, this, &QWidget::hide);
    for (auto* edit : {name_, old_, new_, again_}) {
        connect(edit, &QLineEdit::textChanged, this, &AccountForm::check);
        connect(edit, &QLineEdit::returnPressed, this, &AccountForm::accept);
    }
    retranslate();
    hide();
}

void AccountForm::open(For purpose, const Account& account) {
    purpose_ = purpose;
    account_ = account;
    const bool making = purpose == For::kNew || purpose == For::kFirst;
    name_->setText(QString::fromStdString(account.name));
    name_->setReadOnly(!making);
    for (auto* edit : {old_, new_, again_})
        edit->clear();
    const bool own = purpose == For::kOwnPassword;
    old_->setVisible(own);
    oldLabel_->setVisible(own);
    role_->setVisible(making);
    roleLabel_->setVisible(making);
    role_->setEnabled(purpose == For::kNew);
    retranslate();
    role_->setCurrentIndex(static_cast<int>(purpose == For::kFirst ? Role::kAdministrator : account.role));
    check();
    show();
    (making ? name_ : own ? old_ : new_)->setFocus();
}

QString AccountForm::name() const {
    return name_->text().trimmed();
}
Role AccountForm::role() const {
    return static_cast<Role>(role_->currentIndex());
}
QString AccountForm::oldPassword() const {
    return old_->text();
}
QString AccountForm::password() const {
    return new_->text();
}

void AccountForm::check() {
    QString trouble;
    const auto bytes = new_->text().toUtf8().size();
    if (bytes > 0 && bytes < static_cast<int>(kShortestPassword))
        trouble = tr("A password has %1 characters at least.").arg(kShortestPassword);
    else if (bytes > 0 && new_->text() == name())
        trouble = tr("The password must differ from the name.");
    else if (!again_->text().isEmpty() && again_->text() != new_->text())
        trouble = tr("The two passwords differ.");
    trouble_->setText(trouble);
    const bool old = purpose_ != For::kOwnPassword || !old_->text().isEmpty();
    save_->setEnabled(trouble.isEmpty() && !name().isEmpty() && bytes > 0 && old &&
                      again_->text() == new_->text());
}

void AccountForm::accept() {
    if (!save_->isEnabled()) return;
    hide();
    Q_EMIT accepted();
    for (auto* edit : {old_, new_, again_})
        edit->clear();
}

void AccountForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QFrame::keyPressEvent(event);
}

void AccountForm::retranslate() {
    switch (purpose_) {
        case For::kFirst:
            title_->setText(tr("The first administrator"));
            break;
        case For::kNew:
            title_->setText(tr("New account"));
            break;
        case For::kPassword:
        case For::kOwnPassword:
            title_->setText(tr("New password"));
            break;
    }
    nameLabel_->setText(tr("Name"));
    roleLabel_->setText(tr("Role"));
    oldLabel_->setText(tr("Present password"));
    newLabel_->setText(purpose_ == For::kNew || purpose_ == For::kFirst ? tr("Password")
                                                                        : tr("New password"));
    againLabel_->setText(tr("Once more"));
    for (const auto& [edit, label] : {std::pair(name_, nameLabel_), std::pair(old_, oldLabel_),
                                      std::pair(new_, newLabel_), std::pair(again_, againLabel_)})
        edit->setAccessibleName(label->text());
    role_->setAccessibleName(roleLabel_->text());
    save_->setText(tr("Save"));
    cancel_->setText(tr("Cancel"));
    const int chosen = std::max(0, role_->currentIndex());
    role_->clear();
    for (const auto role : allRoles()) {
        role_->addItem(wordsOf(role));
        role_->setItemData(role_->count() - 1, hintOf(role), Qt::ToolTipRole);
    }
    role_->setCurrentIndex(chosen);
    check();
}

}  // namespace lineament::ui
