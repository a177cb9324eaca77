#pragma once

#include <QFrame>
#include <QHash>
#include <vector>

#include "core/domain/identity.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace lineament::ui {

/// Asks in place whose the chosen photos are: of another enrolled person (found as one types) or of a new one
/// of the name given. Hidden until asked. Thread: GUI.
class MoveBar : public QFrame {
    Q_OBJECT
  public:
    enum class Kind { Move, Split };
    struct Person {
        qint64 id = 0;
        QString name, externalId;
    };
    explicit MoveBar(QWidget* parent = nullptr);

    /// `others` are those that photos can be moved to.
    void ask(Kind kind, std::vector<SampleId> samples, const QString& from,
             const std::vector<Person>& others);

  Q_SIGNALS:
    void moveRequested(const std::vector<lineament::SampleId>& samples, qint64 into, const QString& name);
    void splitRequested(const std::vector<lineament::SampleId>& samples, const QString& name);
    void dismissed();

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    qint64 chosen() const;
    void accept();
    void dismiss();
    void retranslate();

    Kind kind_ = Kind::Move;
    std::vector<SampleId> samples_;
    QString from_;
    QHash<QString, qint64> idOf_;
    QStringListModel* names_;
    QLabel* text_;
    QLineEdit* who_;
    QPushButton *accept_, *cancel_;
};

}  // namespace lineament::ui
