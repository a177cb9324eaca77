#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/domain/track.h"
#include "core/footage/best_shots.h"
#include "core/footage/cut_detector.h"

namespace lineament {

struct TrackerOptions {
    float minIou = 0.3f;          ///< overlap with the predicted box that continues a track, 0 to 1
    float minAppearance = 0.35f;  ///< cosine similarity that continues a track through an occlusion, -1 to 1
    double maxGapMs = 1500;       ///< longest occlusion bridged, 0 to 60 000
    int minDetections = 3;        ///< shorter tracks are dropped as false alarms unless very sure, 1 to 1000
    int shots = 5;                ///< best shots kept, 1 to 100
    double shotSpacingMs = 400;   ///< so that they differ, 0 to 60 000
    double lookEveryMs = 200;     ///< how often a face is measured at most, 0 to 60 000
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// What the tracker needs of a face in a frame.
struct Observation {
    Face face;
    std::vector<float> appearance;  ///< unit template if one was made for this look, else empty
};

/// Joins the faces of successive frames into tracks: by overlap with the predicted box (optimal assignment),
/// and after an occlusion by appearance, as soon as a look at the new face has been embedded; never across a
/// cut. Times grow from call to call. Thread: one at a time.
class Tracker {
  public:
    explicit Tracker(TrackerOptions options = {});
    ~Tracker();

    /// Takes in what was found in a frame.
    /// Returns: for each observation, in the order given, the track it went to; numbers stay valid until
    /// cut().
    std::vector<int> update(double ms, std::vector<Observation> observations);
    /// A frame that nobody looked for faces in: tracks get an interpolated box there.
    void pass(double ms);
    /// Forget positions: the picture changed altogether. Tracks end here.
    void cut();

    /// Whether it is time to measure this track's face again.
    bool wantsLook(int track, double ms) const;
    /// Notes that the face was measured. Returns: whether the look is worth embedding for addLook().
    bool offerLook(int track, double ms, float quality);
    /// Keeps the look among the best. A young track that turns out to be one that was lost goes on as that.
    void addLook(int track, Look look);

    /// Hands over the tracks that have ended so far; finish() gives the others.
    std::vector<Track> takeEnded();
    /// All that is needed to go on later from here, without the tracks that have ended.
    std::vector<std::byte> state() const;
    /// Goes on from a state of the same build with the same options. Throws Error(kUnreadable) if it is none;
    /// the tracker is then as new.
    void restore(std::span<const std::byte> state);

    /// Ends all and hands the tracks over, by first time. Boxes between detections are interpolated.
    std::vector<Track> finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
