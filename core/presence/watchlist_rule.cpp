#include "core/presence/watchlist_rule.h"

#include <algorithm>

namespace lineament {

void WatchlistRule::setLists(std::vector<WatchedList> lists) {
    std::map<WatchlistId, LookRule> rules;
    std::map<WatchlistId, LookRuleOptions> options;
    for (const auto& [list, threshold] : lists) {
        const LookRuleOptions wanted{
            .looks = list.looks, .windowMs = list.windowMs, .coolDownMs = list.coolDownMs};
        const auto had = options_.find(list.id);
        if (had != options_.end() && had->second == wanted)
            rules.insert(rules_.extract(list.id));
        else
            rules.emplace(list.id, LookRule(wanted));
        options.emplace(list.id, wanted);
    }
    lists_ = std::move(lists);
    rules_ = std::move(rules);
    options_ = std::move(options);
}

void WatchlistRule::remember(WatchlistId list, IdentityId identity, UnixMs at) {
    if (const auto rule = rules_.find(list); rule != rules_.end()) rule->second.remember(identity, at);
}

bool WatchlistRule::belongs(const WatchedList& watched, IdentityId identity, float similarity) {
    const auto& members = watched.list.members;
    return similarity >= watched.threshold &&
           std::find(members.begin(), members.end(), identity) != members.end();
}

std::vector<const WatchedList*> WatchlistRule::take(IdentityId identity, float similarity, UnixMs at) {
    std::vector<const WatchedList*> complete;
    for (const auto& watched : lists_)
        if (belongs(watched, identity, similarity) && rules_.at(watched.list.id).take(identity, at))
            complete.push_back(&watched);
    return complete;
}

const WatchedList* WatchlistRule::listOf(IdentityId identity, float similarity) const {
    const WatchedList* most = nullptr;
    for (const auto& watched : lists_)
        if (belongs(watched, identity, similarity) && (!most || watched.list.priority > most->list.priority))
            most = &watched;
    return most;
}

int escalation(const Alert& alert, UnixMs now) {
    if (alert.state != AlertState::kNew || alert.escalateMs <= 0 || now < alert.at) return 0;
    return static_cast<int>(std::min<UnixMs>((now - alert.at) / alert.escalateMs, 2));
}

}  // namespace lineament
