#include "ui/bridge/settings.h"

#include <QStandardPaths>
#include <array>

namespace lineament::ui {

namespace {

struct Entry {
    Setting key;
    const char* name;
    QVariant fallback;
};

const std::array<Entry, kSettingCount>& table() {
    static const std::array<Entry, kSettingCount> kTable = {{
        {Setting::Language, "window/language", QString()},
        {Setting::Theme, "window/theme", QStringLiteral("system")},
        {Setting::DataFolder, "store/folder", QString()},
        {Setting::Detector, "engine/detector", QStringLiteral("fr_detect")},
        {Setting::Recogniser, "engine/recogniser", QStringLiteral("fr_feature")},
        {Setting::Fmr, "engine/fmr", 1e-4},
        {Setting::Threads, "engine/threads", 0},
        {Setting::QualityGate, "enrolment/gate", QStringLiteral("standard")},
        {Setting::SeveralFaces, "enrolment/severalFaces", QStringLiteral("refuse")},
        {Setting::LastDesk, "window/desk", QStringLiteral("footage")},
        {Setting::LastFolder, "window/folder", QString()},
        {Setting::SmoothZoom, "window/smoothZoom", false},
        {Setting::WindowGeometry, "window/geometry", QByteArray()},
        {Setting::DesktopNotices, "presence/desktopNotices", false},
    }};
    return kTable;
}

const Entry& entry(Setting key) {
    return table()[static_cast<std::size_t>(key)];
}

QString& fileInUse() {
    static QString file = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                          QStringLiteral("/lineament/window.ini");
    return file;
}

}  // namespace

void Settings::useFile(const QString& file) {
    fileInUse() = file;
}

Settings::Settings(QObject* parent) : QObject(parent), store_(fileInUse(), QSettings::IniFormat) {
    for (std::size_t i = 0; i < table().size(); ++i)
        Q_ASSERT_X(table()[i].key == static_cast<Setting>(i), "Settings",
                   "the table is in the order of the enum");
}

QVariant Settings::defaultOf(Setting key) {
    return entry(key).fallback;
}

QVariant Settings::value(Setting key) const {
    const auto& [_, name, fallback] = entry(key);
    QVariant value = store_.value(QLatin1String(name), fallback);
    // The file holds text: the default tells the type, and an edited file that does not fit it counts as
    // unset.
    return value.convert(fallback.metaType()) ? value : fallback;
}

void Settings::set(Setting key, const QVariant& given) {
    if (value(key) == given) return;
    store_.setValue(QLatin1String(entry(key).name), given);
    Q_EMIT changed(key);
}

void Settings::reset(Setting key) {
    const bool differs = value(key) != defaultOf(key);
    store_.remove(QLatin1String(entry(key).name));
    if (differs) Q_EMIT changed(key);
}

QVariant Settings::named(const QString& name) const {
    return store_.value(name);
}
void Settings::setNamed(const QString& name, const QVariant& value) {
    store_.setValue(name, value);
}
void Settings::removeNamed(const QString& name) {
    store_.remove(name);
}

QStringList Settings::namesBelow(const QString& group) const {
    QStringList names;
    for (const auto& key : store_.allKeys())
        if (key.startsWith(group + QLatin1Char('/'))) names << key;
    return names;
}

}  // namespace lineament::ui
