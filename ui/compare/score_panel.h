#pragma once

#include <QWidget>
#include <vector>

#include "core/pipelines/people/compare_pair.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace lineament::ui {

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
    /// Index into the scale of conclusions; 0: none yet.
    int conclusion() const;
    static QString conclusionSource(int index);
    QString conclusionText(int index) const;

  Q_SIGNALS:
    void concluded();
    void reportRequested();

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
    QLabel* conclusionLabel_;
    QComboBox* conclusion_;
    QPushButton *conclude_, *report_;
};

/// "strong support that it is one person": the verbal scale of ENFSI 2015 for a log10 likelihood ratio.
QString wordsForLikelihood(double log10);

}  // namespace lineament::ui
