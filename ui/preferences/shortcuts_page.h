#pragma once

#include <QHash>

#include "ui/preferences/preferences_page.h"

class QAction;
class QKeySequenceEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lineament::ui {

class ActionRegistry;
class Banner;
class SearchField;

/// Every command with its key; a key that is taken is refused with the name of what has it.
class ShortcutsPage : public PreferencesPage {
    Q_OBJECT
  public:
    ShortcutsPage(ActionRegistry& actions, QWidget* parent);
    QString title() const override { return tr("Shortcuts"); }
    QString iconName() const override { return QStringLiteral("keyboard"); }
    void retranslate() override;

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void fill();
    void filter(const QString& query);
    void showKeys();
    void chosen();
    void assign();
    QAction* current() const;
    QString nameOfScope(const QString& scope) const;

    ActionRegistry& actions_;
    Banner* banner_;
    SearchField* search_;
    QTreeWidget* tree_;
    QKeySequenceEdit* keys_;
    QPushButton *assign_, *remove_, *reset_, *resetAll_;
    QHash<QString, QTreeWidgetItem*> items_;
};

}  // namespace lineament::ui
