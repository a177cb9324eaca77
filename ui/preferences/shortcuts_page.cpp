#include "ui/preferences/shortcuts_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {

namespace {

constexpr int kNameWidth = 420;

QString plainText(const QAction* action) {
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction* action) {
    QStringList keys;
    for (const auto& sequence : action->shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(",  "));
}

}  // namespace

ShortcutsPage::ShortcutsPage(ActionRegistry& actions, QWidget* parent)
    : PreferencesPage(parent), actions_(actions) {
    banner_ = new Banner(this);
    search_ = new SearchField(this);
    tree_ = new QTreeWidget(this);
    tree_->setObjectName(QStringLiteral("shortcutsTree"));
    tree_->setColumnCount(2);
    tree_->setRootIsDecorated(false);
    tree_->setUniformRowHeights(true);
    tree_->setIndentation(metrics::kSpace4);
    keys_ = new QKeySequenceEdit(this);
    keys_->setObjectName(QStringLiteral("keysEdit"));
    assign_ = new QPushButton(this);
    assign_->setObjectName(QStringLiteral("assignButton"));
    remove_ = new QPushButton(this);
    reset_ = new QPushButton(this);
    resetAll_ = new QPushButton(this);
    auto* line = new QHBoxLayout;
    line->setSpacing(metrics::kSpace2);
    line->addWidget(keys_, 1);
    for (auto* button : {assign_, remove_, reset_, resetAll_})
        line->addWidget(button);
    column()->addWidget(search_);
    column()->addWidget(banner_);
    column()->addWidget(tree_, 1);
    column()->addLayout(line);

    connect(search_, &SearchField::queryChanged, this, &ShortcutsPage::filter);
    connect(tree_, &QTreeWidget::currentItemChanged, this, &ShortcutsPage::chosen);
    connect(assign_, &QPushButton::clicked, this, &ShortcutsPage::assign);
    connect(remove_, &QPushButton::clicked, this, [this] {
        if (auto* action = current()) actions_.setShortcut(action, {});
    });
    connect(reset_, &QPushButton::clicked, this, [this] {
        if (auto* action = current()) actions_.resetShortcut(action);
    });
    connect(resetAll_, &QPushButton::clicked, this, [this] { actions_.resetAll(); });
    connect(&actions_, &ActionRegistry::shortcutsChanged, this, &ShortcutsPage::showKeys);
    chosen();
}

QString ShortcutsPage::nameOfScope(const QString& scope) const {
    const auto* desk = actions_.action(QStringLiteral("desk.") + scope);
    return desk ? plainText(desk) : tr("Everywhere");
}

void ShortcutsPage::showEvent(QShowEvent* event) {
    PreferencesPage::showEvent(event);
    fill();
}

void ShortcutsPage::fill() {
    const QString kept = current() ? current()->objectName() : QString();
    tree_->clear();
    items_.clear();
    QHash<QString, QTreeWidgetItem*> groups;
    for (auto* action : actions_.actions()) {
        const QString scope = actions_.scopeOf(action);
        auto*& group = groups[scope];
        if (!group) {
            group = new QTreeWidgetItem(tree_, {nameOfScope(scope)});
            group->setFlags(Qt::ItemIsEnabled);
            QFont bold = tree_->font();
            bold.setWeight(QFont::DemiBold);
            group->setFont(0, bold);
        }
        auto* item = new QTreeWidgetItem(group, {plainText(action)});
        item->setIcon(0, action->icon());
        item->setData(0, Qt::UserRole, action->objectName());
        items_.insert(action->objectName(), item);
    }
    tree_->expandAll();
    tree_->setColumnWidth(0, kNameWidth);
    showKeys();
    filter(search_->text().trimmed());
    if (auto* item = items_.value(kept)) tree_->setCurrentItem(item);
}

void ShortcutsPage::showKeys() {
    for (auto it = items_.cbegin(); it != items_.cend(); ++it)
        if (const auto* action = actions_.action(it.key())) {
            it.value()->setText(1, keysOf(action));
            QFont font = tree_->font();
            font.setWeight(actions_.isDefault(action) ? QFont::Normal : QFont::DemiBold);
            it.value()->setFont(1, font);
        }
    chosen();
}

void ShortcutsPage::filter(const QString& query) {
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        auto* group = tree_->topLevelItem(i);
        int shown = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            auto* item = group->child(j);
            const bool fits = item->text(0).contains(query, Qt::CaseInsensitive) ||
                              item->text(1).contains(query, Qt::CaseInsensitive);
            item->setHidden(!fits);
            shown += fits;
        }
        group->setHidden(shown == 0);
    }
}

QAction* ShortcutsPage::current() const {
    const auto* item = tree_->currentItem();
    return item ? actions_.action(item->data(0, Qt::UserRole).toString()) : nullptr;
}

void ShortcutsPage::chosen() {
    const auto* action = current();
    keys_->setKeySequence(action ? action->shortcut() : QKeySequence());
    keys_->setEnabled(action);
    assign_->setEnabled(action);
    remove_->setEnabled(action && !action->shortcuts().isEmpty());
    reset_->setEnabled(action && !actions_.isDefault(action));
}

void ShortcutsPage::assign() {
    auto* action = current();
    if (!action) return;
    const QKeySequence wanted = keys_->keySequence();
    if (const auto* other = actions_.setShortcut(action, wanted)) {
        banner_->show(
            Banner::Kind::Warning,
            tr("%1 already calls “%2” (%3). Choose another key, or take it from that command first.")
                .arg(wanted.toString(QKeySequence::NativeText), plainText(other),
                     nameOfScope(actions_.scopeOf(other))));
        chosen();
        return;
    }
    banner_->dismiss();
}

void ShortcutsPage::retranslate() {
    PreferencesPage::retranslate();
    search_->setPlaceholderText(tr("Search commands and keys"));
    search_->setAccessibleName(search_->placeholderText());
    tree_->setAccessibleName(title());
    tree_->setHeaderLabels({tr("Command"), tr("Key")});
    assign_->setText(tr("Assign"));
    remove_->setText(tr("Remove"));
    reset_->setText(tr("Reset"));
    resetAll_->setText(tr("Reset all"));
    if (isVisible()) fill();
}

}  // namespace lineament::ui
