#include "ui/preferences/preferences_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/banner.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class PreferencesTest : public testing::Test {
  protected:
    PreferencesTest() {
        settings.set(Setting::Language, QStringLiteral("en"));
        window = std::make_unique<MainWindow>(session, settings, language);
        panel = new PreferencesPanel(session, settings, window->actions(), window.get());
        window->addDesk(panel, true);
        window->resize(1366, 768);
        window->show();
    }
    ~PreferencesTest() override {
        for (int key = 0; key < kSettingCount; ++key)
            settings.reset(static_cast<Setting>(key));
    }
    void choose(const char* box, const QVariant& value) {
        auto* combo = panel->findChild<QComboBox*>(QLatin1String(box));
        ASSERT_GE(combo->findData(value), 0) << box;
        combo->setCurrentIndex(combo->findData(value));
    }

    test::TempFolder folder;
    Settings settings;
    Language language;
    Session session{test::workspaceIn(folder.path())};
    std::unique_ptr<MainWindow> window;
    PreferencesPanel* panel;
};

}  // namespace

TEST_F(PreferencesTest, ChoicesAreRememberedAsSettings) {
    choose("recogniserBox", QStringLiteral("mobilefacenet"));
    choose("fmrBox", 1e-5);
    choose("qualityGateBox", QStringLiteral("strict"));
    choose("severalFacesBox", QStringLiteral("largest"));
    EXPECT_EQ(settings.text(Setting::Recogniser), QStringLiteral("mobilefacenet"));
    EXPECT_DOUBLE_EQ(settings.value(Setting::Fmr).toDouble(), 1e-5);
    EXPECT_EQ(settings.text(Setting::QualityGate), QStringLiteral("strict"));
    EXPECT_EQ(settings.text(Setting::SeveralFaces), QStringLiteral("largest"));
    auto* notices = panel->findChild<QCheckBox*>(QStringLiteral("noticesBox"));
    EXPECT_FALSE(notices->isChecked());
    notices->setChecked(true);
    EXPECT_TRUE(settings.value(Setting::DesktopNotices).toBool());
    settings.reset(Setting::DesktopNotices);
    EXPECT_FALSE(notices->isChecked());
}

TEST_F(PreferencesTest, EveryDetectorOfTheManifestIsOffered) {
    auto* box = panel->findChild<QComboBox*>(QStringLiteral("detectorBox"));
    for (const auto* model : session.workspace()->engine().registry().withRole("detector"))
        EXPECT_GE(box->findData(QString::fromStdString(model->id)), 0) << model->id;
}

TEST_F(PreferencesTest, LanguageAndThemeChangeTheWindowAtOnce) {
    choose("languageBox", QStringLiteral("zh_CN"));
    auto* list = panel->findChild<QListWidget*>(QStringLiteral("preferencesList"));
    EXPECT_TRUE(waitUntil([&] { return list->item(0)->text() == QStringLiteral("常规"); }))
        << list->item(0)->text().toStdString();
    EXPECT_EQ(panel->findChild<QComboBox*>(QStringLiteral("languageBox"))->currentData().toString(),
              QStringLiteral("zh_CN"));
}

TEST_F(PreferencesTest, ModelsAreListedWithTheirState) {
    panel->showPage(3);
    auto* table = panel->findChild<QTableWidget*>(QStringLiteral("modelsTable"));
    ASSERT_TRUE(waitUntil([&] { return table->rowCount() > 0 && panel->idle(); }, 60'000));
    const auto& models = session.workspace()->engine().registry().models();
    ASSERT_EQ(table->rowCount(), int(models.size()));
    for (int row = 0; row < table->rowCount(); ++row)
        EXPECT_FALSE(table->item(row, 0)->text().isEmpty());
}

TEST_F(PreferencesTest, KeyThatIsTakenIsRefusedWithTheNameOfWhatHasIt) {
    panel->showPage(4);
    auto* tree = panel->findChild<QTreeWidget*>(QStringLiteral("shortcutsTree"));
    auto* fullScreen = window->actions().action(QStringLiteral("window.fullScreen"));
    const auto found = tree->findItems(fullScreen->text(), Qt::MatchExactly | Qt::MatchRecursive);
    ASSERT_EQ(found.size(), 1);
    tree->setCurrentItem(found[0]);
    auto* edit = panel->findChild<QKeySequenceEdit*>(QStringLiteral("keysEdit"));
    auto* assign = panel->findChild<QPushButton*>(QStringLiteral("assignButton"));
    edit->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_K));
    assign->click();
    EXPECT_EQ(fullScreen->shortcut(), QKeySequence(Qt::Key_F11));
    bool named = false;
    for (const auto* banner : panel->findChildren<Banner*>())
        named =
            named || (banner->isVisible() && banner->sentence().contains(QStringLiteral("Search people")));
    EXPECT_TRUE(named);
    edit->setKeySequence(QKeySequence(Qt::Key_F9));
    assign->click();
    EXPECT_EQ(fullScreen->shortcut(), QKeySequence(Qt::Key_F9));
    window->actions().resetAll();
}

TEST_F(PreferencesTest, KeepingOriginalsIsASettingOfTheStore) {
    panel->showPage(2);
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    auto* box = panel->findChild<QAbstractButton*>(QStringLiteral("keepOriginalsBox"));
    const bool before = box->isChecked();
    box->click();
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_EQ(session.workspace()->store().setting("keep_originals").value_or(""), before ? "0" : "1");
}

TEST_F(PreferencesTest, NothingIsClippedOnAnyPageInEitherLanguage) {
    for (const auto& code : Language::codes()) {
        settings.set(Setting::Language, code);
        for (int page = 0; page < panel->pages(); ++page) {
            panel->showPage(page);
            waitUntil([&] { return panel->idle() && !session.jobs().busy(); }, 60'000);
            const auto clipped = test::clippedTexts(*window);
            EXPECT_EQ(clipped, QStringList()) << code.toStdString() << " page " << page << "\n"
                                              << clipped.join(u'\n').toStdString();
        }
    }
}
