#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <vector>

#include "core/domain/track.h"
#include "core/store/evaluation_book.h"

namespace lineament {

/// People followed through recordings.
class TrackRepository {
  public:
    explicit TrackRepository(SQLite::Database& database) : database_(database) {}

    /// By first time; without those that a decision hides.
    std::vector<Track> list(RecordingId recording) const;
    /// The same with everything but the pixels of the shots.
    std::vector<Track> outlines(RecordingId recording) const;
    /// All of the store with a template by this recogniser, without boxes and shots.
    std::vector<Track> searchable(const std::string& recogniser) const;
    /// See EvaluationBook::judgedTracks().
    std::vector<JudgedTrack> listJudged(const std::string& recogniser) const;
    std::vector<std::byte> shotCrop(TrackId id, int rank) const;
    /// Those that a person has decided about, by first time; also hidden ones.
    std::vector<Track> listDecided(RecordingId recording) const;
    /// Those that nobody has decided about.
    std::vector<TrackId> listUndecided(RecordingId recording) const;

    /// Track::id and name are ignored.
    TrackId add(RecordingId recording, const Track& track);
    void erase(TrackId id);

    bool exists(TrackId id) const;
    /// Who a track is said to be, and whether a person said so.
    struct Naming {
        std::optional<IdentityId> identity;
        TrackState state = TrackState::kUnknown;
        bool decided = false;
        std::optional<float> similarity;  ///< empty when set: as it was
    };
    /// Throws Error(kNotFound).
    Naming naming(TrackId id) const;
    void setNaming(TrackId id, const Naming& naming);

    /// '', 'not_a_face', 'replaced', 'withdrawn'.
    std::string hidden(TrackId id) const;
    void setHidden(TrackId id, const std::string& hidden, bool decided);
    void setDrawn(TrackId id);
    std::vector<TrackId> listDrawn(RecordingId recording) const;

  private:
    enum class Which { kShown, kDecided };
    std::vector<Track> listWhere(RecordingId recording, Which which, bool pixels) const;
    std::vector<BestShot> shots(TrackId id) const;
    void addShotOutlines(RecordingId recording, std::vector<Track>& tracks) const;

    SQLite::Database& database_;
};

}  // namespace lineament
