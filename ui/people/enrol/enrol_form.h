#pragma once

#include <QWidget>

#include "core/pipelines/enrol.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

class Settings;

/// Who is enrolled, by which rules, and where photos are dropped: the left side of the enrolment sheet.
/// The rules are remembered. Thread: GUI.
class EnrolForm : public QWidget {
    Q_OBJECT
  public:
    explicit EnrolForm(Settings& settings, QWidget* parent = nullptr);

    /// Empty fields, the rules as remembered.
    void reset();
    QString name() const;
    void setName(const QString& name);
    QString externalId() const;
    void setExternalId(const QString& externalId);
    EnrolOptions options() const;
    /// Several people take their names from their folders; while enrolling nothing can be changed.
    void allow(bool onePerson, bool rules);

    /// Asks for a recording or a picture; empty: none was chosen.
    QString chooseRecording();

  Q_SIGNALS:
    void nameChanged();
    void submitted();
    void rulesChanged();
    void filesChosen(const QStringList& paths);
    void cameraRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void chooseFiles();
    void chooseFolder();
    void chooseRoster();
    void remember();
    void retranslate();

    Settings& settings_;
    QLabel *nameLabel_, *externalIdLabel_, *gateLabel_, *severalLabel_, *dropText_;
    QLineEdit *name_, *externalId_;
    QComboBox *gate_, *several_;
    QPushButton *files_, *folder_, *roster_, *camera_;
};

}  // namespace lineament::ui
