#pragma once

#include <QObject>
#include <QSettings>
#include <QVariant>

namespace lineament::ui {

/// Everything the window remembers that has a default; the table is in settings.cpp.
enum class Setting {
    Language,        ///< "en", "zh_CN"; empty: the system's
    Theme,           ///< "system", "dark", "light"
    DataFolder,      ///< empty: the standard place
    Detector,        ///< id of the manifest
    Recogniser,      ///< id of the manifest
    Fmr,             ///< false match rate that decisions are made at, 1e-6 to 0.1
    Threads,         ///< 0: all cores
    QualityGate,     ///< "off", "standard", "strict"
    SeveralFaces,    ///< "refuse", "largest", "centred"
    LastDesk,        ///< id of the desk shown last
    LastFolder,      ///< where the file dialogs start
    SmoothZoom,      ///< interpolate enlarged pixels
    WindowGeometry,  ///< as QWidget::saveGeometry() has it
    DesktopNotices   ///< the desktop tells of alerts while another window is in front; it shows names
};
inline constexpr int kSettingCount = 14;

/// The window's memory: one file, values with defaults from one table. Thread: GUI.
class Settings : public QObject {
    Q_OBJECT
  public:
    /// On the program's file (see useFile()). All objects on one file see each other's values; changed()
    /// comes from the object that was set.
    explicit Settings(QObject* parent = nullptr);

    /// Which .ini this program uses, before the first Settings; default
    /// $XDG_CONFIG_HOME/lineament/window.ini.
    static void useFile(const QString& file);

    QVariant value(Setting key) const;
    QString text(Setting key) const { return value(key).toString(); }
    /// Emits changed() if the value differs from the present one.
    void set(Setting key, const QVariant& value);
    void reset(Setting key);
    static QVariant defaultOf(Setting key);

    /// Values named at run time: shortcuts ("shortcuts/footage.play"), layouts ("layout/footage").
    QVariant named(const QString& name) const;
    void setNamed(const QString& name, const QVariant& value);
    void removeNamed(const QString& name);
    QStringList namesBelow(const QString& group) const;

    QString file() const { return store_.fileName(); }

  Q_SIGNALS:
    void changed(lineament::ui::Setting key);

  private:
    QSettings store_;
};

}  // namespace lineament::ui
