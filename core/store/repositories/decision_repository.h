#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <vector>

#include "core/domain/decision.h"
#include "core/domain/identity.h"
#include "core/domain/track.h"

namespace lineament {

/// What people decided, in order. Undo walks back through it, redo forward again until something new is
/// decided; both are marks on the rows, so they last over reopening and hold for all programs on the store.
class DecisionRepository {
  public:
    explicit DecisionRepository(SQLite::Database& database) : database_(database) {}

    /// Appends a decision and forgets what could have been redone. Decision::id and undone are ignored.
    DecisionId record(const Decision& decision, bool revertible);
    std::vector<Decision> list(int newest) const;

    std::optional<Decision> nextToUndo() const;
    std::optional<Decision> nextToRedo() const;
    void markUndone(DecisionId id);
    /// `before` as it was found when the decision was carried out again.
    void markRedone(DecisionId id, const std::string& before);

    /// Takes what identifies these people out of the log: states before and after, reasons.
    void forgetPeople(const std::vector<IdentityId>& people);
    /// The track is about to be deleted: what was decided and undone about it cannot be redone.
    void forgetTrack(TrackId track);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
