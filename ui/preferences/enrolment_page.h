#pragma once

#include "ui/preferences/preferences_page.h"

class QCheckBox;
class QComboBox;

namespace lineament::ui {

class Session;
class Settings;

/// Which photos may be enrolled, and whether the originals are kept.
class EnrolmentPage : public PreferencesPage {
    Q_OBJECT
  public:
    EnrolmentPage(Session& session, Settings& settings, QWidget* parent);
    QString title() const override { return tr("Enrolment"); }
    QString iconName() const override { return QStringLiteral("user-plus"); }
    void retranslate() override;

  private:
    void readStore();
    void writeStore(bool keep);

    Session& session_;
    Settings& settings_;
    QComboBox *gate_, *several_;
    QCheckBox* keep_;
    Row gateRow_, severalRow_, keepRow_;
};

}  // namespace lineament::ui
