#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <optional>

namespace lineament::ui {

class Settings;

/// Every command of the window, once: what it is called, where it acts, which keys call it. Keys can be
/// changed; a key that is taken is refused. Actions of different desks may share a key, since only one desk
/// has the focus; global ones share with none. Thread: GUI.
class ActionRegistry : public QObject {
    Q_OBJECT
  public:
    /// Scope of the actions that act everywhere.
    static inline const QString kGlobal = QString();

    explicit ActionRegistry(Settings& settings, QObject* parent = nullptr);

    /// Registers an action under its objectName with its present shortcuts as defaults, then gives it the
    /// keys that the settings remember. scope: kGlobal or a desk's id.
    /// A default that clashes with a registered one is dropped, with a warning: our own mistake.
    void add(QAction* action, const QString& scope = kGlobal);
    /// In the order they came.
    const QList<QAction*>& actions() const { return actions_; }
    QAction* action(const QString& id) const;
    QString scopeOf(const QAction* action) const;

    /// The action that already has this key where `action` acts; null if it is free.
    QAction* conflict(const QAction* action, const QKeySequence& keys) const;
    /// Gives an action a key (empty: none), remembered. Returns the action that has it already: nothing
    /// was changed then.
    QAction* setShortcut(QAction* action, const QKeySequence& keys);
    void resetShortcut(QAction* action);
    void resetAll();
    bool isDefault(const QAction* action) const;

    /// Tooltip of a command: its text and its key. Called again when texts change.
    void retitle();

  Q_SIGNALS:
    void shortcutsChanged();

  private:
    struct Entry {
        QString scope;
        QList<QKeySequence> defaults;
    };
    QList<QKeySequence> free(const QAction* action, const QList<QKeySequence>& keys) const;
    void setKeys(QAction* action, const QList<QKeySequence>& keys);

    Settings& settings_;
    QList<QAction*> actions_;
    QHash<const QAction*, Entry> entries_;
};

/// "Play (Space)": the text without its mnemonic and the first key in the language of the desktop.
QString textWithKey(const QAction* action);

}  // namespace lineament::ui
