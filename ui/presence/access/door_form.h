#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/domain/access.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace lineament::ui {

class Rows;

/// The settings of a door: who may pass and when, by which rules, and what opens it. What is changed is kept
/// at once.
class DoorForm : public QWidget {
    Q_OBJECT
  public:
    explicit DoorForm(QWidget* parent = nullptr);

    /// What may be chosen from.
    struct Choices {
        std::vector<AccessSchedule> schedules;
        std::vector<std::string> groups;
        /// Of the liveness network: share of pictures taken for live, of live faces refused; empty: there is
        /// none.
        std::optional<std::pair<double, double>> livenessErrors;
        std::string livenessPopulation;
    };
    void setChoices(Choices choices);
    void setDoor(const Door& door);
    const Door& door() const { return door_; }
    void retranslate();

  Q_SIGNALS:
    void changed(const lineament::Door& door);

  private:
    QWidget* makeWhere();
    QWidget* makeWho();
    void addRules(Rows& rows);
    void addOpener(Rows& rows);
    void showChoices(Choices choices);
    void keep();
    void addGrant();
    void removeGrant();
    void chooseRecording();
    void showDoor();
    void showGrants();
    void showState();
    QString wordsOfGrant(const AccessGrant& grant) const;

    Door door_;
    Choices choices_;
    bool filling_ = false, pending_ = false;  ///< pending: what is shown is not whole and not kept yet
    QLabel *whereTitle_, *whoTitle_, *rulesTitle_, *openerTitle_;
    QLabel *nameLabel_, *sourceLabel_, *zoneLabel_, *passageLabel_, *nobody_, *passbackLabel_, *pairLabel_,
        *failuresLabel_, *withinLabel_, *lockLabel_, *qualityLabel_, *actuatorLabel_, *urlLabel_,
        *secretLabel_, *timeoutLabel_, *openLabel_, *livenessNote_, *hint_;
    QLineEdit *name_, *source_, *zone_, *url_, *secret_;
    QComboBox *passage_, *group_, *schedule_, *actuator_;
    QCheckBox *enabled_, *card_, *liveness_, *passback_, *pair_;
    QSpinBox *quality_, *forget_, *pairWithin_, *failures_, *within_, *lock_, *open_;
    QDoubleSpinBox* timeout_;
    QListWidget* grants_;
    QPushButton *recording_, *add_, *take_;
};

}  // namespace lineament::ui
