#pragma once

#include <QList>

#include "core/domain/track.h"

namespace lineament::ui {

/// A view whose selection the next decision is about.
class TrackSelection {
  public:
    virtual ~TrackSelection() = default;
    /// Tracks of all that is selected; of the current line if nothing is.
    virtual QList<TrackId> selected() const = 0;
    /// How many lines are selected: after a decision about one the next is selected.
    virtual int selectedLines() const = 0;
    virtual TrackId current() const = 0;
    /// What is to be decided after the current line: a suggestion, else somebody unknown, else the next line.
    virtual TrackId followingSuggestion() const = 0;
    /// Selects the line of a track alone, without the view jumping.
    virtual void select(TrackId track) = 0;
};

}  // namespace lineament::ui
