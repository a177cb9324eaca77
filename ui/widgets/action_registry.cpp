#include "ui/widgets/action_registry.h"

#include <algorithm>

#include "ui/bridge/settings.h"

namespace lineament::ui {

namespace {

QString settingName(const QAction* action) {
    return QStringLiteral("shortcuts/") + action->objectName();
}

}  // namespace

QString textWithKey(const QAction* action) {
    QString text = action->text();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026))) text.chop(1);
    if (action->shortcut().isEmpty()) return text;
    return QStringLiteral("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText));
}

ActionRegistry::ActionRegistry(Settings& settings, QObject* parent) : QObject(parent), settings_(settings) {}

void ActionRegistry::add(QAction* action, const QString& scope) {
    Q_ASSERT_X(!action->objectName().isEmpty(), "ActionRegistry", "an action needs an objectName");
    if (this->action(action->objectName())) {
        qWarning("the action %s is registered twice", qPrintable(action->objectName()));
        return;
    }
    entries_.insert(action, {scope, action->shortcuts()});
    const auto defaults = free(action, action->shortcuts());
    if (defaults.size() != action->shortcuts().size())
        qWarning("a default key of %s is taken already", qPrintable(action->objectName()));
    entries_[action].defaults = defaults;
    actions_ << action;
    const QVariant remembered = settings_.named(settingName(action));
    if (remembered.isValid()) {
        const QKeySequence keys(remembered.toString(), QKeySequence::PortableText);
        setKeys(action, keys.isEmpty() ? QList<QKeySequence>() : free(action, {keys}));
    } else {
        setKeys(action, defaults);
    }
    connect(action, &QObject::destroyed, this, [this, action] {
        actions_.removeOne(action);
        entries_.remove(action);
    });
}

QAction* ActionRegistry::action(const QString& id) const {
    for (auto* action : actions_)
        if (action->objectName() == id) return action;
    return nullptr;
}

QString ActionRegistry::scopeOf(const QAction* action) const {
    return entries_.value(action).scope;
}

QAction* ActionRegistry::conflict(const QAction* action, const QKeySequence& keys) const {
    if (keys.isEmpty()) return nullptr;
    const QString scope = scopeOf(action);
    for (auto* other : actions_) {
        if (other == action) continue;
        const QString otherScope = scopeOf(other);
        if (scope != otherScope && scope != kGlobal && otherScope != kGlobal) continue;
        for (const auto& taken : other->shortcuts())
            // "Ctrl+K, Ctrl+S" could never be typed if "Ctrl+K" acts, so a common beginning clashes too.
            if (keys.matches(taken) != QKeySequence::NoMatch || taken.matches(keys) != QKeySequence::NoMatch)
                return other;
    }
    return nullptr;
}

QList<QKeySequence> ActionRegistry::free(const QAction* action, const QList<QKeySequence>& keys) const {
    QList<QKeySequence> result;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(result),
                 [&](const auto& sequence) { return !conflict(action, sequence); });
    return result;
}

QAction* ActionRegistry::setShortcut(QAction* action, const QKeySequence& keys) {
    if (auto* other = conflict(action, keys)) return other;
    setKeys(action, keys.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{keys});
    settings_.setNamed(settingName(action), keys.toString(QKeySequence::PortableText));
    Q_EMIT shortcutsChanged();
    return nullptr;
}

void ActionRegistry::resetShortcut(QAction* action) {
    settings_.removeNamed(settingName(action));
    setKeys(action, free(action, entries_.value(action).defaults));
    Q_EMIT shortcutsChanged();
}

void ActionRegistry::resetAll() {
    // First all keys go, so that no default is refused for a key that another action is about to give back.
    for (auto* action : std::as_const(actions_)) {
        settings_.removeNamed(settingName(action));
        action->setShortcuts(QList<QKeySequence>());
    }
    for (auto* action : std::as_const(actions_))
        setKeys(action, entries_.value(action).defaults);
    Q_EMIT shortcutsChanged();
}

bool ActionRegistry::isDefault(const QAction* action) const {
    return action->shortcuts() == entries_.value(action).defaults;
}

void ActionRegistry::setKeys(QAction* action, const QList<QKeySequence>& keys) {
    action->setShortcuts(keys);
    action->setToolTip(textWithKey(action));
}

void ActionRegistry::retitle() {
    for (auto* action : std::as_const(actions_))
        action->setToolTip(textWithKey(action));
}

}  // namespace lineament::ui
