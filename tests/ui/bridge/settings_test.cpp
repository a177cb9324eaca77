#include "ui/bridge/settings.h"

#include <QSignalSpy>

#include "tests/support/places.h"

using namespace lineament::ui;

TEST(Settings, EveryKeyHasADefaultOfItsType) {
    Settings settings;
    for (int key = 0; key < kSettingCount; ++key) {
        const auto setting = static_cast<Setting>(key);
        EXPECT_TRUE(Settings::defaultOf(setting).isValid()) << key;
        EXPECT_EQ(settings.value(setting), Settings::defaultOf(setting)) << key;
    }
}

TEST(Settings, ChangedComesOnceAndOnlyForAnotherValue) {
    Settings settings;
    settings.reset(Setting::Theme);
    QSignalSpy changes(&settings, &Settings::changed);
    settings.set(Setting::Theme, QStringLiteral("dark"));
    settings.set(Setting::Theme, QStringLiteral("dark"));
    EXPECT_EQ(changes.count(), 1);
    settings.reset(Setting::Theme);
    settings.reset(Setting::Theme);
    EXPECT_EQ(changes.count(), 2);
}

TEST(Settings, TypesSurviveTheFile) {
    {
        Settings settings;
        settings.set(Setting::Fmr, 1e-5);
        settings.set(Setting::Threads, 3);
        settings.set(Setting::SmoothZoom, true);
    }
    Settings again;
    EXPECT_DOUBLE_EQ(again.value(Setting::Fmr).toDouble(), 1e-5);
    EXPECT_EQ(again.value(Setting::Threads).toInt(), 3);
    EXPECT_EQ(again.value(Setting::SmoothZoom).metaType(), QMetaType::fromType<bool>());
    EXPECT_TRUE(again.value(Setting::SmoothZoom).toBool());
    for (const auto key : {Setting::Fmr, Setting::Threads, Setting::SmoothZoom})
        again.reset(key);
}

TEST(Settings, ValueThatDoesNotFitCountsAsUnset) {
    Settings settings;
    settings.setNamed(QStringLiteral("engine/threads"), QStringLiteral("many"));
    EXPECT_EQ(settings.value(Setting::Threads), Settings::defaultOf(Setting::Threads));
    settings.reset(Setting::Threads);
}

TEST(Settings, NamedValuesAreFoundByTheirGroup) {
    Settings settings;
    settings.setNamed(QStringLiteral("shortcuts/a"), QStringLiteral("Ctrl+A"));
    settings.setNamed(QStringLiteral("layout/b"), 1);
    EXPECT_EQ(settings.namesBelow(QStringLiteral("shortcuts")), QStringList{QStringLiteral("shortcuts/a")});
    settings.removeNamed(QStringLiteral("shortcuts/a"));
    EXPECT_FALSE(settings.named(QStringLiteral("shortcuts/a")).isValid());
}
