#pragma once

#include <QFrame>

#include "core/domain/account.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

/// The form for an account's name, role and password; what is asked depends on what it is opened for.
class AccountForm : public QFrame {
    Q_OBJECT
  public:
    enum class For { kFirst, kNew, kPassword, kOwnPassword };
    explicit AccountForm(QWidget* parent);

    /// account: whose password; its name is shown and fixed.
    void open(For purpose, const Account& account = {});
    For purpose() const { return purpose_; }
    const Account& account() const { return account_; }
    QString name() const;
    Role role() const;
    QString oldPassword() const;
    QString password() const;
    void retranslate();

  Q_SIGNALS:
    void accepted();

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void check();
    void accept();

    For purpose_ = For::kNew;
    Account account_;
    QLabel *title_, *nameLabel_, *roleLabel_, *oldLabel_, *newLabel_, *againLabel_, *trouble_;
    QLineEdit *name_, *old_, *new_, *again_;
    QComboBox* role_;
    QPushButton *save_, *cancel_;
};

}  // namespace lineament::ui
