#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/identity.h"
#include "core/faces/face_engine.h"
#include "core/store/store.h"

namespace lineament {

struct MakeSetOptions {
    int resolution = 64;         ///< side of the pictures written, px; 32 to 1024
    bool everyFace = true;       ///< all faces of a photo; else it must show exactly one
    float smallest = 0.5f;       ///< face width against that of the crop below which it is left out
    float leastQuality = 20;     ///< unified score, 0 to 100
    float leastSharpness = 15;   ///< 0 to 100
    int duplicateBits = 4;       ///< pictures that differ in at most so many of 64 bits are one; -1: kept
    bool labelByFolder = false;  ///< the folder a photo lies in (or the person) is its label
    int mostPerLabel = 0;        ///< balance: at most so many faces a label; 0: all
};

/// What a set is made from.
struct SetSources {
    std::vector<std::filesystem::path> photos;  ///< files and folders of them
    bool gallery = false;                       ///< crops of everybody enrolled
    bool tracks = false;                        ///< best looks at everybody in the recordings
};

struct SetFace {
    std::filesystem::path file;  ///< in the set
    std::string source;          ///< photo, person or recording
    std::string label;
    Quality quality;
    float widthPx = 0;  ///< of the face in its source
};

struct MadeSet {
    std::filesystem::path folder;
    std::vector<SetFace> faces;
    std::vector<Rejection> leftOut;
    /// How many faces a label has, where there are labels.
    std::vector<std::pair<std::string, int>> labels() const;
};

/// Makes a training set: faces found, judged, aligned as portraits, written as JPEG named by their content,
/// with labels.csv where labels were asked for. What is generated or enhanced by a network is left out by its
/// mark. Throws Error(kInvalidArgument: nothing to make it from, kDiskFull, kUnwritable: the folder cannot be
/// written), model errors, Cancelled.
MadeSet makeSet(const FaceEngine& engine, const Store* store, const SetSources& sources,
                const std::filesystem::path& folder, const MakeSetOptions& options, JobContext& context);

}  // namespace lineament
