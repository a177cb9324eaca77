#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/domain/case.h"

namespace lineament {

/// One line of the people of a case: a suggestion that waits, a person, or an unknown.
struct CasePerson {
    enum class Section { kSuggested, kConfirmed, kUnknown };
    Section section = Section::kUnknown;
    IdentityId identity;              ///< of a suggestion or a person
    std::string name;                 ///< of the identity
    int number = 0;                   ///< of an unknown; 0: it has none yet
    std::vector<std::size_t> tracks;  ///< into the tracks given, by recording and time; a suggestion has one
    std::size_t best = 0;             ///< the track with the best shot
    float similarity = 0;             ///< of a suggestion
};

/// Groups tracks: each suggestion by itself (surest first), each confirmed person (by name), each unknown (by
/// number; a track without a number is an unknown of its own, at the end).
std::vector<CasePerson> peopleOfCase(std::span<const Track> tracks, std::span<const UnknownNumber> numbers);

/// Numbers for unknown tracks after clustering. clusterOf[i] is the cluster of tracks[i], -1: alone. A
/// cluster keeps the number that most of its tracks had before, or had from a person's hand; new ones get
/// numbers that nobody of the case ever had. Tracks that a person put somewhere stay there.
std::vector<UnknownNumber> numberUnknowns(std::span<const TrackId> tracks, std::span<const int> clusterOf,
                                          std::span<const UnknownNumber> before);

}  // namespace lineament
