#pragma once

#include <QFrame>
#include <QStringList>
#include <memory>
#include <optional>
#include <vector>

#include "core/domain/identity.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace lineament::ui {

/// One person that can be chosen.
struct NameChoice {
    IdentityId id;
    QString name;
    QString externalId;
    float similarity = 0;  ///< to the track in question; 0 if it was not compared
};

/// Type a name: people enrolled are offered as one types, the likely ones first; what is typed can also
/// become a new person. Lies over the desk; Enter chooses, Esc closes. Thread: GUI.
class NamePicker : public QFrame {
    Q_OBJECT
  public:
    explicit NamePicker(QWidget* parent);

    /// `likely` are offered while nothing is typed, best first. newAllowed: whether a new person may be made.
    void ask(const QString& title, std::vector<NameChoice> likely, bool newAllowed);
    void setPeople(std::shared_ptr<const std::vector<NameChoice>> people);
    void dismiss();

  Q_SIGNALS:
    void chosen(qint64 identity, const QString& name);
    void newNamed(const QString& name);
    void dismissed();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void refill();
    void accept();
    void retranslate();
    void place();

    QLabel* title_;
    QLineEdit* name_;
    QListWidget* list_;
    std::vector<NameChoice> likely_;
    std::shared_ptr<const std::vector<NameChoice>> people_;
    bool newAllowed_ = true;
};

}  // namespace lineament::ui
