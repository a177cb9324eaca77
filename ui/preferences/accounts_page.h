#pragma once

#include <functional>
#include <vector>

#include "core/domain/account.h"
#include "ui/preferences/preferences_page.h"

class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace lineament {
class Store;
}

namespace lineament::ui {

class AccountForm;
class Banner;
class Session;

/// Who may sign in, and as what; for everybody their own password, for the administrator all accounts.
class AccountsPage : public PreferencesPage {
    Q_OBJECT
  public:
    AccountsPage(Session& session, QWidget* parent);
    QString title() const override { return tr("Accounts"); }
    QString iconName() const override { return QStringLiteral("users"); }
    void retranslate() override;
    bool loading() const override { return loading_; }
    const std::vector<Account>& accounts() const { return accounts_; }

  private:
    void layOut();
    void load();
    void fill();
    void showState();
    void save();
    void change(const QString& title, std::function<void(Store&)> work, const QString& done = {});
    const Account* chosen() const;

    Session& session_;
    std::vector<Account> accounts_;
    bool loading_ = false, again_ = false;
    WrappedLabel* intro_;
    Banner* banner_;
    QTreeWidget* tree_;
    QPushButton *first_, *new_, *password_, *disable_, *own_;
    QComboBox* role_;
    AccountForm* form_;
    QSpinBox* lockAfter_;
    Row lockRow_;
    QWidget* administrators_;
};

}  // namespace lineament::ui
