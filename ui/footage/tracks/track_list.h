#pragma once

#include <QList>
#include <QListView>
#include <QWidget>

#include "core/domain/track.h"
#include "ui/footage/track_selection.h"

class QLabel;
class QToolButton;

namespace lineament::ui {

class SearchField;
class TrackModel;

/// The tracks of the recording as a list, narrowed by state and text. Selection is kept by track through
/// every refresh. Thread: GUI.
class TrackList : public QWidget, public TrackSelection {
    Q_OBJECT
  public:
    explicit TrackList(TrackModel& model, QWidget* parent = nullptr);

    QListView* view() const { return view_; }
    /// The track the next decision is about; not valid if none is.
    TrackId current() const override { return current_; }
    QList<TrackId> selected() const override;
    int selectedLines() const override { return static_cast<int>(selected().size()); }
    TrackId followingSuggestion() const override;
    void select(TrackId track) override;
    /// Selects several, the first of them current.
    void selectAll(const QList<TrackId>& tracks);
    void move(int rows);
    void focusSearch();
    /// Lists every track again: what narrowed the list belonged to another case.
    void forgetFilters();
    /// Whether there is a recording whose tracks could be listed; without one the list says nothing.
    void setOpen(bool open);

  Q_SIGNALS:
    void currentChanged();
    /// Clicked or activated by the user: go there.
    void opened(qint64 track);

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void retranslate();
    void showCounts();
    void restore();

    TrackModel& model_;
    SearchField* search_;
    QList<QToolButton*> chips_;
    QListView* view_;
    QLabel* nothing_;
    TrackId current_;
    bool restoring_ = false, open_ = false;
};

}  // namespace lineament::ui
