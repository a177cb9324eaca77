#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

/// Who examines, what they conclude and why; with the buttons that record and report it. Thread: GUI.
class ConclusionForm : public QWidget {
    Q_OBJECT
  public:
    explicit ConclusionForm(QWidget* parent = nullptr);

    /// No conclusion and no reasons, by whoever sits here.
    void clear();
    QString examiner() const;
    void setExaminer(const QString& name);
    /// Who is signed in: their name alone is taken. Empty: names are typed.
    void setAccount(const QString& name);
    const QString& account() const { return account_; }
    QString note() const;
    void setNote(const QString& note);
    /// Index into the scale of conclusions; 0: none yet.
    int conclusion() const;
    void setConclusion(const QString& source);
    /// Whose examination is being confirmed; empty: this is the first one.
    void setSecondOf(const QString& firstExaminer);
    /// What is shown is recorded: only a change of it can be recorded again.
    void setRecorded(bool recorded);
    /// It is being recorded: until then it can neither be recorded again nor reported.
    void setBusy(bool busy);
    /// Somebody else's examination is looked at: it can be reported, not changed.
    void setReadOnly(bool readOnly);

    static QString conclusionSource(int index);
    /// Translated; of the English text of a record.
    static QString conclusionText(const QString& source);

  Q_SIGNALS:
    void concluded();
    void reportRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showState();
    void retranslate();

    QString secondOf_, account_, typed_;
    bool recorded_ = false, readOnly_ = false, busy_ = false;
    QLabel *title_, *examinerLabel_, *conclusionLabel_, *noteLabel_;
    QLineEdit *examiner_, *note_;
    QComboBox* conclusion_;
    QPushButton *conclude_, *report_;
};

}  // namespace lineament::ui
