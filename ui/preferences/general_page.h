#pragma once

#include "ui/preferences/preferences_page.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace lineament::ui {

class ElidedLabel;
class Session;
class Settings;

/// Language, theme, notices of alerts, data folder.
class GeneralPage : public PreferencesPage {
    Q_OBJECT
  public:
    GeneralPage(Session& session, Settings& settings, QWidget* parent);
    QString title() const override { return tr("General"); }
    QString iconName() const override { return QStringLiteral("sliders-horizontal"); }
    void retranslate() override;

  private:
    void chooseFolder();
    void showFolder();

    Session& session_;
    Settings& settings_;
    QComboBox *language_, *theme_;
    QCheckBox* notices_;
    ElidedLabel* folder_;
    QPushButton *choose_, *standard_, *open_;
    Row languageRow_, themeRow_, noticesRow_, folderRow_;
};

}  // namespace lineament::ui
