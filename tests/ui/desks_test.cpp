// Every desk of the real window, on an empty store and on the sample: a walk by Tab, names for screen
// readers, words that fit in both languages and themes.
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "core/pipelines/synthetic/sample/sample_store.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/compare/compare_panel.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/footage/footage_panel.h"
#include "ui/people/people_panel.h"
#include "ui/preferences/preferences_panel.h"
#include "ui/presence/presence_panel.h"
#include "ui/shell/main_window.h"
#include "ui/studio/studio_panel.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr int kSettleMs = 60'000, kMostSteps = 600, kMostParts = 3;
constexpr QSize kSmallScreen(1366, 768);

QString said(const QWidget& widget) {
    QString name = widget.objectName();
    for (const auto* above = widget.parentWidget(); name.isEmpty() && above; above = above->parentWidget())
        if (!above->objectName().isEmpty()) name = QStringLiteral("in ") + above->objectName();
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return QStringLiteral("%1 %2 %3")
        .arg(QLatin1String(widget.metaObject()->className()), name, button ? button->text() : QString());
}

/// A part of another control, which the keyboard reaches through that one.
bool isPart(const QWidget& widget) {
    for (const auto* above = widget.parentWidget(); above; above = above->parentWidget()) {
        if (qobject_cast<const QComboBox*>(above) || qobject_cast<const QAbstractSpinBox*>(above) ||
            qobject_cast<const QLineEdit*>(above) || qobject_cast<const QTabBar*>(above))
            return true;
        const auto* view = qobject_cast<const QAbstractItemView*>(above);
        if (view && widget.parentWidget() == view) return true;  // headers, the corner of a table
    }
    return qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QScrollBar*>(&widget);
}

bool isControl(const QWidget& widget) {
    if (isPart(widget)) return false;
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget))
        return view->focusPolicy() != Qt::NoFocus || view->selectionMode() != QAbstractItemView::NoSelection;
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QLineEdit*>(&widget) ||
           qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) ||
           qobject_cast<const QAbstractSlider*>(&widget) || qobject_cast<const QTabBar*>(&widget) ||
           qobject_cast<const QPlainTextEdit*>(&widget);
}

/// Reached by the arrow keys from the chosen one of its group, or by a key of its own.
bool hasAnotherWay(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    if (!button) return false;
    const bool exclusive = button->autoExclusive() || (button->group() && button->group()->exclusive());
    if (exclusive && button->isCheckable() && !button->isChecked()) return true;
    for (const auto* action : widget.actions())
        if (!action->shortcuts().isEmpty()) return true;
    return !button->shortcut().isEmpty() && button->shortcut().toString().startsWith(QLatin1String("Ctrl"));
}

QString accessibleName(QWidget& widget) {
    auto* about = QAccessible::queryAccessibleInterface(&widget);
    return about ? about->text(QAccessible::Name).trimmed() : QString();
}

class DesksTest : public testing::Test {
  protected:
    DesksTest() {
        settings.set(Setting::Language, QStringLiteral("en"));
        settings.set(Setting::Theme, QStringLiteral("dark"));
        settings.setNamed(QStringLiteral("firstStart/toured"), true);
        for (const char* desk :
             {"footage", "people", "compare", "studio", "enhance", "presence", "evaluate", "preferences"})
            settings.removeNamed(QStringLiteral("layout/") + QLatin1String(desk));
    }
    ~DesksTest() override {
        settings.set(Setting::Language, QStringLiteral("en"));
        settings.set(Setting::Theme, QStringLiteral("dark"));
    }

    void openWindow(const std::shared_ptr<Workspace>& workspace) {
        session = std::make_unique<Session>(workspace);
        window = std::make_unique<MainWindow>(*session, settings, language);
        auto* w = window.get();
        w->addDesk(new FootagePanel(*session, w));
        w->addDesk(new PeoplePanel(*session, w));
        w->addDesk(new ComparePanel(*session, w));
        w->addDesk(new StudioPanel(*session, w));
        w->addDesk(new EnhancePanel(*session, w));
        w->addDesk(new PresencePanel(*session, w));
        w->addDesk(new EvaluatePanel(*session, w));
        w->addDesk(new PreferencesPanel(*session, settings, w->actions(), w), true);
        w->resize(kSmallScreen);
        w->show();
        w->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(w));
        ASSERT_TRUE(settle());
    }
    bool settle() {
        return waitUntil([this] { return window->idle(); }, kSettleMs);
    }

    /// Calls visit(name) for every page of every desk: every choice of every row of tabs.
    void forEachPage(const std::function<void(const QString&)>& visit) {
        for (auto* desk : window->desks()) {
            ASSERT_TRUE(window->goTo(desk->id()));
            ASSERT_TRUE(settle()) << desk->id().toStdString();
            forEachPage(*desk, desk->id(), {}, visit);
        }
    }
    void forEachPage(Desk& desk, const QString& name, QList<QWidget*> chosen,
                     const std::function<void(const QString&)>& visit) {
        for (auto* bar : desk.findChildren<QTabBar*>()) {
            if (!bar->isVisible() || chosen.contains(bar)) continue;
            chosen << bar;
            const int before = bar->currentIndex();
            for (int i = 0; i < bar->count(); ++i) {
                if (!bar->isTabEnabled(i) || !bar->isTabVisible(i)) continue;
                bar->setCurrentIndex(i);
                ASSERT_TRUE(settle());
                forEachPage(desk, name + QLatin1Char('/') + bar->tabText(i), chosen, visit);
            }
            bar->setCurrentIndex(before);
            return;
        }
        auto* list = desk.findChild<QListWidget*>(QStringLiteral("preferencesList"));
        if (!list || chosen.contains(list)) return visit(name);
        chosen << list;
        for (int row = 0; row < list->count(); ++row) {
            list->setCurrentRow(row);
            ASSERT_TRUE(settle());
            forEachPage(desk, name + QLatin1Char('/') + list->item(row)->text(), chosen, visit);
        }
    }

    QStringList controlsWithout(const QSet<QWidget*>& reached) const {
        QStringList missing;
        for (auto* widget : window->findChildren<QWidget*>())
            if (widget->isVisible() && widget->isEnabled() && widget->window() == window.get() &&
                isControl(*widget) && !reached.contains(widget) && !hasAnotherWay(*widget))
                missing << said(*widget);
        return missing;
    }

    /// Presses Tab until the walk comes round. Says where it is stuck, else what it did not reach.
    QStringList walk(QSet<QWidget*>& reached) {
        window->currentDesk()->takeFocus();
        if (!QApplication::focusWidget()) window->setFocus();
        // What has the focus at first need not be a stop of the walk.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto* const first = QApplication::focusWidget();
        if (!first) return {QStringLiteral("nothing has the focus")};
        int stays = 0;
        for (auto* at = first; reached.size() < kMostSteps;) {
            reached << at;
            QTest::keyClick(at, Qt::Key_Tab);
            auto* next = QApplication::focusWidget();
            if (!next) return {said(*at) + QStringLiteral(": Tab leads nowhere")};
            // A date has several parts.
            stays = next == at ? stays + 1 : 0;
            if (next == at && stays <= kMostParts) continue;
            if (next == first) return controlsWithout(reached);
            if (reached.contains(next))
                return {said(*at) + QStringLiteral(": Tab goes back to ") + said(*next)};
            at = next;
        }
        return {QStringLiteral("the walk has no end")};
    }

    void expectWalks() {
        forEachPage([this](const QString& page) {
            SCOPED_TRACE(page.toStdString());
            QSet<QWidget*> reached;
            const auto wrong = walk(reached);
            EXPECT_TRUE(wrong.isEmpty()) << wrong.join(QStringLiteral("\n  ")).toStdString();
            expectNames(reached);
        });
    }

    void expectNames(const QSet<QWidget*>& reached) {
        QStringList nameless;
        for (auto* widget : window->findChildren<QWidget*>())
            if (widget->isVisible() && widget->isEnabled() &&
                (reached.contains(widget) || isControl(*widget)) && accessibleName(*widget).isEmpty())
                nameless << said(*widget);
        EXPECT_TRUE(nameless.isEmpty())
            << "without a name: " << nameless.join(QStringLiteral("\n  ")).toStdString();
    }

    void expectWordsFit(std::initializer_list<const char*> themes) {
        for (const auto& code : Language::codes())
            for (const char* theme : themes) {
                settings.set(Setting::Language, code);
                settings.set(Setting::Theme, QLatin1String(theme));
                forEachPage([&](const QString& page) {
                    SCOPED_TRACE(page.toStdString());
                    expectNames({});
                    const auto clipped = test::clippedTexts(*window);
                    EXPECT_TRUE(clipped.isEmpty())
                        << code.toStdString() << ' ' << theme << ' ' << page.toStdString() << ": "
                        << clipped.join(QStringLiteral("\n  ")).toStdString();
                });
            }
    }

    test::TempFolder folder;
    Settings settings;
    Language language;
    std::unique_ptr<Session> session;
    std::unique_ptr<MainWindow> window;
};

}  // namespace

TEST_F(DesksTest, TabReachesEveryControlOfEveryEmptyDeskAndEachHasAName) {
    openWindow(test::workspaceIn(folder.path()));
    expectWalks();
}

TEST_F(DesksTest, WordsFitOnEveryEmptyDeskInBothLanguagesAndThemes) {
    openWindow(test::workspaceIn(folder.path()));
    expectWordsFit({"dark", "light"});
}

TEST_F(DesksTest, WithPeopleAndARecordingWordsFitAndEveryControlHasAName) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/faceplugin/fr_feature.onnx");
    const auto workspace = test::workspaceIn(folder.path());
    JobContext context;
    makeSampleStore(*workspace, context);
    openWindow(workspace);
    const auto& store = workspace->store();
    window->reveal({DeskItem::Kind::Recording, store.recordings().front().id.value()});
    ASSERT_TRUE(settle());
    window->reveal({DeskItem::Kind::Identity, store.identities().front().id.value()});
    ASSERT_TRUE(settle());
    expectWordsFit({"dark"});  // both themes have the same letters
}
