#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/pipelines/enrol.h"

namespace lineament {

struct EnrolmentTrial {
    int people = 300;      ///< to enrol
    int duplicates = 30;   ///< of them enrolled a second time, from other photos, under another name
    int strangers = 1000;  ///< photos of people who are not enrolled, at most
    std::filesystem::path badPhotos;  ///< mixed in, one a person; may be empty
    EnrolOptions enrol;
};

struct EnrolmentEvaluation {
    int people = 0, photos = 0;  ///< enrolled
    int badPhotos = 0;
    std::vector<Rejection> badRefused;  ///< the bad photos, with the reason
    std::vector<std::string> badAccepted;
    std::vector<Rejection> goodRefused;
    int probes = 0,
        withoutFace = 0;  ///< held-out photos of enrolled people; those without a face are not counted
    double rank1 = 0;
    double threshold = 0, fmr = 0;  ///< the default ones for this gallery
    double fnirAtDefault = 0, fpirAtDefault = 0;
    double fnirAtFpir003 = 0;  ///< at FPIR 0.3 %
    int strangers = 0;
    int duplicatesPlanted = 0, duplicatesFound = 0, pairsFlagged = 0, falselyFlagged = 0, otherPeople = 0;
};

/// Enrols people of a folder (one sub-folder a person, two photos at least) into the workspace, whose store
/// must be empty, holds the last photo of each back, and searches for those and for strangers.
/// Throws Error(kInvalidArgument) if there are too few people, Cancelled, model and store errors.
EnrolmentEvaluation evaluateEnrolment(Workspace& workspace, const std::filesystem::path& folder,
                                      const EnrolmentTrial& trial, JobContext& context);

}  // namespace lineament
