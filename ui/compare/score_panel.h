#pragma once

#include <QWidget>
#include <vector>

#include "core/pipelines/people/compare_pair.h"

class QLabel;
class QStackedWidget;
class QTableWidget;

namespace lineament::ui {

class ConclusionForm;
class Plot;

/// What the recognisers say of the pair: similarity with threshold and FMR, likelihood ratio with its
/// population, and a Tippett plot. Closed, with the reason, until it may be seen. Thread: GUI.
class ScorePanel : public QWidget {
    Q_OBJECT
  public:
    explicit ScorePanel(QWidget* parent = nullptr);

    /// Shows a sentence in the place of the scores.
    void close(const QString& why);
    void show(const std::vector<RecogniserAnswer>& answers);
    bool open() const;
    ConclusionForm* form() const { return form_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showAnswers();
    void showPlot();
    void retranslate();

    std::vector<RecogniserAnswer> answers_;
    QString closedBecause_;
    QStackedWidget* pages_;
    QLabel *closed_, *headline_, *ratio_, *warning_;
    QTableWidget* table_;
    Plot* plot_;
    ConclusionForm* form_;
};

/// wordsForLikelihood() of core, translated.
QString likelihoodText(double log10);

}  // namespace lineament::ui
