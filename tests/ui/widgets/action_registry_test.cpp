#include "ui/widgets/action_registry.h"

#include "tests/support/places.h"
#include "ui/bridge/settings.h"

using namespace lineament::ui;

namespace {

QAction* made(QObject* parent, const char* id, const QList<QKeySequence>& keys) {
    auto* action = new QAction(QLatin1String(id), parent);
    action->setObjectName(QLatin1String(id));
    action->setShortcuts(keys);
    return action;
}

const QKeySequence kX(Qt::Key_X), kY(Qt::Key_Y), kCtrlK(Qt::CTRL | Qt::Key_K);

class ActionRegistryTest : public testing::Test {
  protected:
    ~ActionRegistryTest() override {
        for (const auto& name : settings.namesBelow(QStringLiteral("shortcuts")))
            settings.removeNamed(name);
    }
    Settings settings;
    QObject owner;
    ActionRegistry registry{settings};
};

}  // namespace

TEST_F(ActionRegistryTest, KeyThatIsTakenIsRefusedAndNothingChanges) {
    auto* a = made(&owner, "a", {kX});
    auto* b = made(&owner, "b", {kY});
    registry.add(a);
    registry.add(b);
    EXPECT_EQ(registry.setShortcut(b, kX), a);
    EXPECT_EQ(b->shortcut(), kY);
    EXPECT_EQ(registry.setShortcut(b, QKeySequence(Qt::Key_Z)), nullptr);
    EXPECT_EQ(b->shortcut(), QKeySequence(Qt::Key_Z));
}

TEST_F(ActionRegistryTest, DesksShareKeysWithEachOtherButNotWithTheWindow) {
    auto* global = made(&owner, "global", {kCtrlK});
    auto* footage = made(&owner, "footage.confirm", {kX});
    auto* people = made(&owner, "people.confirm", {kX});
    registry.add(global);
    registry.add(footage, QStringLiteral("footage"));
    registry.add(people, QStringLiteral("people"));
    EXPECT_EQ(people->shortcut(), kX);
    EXPECT_EQ(registry.setShortcut(people, kCtrlK), global);
    EXPECT_EQ(registry.setShortcut(global, kX), footage);
}

TEST_F(ActionRegistryTest, AChordThatBeginsLikeAKeyClashesToo) {
    auto* a = made(&owner, "a", {kCtrlK});
    auto* b = made(&owner, "b", {});
    registry.add(a);
    registry.add(b);
    EXPECT_EQ(registry.setShortcut(b, QKeySequence(Qt::CTRL | Qt::Key_K, Qt::CTRL | Qt::Key_S)), a);
}

TEST_F(ActionRegistryTest, ChosenKeysAreRememberedAndResetTakesThemBack) {
    registry.add(made(&owner, "a", {kX}));
    registry.setShortcut(registry.action(QStringLiteral("a")), kY);
    ActionRegistry later(settings);
    QObject laterOwner;
    auto* again = made(&laterOwner, "a", {kX});
    later.add(again);
    EXPECT_EQ(again->shortcut(), kY);
    EXPECT_FALSE(later.isDefault(again));
    later.resetShortcut(again);
    EXPECT_EQ(again->shortcut(), kX);
    EXPECT_TRUE(later.isDefault(again));
}

TEST_F(ActionRegistryTest, RemovedKeyStaysRemoved) {
    registry.add(made(&owner, "a", {kX}));
    registry.setShortcut(registry.action(QStringLiteral("a")), {});
    ActionRegistry later(settings);
    auto* again = made(&owner, "a", {kX});
    later.add(again);
    EXPECT_TRUE(again->shortcut().isEmpty());
}

TEST_F(ActionRegistryTest, ResetAllSwapsKeysBack) {
    auto* a = made(&owner, "a", {kX});
    auto* b = made(&owner, "b", {kY});
    registry.add(a);
    registry.add(b);
    registry.setShortcut(a, {});
    registry.setShortcut(b, kX);
    registry.setShortcut(a, kY);
    registry.resetAll();
    EXPECT_EQ(a->shortcut(), kX);
    EXPECT_EQ(b->shortcut(), kY);
}

TEST_F(ActionRegistryTest, TooltipShowsTheKey) {
    auto* a = made(&owner, "a", {kCtrlK});
    a->setText(QStringLiteral("&Search…"));
    registry.add(a);
    EXPECT_EQ(a->toolTip(), QStringLiteral("Search (Ctrl+K)"));
    registry.setShortcut(a, {});
    EXPECT_EQ(a->toolTip(), QStringLiteral("Search"));
}

TEST_F(ActionRegistryTest, ActionsThatAreGoneAreForgotten) {
    {
        QObject shortLived;
        registry.add(made(&shortLived, "a", {kX}));
    }
    EXPECT_TRUE(registry.actions().isEmpty());
    auto* b = made(&owner, "b", {});
    registry.add(b);
    EXPECT_EQ(registry.setShortcut(b, kX), nullptr);
}
