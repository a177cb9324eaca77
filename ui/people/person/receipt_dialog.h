#pragma once

#include <QDialog>
#include <vector>

#include "core/domain/person_record.h"

class QLabel;
class QPlainTextEdit;

namespace lineament::ui {

/// What a deletion took away, handed out once: to be read and saved. Thread: GUI.
class ReceiptDialog : public QDialog {
    Q_OBJECT
  public:
    explicit ReceiptDialog(std::vector<RemovalReceipt> receipts, QWidget* parent = nullptr);

    QString text() const;
    /// False, with the sentence shown, if the file cannot be written.
    bool saveTo(const QString& path);

  private:
    void askWhere();

    std::vector<RemovalReceipt> receipts_;
    QPlainTextEdit* view_;
    QLabel* message_;
};

}  // namespace lineament::ui
