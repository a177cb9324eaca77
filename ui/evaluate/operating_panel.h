#pragma once

#include <QWidget>

#include "core/pipelines/evaluate/applied_threshold.h"
#include "ui/evaluate/evaluation_entry.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;
class QToolButton;

namespace lineament::ui {

/// The operating point of one run: typed or dragged, with what stands behind it, and put into force. Thread:
/// GUI.
class OperatingPanel : public QWidget {
    Q_OBJECT
  public:
    explicit OperatingPanel(QWidget* parent = nullptr);

    /// searching: the point is one of searches (FPIR, FNIR).
    void show(const std::shared_ptr<EvaluationEntry>& entry, bool searching);
    void setRate(double rate);
    double rate() const { return rate_; }
    /// What is in force for this run's recogniser.
    void setApplied(const std::optional<AppliedThreshold>& verification,
                    const std::optional<AppliedThreshold>& search);
    /// Folder of the data store that is open: what was measured on the people of another is not applied.
    void setStore(const std::filesystem::path& folder);
    /// What would be applied now; empty while there is nothing to apply.
    std::optional<AppliedThreshold> pointToApply() const;
    /// Why it is applied or withdrawn, as typed; cleared by taking it.
    std::string takeReason();
    QTableWidget* table() const { return table_; }

  Q_SIGNALS:
    void rateChanged(double rate);
    void applyRequested();
    void withdrawRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    const ErrorRates* rates() const;
    bool foreign() const;  // of people of another data store
    const std::vector<RatePoint>* curve() const;
    void showPoint();
    void showTable();
    void showSummary();
    void showApplied();
    void retranslate();

    std::shared_ptr<EvaluationEntry> entry_;
    bool searching_ = false;
    double rate_ = 1e-3;
    std::filesystem::path store_;
    std::optional<AppliedThreshold> verification_, search_;
    QLabel *title_, *run_, *rateLabel_, *point_, *warning_, *tableTitle_, *summaryTitle_, *summary_,
        *applied_;
    QLineEdit *edit_, *reason_;
    QTableWidget* table_;
    QPushButton *apply_, *withdraw_;
};

}  // namespace lineament::ui
