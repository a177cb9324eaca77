#include "core/review/case_people.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/base/check.h"

namespace lineament {
namespace {

float bestQuality(const Track& track) {
    return track.shots.empty() ? -1 : track.shots.front().quality;
}

/// Where a person stands in the list.
auto place(const CasePerson& person) {
    const bool suggested = person.section == CasePerson::Section::kSuggested;
    const int number = person.number > 0 ? person.number : std::numeric_limits<int>::max();
    return std::tuple(person.section, suggested ? -person.similarity : 0.0f, person.name,
                      person.section == CasePerson::Section::kUnknown ? number : 0, person.tracks.front());
}

}  // namespace

std::vector<CasePerson> peopleOfCase(std::span<const Track> tracks, std::span<const UnknownNumber> numbers) {
    std::unordered_map<TrackId, int> numberOf;
    for (const auto& unknown : numbers)
        numberOf[unknown.track] = unknown.number;
    std::vector<CasePerson> people;
    std::map<IdentityId, std::size_t> confirmed;
    std::map<int, std::size_t> unknowns;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const Track& track = tracks[i];
        std::size_t at = people.size();
        CasePerson added;
        if (track.identity && track.state == TrackState::kSuggested) {
            added.section = CasePerson::Section::kSuggested;
            added.similarity = track.similarity;
        } else if (track.identity && track.state == TrackState::kConfirmed) {
            added.section = CasePerson::Section::kConfirmed;
            at = confirmed.try_emplace(*track.identity, at).first->second;
        } else if (const auto number = numberOf.find(track.id); number != numberOf.end()) {
            added.number = number->second;
            at = unknowns.try_emplace(added.number, at).first->second;
        }
        if (at == people.size()) {
            if (added.section != CasePerson::Section::kUnknown) {
                added.identity = *track.identity;
                added.name = track.name;
            }
            added.best = i;
            people.push_back(std::move(added));
        }
        CasePerson& person = people[at];
        person.tracks.push_back(i);
        if (bestQuality(track) > bestQuality(tracks[person.best])) person.best = i;
    }
    std::stable_sort(people.begin(), people.end(),
                     [](const CasePerson& a, const CasePerson& b) { return place(a) < place(b); });
    return people;
}

std::vector<UnknownNumber> numberUnknowns(std::span<const TrackId> tracks, std::span<const int> clusterOf,
                                          std::span<const UnknownNumber> before) {
    LINEAMENT_CHECK(tracks.size() == clusterOf.size());
    std::unordered_map<TrackId, UnknownNumber> had;
    int highest = 0;
    for (const auto& unknown : before) {
        had[unknown.track] = unknown;
        highest = std::max(highest, unknown.number);
    }
    // Singles count as clusters of one.
    std::vector<int> cluster(clusterOf.begin(), clusterOf.end());
    int clusters = cluster.empty() ? 0 : std::max(0, *std::max_element(cluster.begin(), cluster.end()) + 1);
    for (int& value : cluster)
        if (value < 0) value = clusters++;

    // How much each cluster wants each number; a hand counts for more than any machine.
    constexpr double kHand = 1e6;
    std::map<std::pair<int, int>, double> votes;
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (const auto old = had.find(tracks[i]); old != had.end())
            votes[{cluster[i], old->second.number}] += old->second.byHand ? kHand : 1;
    std::vector<std::pair<double, std::pair<int, int>>> wishes;
    for (const auto& [wish, weight] : votes)
        wishes.emplace_back(-weight, wish);
    std::sort(wishes.begin(), wishes.end());
    std::vector<int> numberOf(static_cast<std::size_t>(clusters), 0);
    std::set<int> taken;
    for (const auto& [weight, wish] : wishes) {
        int& number = numberOf[static_cast<std::size_t>(wish.first)];
        if (number != 0 || !taken.insert(wish.second).second) continue;
        number = wish.second;
    }
    for (int& number : numberOf)
        if (number == 0) number = ++highest;

    std::vector<UnknownNumber> numbers;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const auto old = had.find(tracks[i]);
        if (old != had.end() && old->second.byHand)
            numbers.push_back(old->second);
        else
            numbers.push_back({tracks[i], numberOf[static_cast<std::size_t>(cluster[i])], false});
    }
    return numbers;
}

}  // namespace lineament
