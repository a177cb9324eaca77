#pragma once

#include <QStandardItemModel>
#include <QWidget>
#include <set>
#include <vector>

#include "ui/evaluate/evaluation_entry.h"

class QComboBox;
class QLabel;

namespace lineament::ui {

class ThumbGrid;

/// Pairs to look at, as pictures with their scores: what a run gets wrong at its operating point, or where
/// two runs disagree. Thread: GUI; pictures are loaded off it.
class PairPictures : public QWidget {
    Q_OBJECT
  public:
    enum Mode { Missed, FalselyMatched, Disagreements };
    explicit PairPictures(QWidget* parent = nullptr);

    void show(const EvaluationEntries& entries, const std::shared_ptr<EvaluationEntry>& current);
    void setRate(double fmr);
    void setMode(Mode mode);
    /// The run that is compared with the current one.
    void setOther(int id);
    int pairs() const { return total_; }
    /// Lines of the list whose label is marked as wrong.
    void setMarks(const std::set<std::int64_t>& lines);
    /// What the cards' menu offers.
    void addCardAction(QAction* action);
    /// Lines of the selected pairs.
    std::vector<std::int64_t> selectedLines() const;
    /// Whether all that is selected is marked: doing it again takes the marks back.
    bool selectionIsMarked() const;
    ThumbGrid* grid() const { return grid_; }

  Q_SIGNALS:
    void selectionChanged();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Shown {
        std::uint32_t pair;
        float score, otherScore;
    };
    const EvaluationEntry* other() const;
    std::vector<Shown> chosen() const;
    void fillOthers();
    void refresh();
    void showMarks();
    void retranslate();

    EvaluationEntries entries_;
    std::shared_ptr<EvaluationEntry> current_;
    double fmr_ = 1e-3;
    int total_ = 0;
    std::set<std::int64_t> marks_;
    QComboBox *mode_, *other_;
    QLabel* count_;
    ThumbGrid* grid_;
    QStandardItemModel* model_;
};

}  // namespace lineament::ui
