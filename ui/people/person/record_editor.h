#pragma once

#include <QWidget>
#include <optional>

#include "core/domain/person_record.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace lineament::ui {

/// What is kept about a person beside their photos, to be changed: number, groups, notes, validity, consent,
/// purpose, retention. Days are YYYY-MM-DD, UTC as the store and the rosters count them. What is typed and
/// not saved yet is kept when the same person is read again. Thread: GUI.
class RecordEditor : public QWidget {
    Q_OBJECT
  public:
    struct Kept {
        PersonRecord record;
        QString externalId;
        RemovalReceipt holdings;  ///< what is stored of the person at present
    };
    explicit RecordEditor(QWidget* parent = nullptr);

    void setKept(const Kept& kept);
    void clear();
    bool changed() const;
    /// The fields as they stand; empty if a field is no day, or the days contradict each other.
    std::optional<Kept> edited() const;

  public Q_SLOTS:
    void save();
    void revert();

  Q_SIGNALS:
    /// Only what differs is worth a decision: `record` or `externalId` may be as before.
    void saved(const lineament::PersonRecord& record, const QString& externalId, bool recordChanged,
               bool numberChanged);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QLineEdit* addLine(QLabel*& label, const char* name);
    QLineEdit* addDay(QLabel*& label, const char* name);
    void addField(QLabel*& label, QWidget* widget, const char* name);
    void fill(const Kept& kept);
    void showState();
    QString problem() const;
    void retranslate();

    std::optional<Kept> kept_;
    bool filling_ = false;
    QWidget* form_;
    QLabel *numberLabel_, *groupsLabel_, *fromLabel_, *toLabel_, *consentLabel_, *purposeLabel_, *keepLabel_,
        *originalsLabel_, *notesLabel_, *holdings_, *message_;
    QLineEdit *number_, *groups_, *from_, *to_, *purpose_, *keep_, *originals_;
    QComboBox* consent_;
    QPlainTextEdit* notes_;
    QPushButton *save_, *revert_;
};

/// "2026-01-31" of midnight UTC; empty for 0. The last day of a validity is the day before its end.
QString dayText(UnixMs at);
/// Midnight UTC of YYYY-MM-DD, 0 for an empty text; empty if it is no day.
std::optional<UnixMs> dayFrom(const QString& text);

}  // namespace lineament::ui
