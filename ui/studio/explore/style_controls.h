#pragma once

#include <QList>
#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace lineament::ui {

class ExploreModel;
class ValueSlider;

/// What the face on show is made with: truncation, noise, age and gender, the directions. Reads and writes
/// the model's recipe. Thread: GUI.
class StyleControls : public QScrollArea {
    Q_OBJECT
  public:
    explicit StyleControls(ExploreModel& model, QWidget* parent = nullptr);
    ValueSlider* slider(const QString& direction) const;
    /// All directions that are not locked back to 0.
    void resetEdits();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void build();
    void rebuildDirections();
    void rebuildLabels();
    void showRecipe();
    void chooseLabel();
    void retranslate();
    QString shownName(const QString& direction) const;
    QString groupName(const QString& direction) const;

    ExploreModel& model_;
    ValueSlider* psi_;
    QLabel *cutoffLabel_, *noiseLabel_, *genderLabel_, *ageLabel_, *truncation_, *class_, *directionsTitle_;
    QSpinBox *cutoff_, *noiseSeed_;
    QComboBox *noise_, *gender_, *age_;
    QPushButton *reset_, *learn_;
    QLabel* learnNote_;
    QWidget* directions_ = nullptr;
    QList<std::pair<QString, ValueSlider*>> sliders_;
    QList<std::pair<QString, QLabel*>> groups_;
    QStringList genders_, ages_;  // as the labels' names say them
    bool showing_ = false;
};

}  // namespace lineament::ui
