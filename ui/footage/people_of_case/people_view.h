#pragma once

#include <QWidget>

#include "ui/footage/people_of_case/people_model.h"
#include "ui/footage/track_selection.h"

class QLabel;
class QListView;
class QMenu;
class QToolButton;

namespace lineament::ui {

class LooksModel;
class SearchField;
class ThumbGrid;

/// The people of the case: suggestions to decide, confirmed people, unknowns; below, every look at those
/// selected as a grid of crops, so that a person is verified at a glance. Selection is kept through refresh.
/// Thread: GUI.
class PeopleView : public QWidget, public TrackSelection {
    Q_OBJECT
  public:
    explicit PeopleView(CaseState& state, QWidget* parent = nullptr);

    QListView* view() const { return view_; }
    PeopleModel& model() { return *model_; }
    QList<TrackId> selected() const override;
    int selectedLines() const override;
    TrackId current() const override;
    TrackId followingSuggestion() const override;
    void select(TrackId track) override;
    /// Looks that are picked in the grid: what a new person is enrolled from. Empty: the best ones.
    std::vector<std::pair<TrackId, int>> pickedLooks() const;
    /// Which recording "only in this recording" means.
    void setRecording(RecordingId recording);
    /// Which stretch of it "only in the selected stretch" means.
    void setStretch(std::optional<std::pair<double, double>> ms);
    bool loading() const;
    void focusSearch();

  Q_SIGNALS:
    void currentChanged();
    /// Go there: a look was clicked, or a line was opened.
    void lookChosen(qint64 track, double ms);

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fillFilters();
    void applyPlace();
    void showFiltered();
    void showLooks();
    void showCounts();
    void retranslate();
    void open(const QModelIndex& index);
    void selectionMoved();
    void rememberLines();
    void restoreSelection();
    TrackId trackOf(const QModelIndex& line) const;

    CaseState& state_;
    PeopleModel* model_;
    LooksModel* looks_;
    SearchField* search_;
    QToolButton* filters_;
    QMenu* filterMenu_;
    QListView* view_;
    ThumbGrid* grid_;
    QWidget* looksPart_;
    QLabel *nothing_, *looksTitle_;
    RecordingId recording_;
    std::optional<std::pair<double, double>> stretchMs_;
    bool onlyHere_ = false, onlyThen_ = false, restoring_ = false;
    TrackId last_;              // current, also while its line is away
    QList<TrackId> lastLines_;  // one of each selected line
};

}  // namespace lineament::ui
