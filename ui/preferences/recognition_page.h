#pragma once

#include "ui/preferences/preferences_page.h"

class QComboBox;
class QSpinBox;

namespace lineament::ui {

class Session;
class Settings;

/// Detector, recogniser, operating point, threads.
class RecognitionPage : public PreferencesPage {
    Q_OBJECT
  public:
    RecognitionPage(Session& session, Settings& settings, QWidget* parent);
    QString title() const override { return tr("Recognition"); }
    QString iconName() const override { return QStringLiteral("scan-face"); }
    void retranslate() override;

  private:
    void fillModels();
    void askThreshold();
    void withdrawApplied();
    void showThreshold();

    Session& session_;
    Settings& settings_;
    QComboBox *detector_, *recogniser_, *fmr_;
    QSpinBox* threads_;
    Row detectorRow_, recogniserRow_, fmrRow_, threadsRow_;
    double threshold_ = 0;
    bool thresholdKnown_ = false, measured_ = false;
};

}  // namespace lineament::ui
