#pragma once

#include <QList>

#include "ui/widgets/desk.h"

class QListWidget;
class QStackedWidget;

namespace lineament::ui {

class ActionRegistry;
class PreferencesPage;
class Settings;

/// The desk of the preferences: a list of pages on the left, the page on the right. Thread: GUI.
class PreferencesPanel : public Desk {
    Q_OBJECT
  public:
    PreferencesPanel(Session& session, Settings& settings, ActionRegistry& actions, QWidget* parent);

    QString id() const override { return QStringLiteral("preferences"); }
    QString title() const override { return tr("Preferences"); }
    QString iconName() const override { return QStringLiteral("settings"); }
    bool idle() const override;
    /// 0-based, as in the list.
    void showPage(int index);
    int pages() const { return static_cast<int>(pages_.size()); }

  protected:
    void retranslate() override;
    QWidget* keyHolder() const override;

  private:
    QListWidget* list_;
    QStackedWidget* stack_;
    QList<PreferencesPage*> pages_;
};

}  // namespace lineament::ui
