#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/domain/watchlist.h"
#include "core/presence/look_rule.h"

namespace lineament {

/// A list with the similarity that its false match rate asks for.
struct WatchedList {
    Watchlist list;
    float threshold = 0;
};

/// When looks of one camera become alerts: of each list n that agree on a member within a window, then none
/// for its cool-down. The best candidate of a look counts, and only if it is a member. Thread: one.
class WatchlistRule {
  public:
    /// What holds from now on. Looks and cool-downs stay for lists whose numbers are as before.
    void setLists(std::vector<WatchedList> lists);
    const std::vector<WatchedList>& lists() const { return lists_; }

    /// An alert of before this run: its cool-down goes on.
    void remember(WatchlistId list, IdentityId identity, UnixMs at);
    /// A look whose most similar person is `identity`. Returns: the lists of which an alert is complete.
    std::vector<const WatchedList*> take(IdentityId identity, float similarity, UnixMs at);
    /// The most urgent list that this look belongs to; null if none.
    const WatchedList* listOf(IdentityId identity, float similarity) const;

  private:
    static bool belongs(const WatchedList& watched, IdentityId identity, float similarity);
    std::vector<WatchedList> lists_;
    std::map<WatchlistId, LookRule> rules_;
    std::map<WatchlistId, LookRuleOptions> options_;
};

/// How long a new alert has waited, as steps: 0 in time, 1 overdue, 2 overdue twice as long or more. One that
/// is decided, or of a list without escalation, stays at 0; so does one from the future (a clock set back).
int escalation(const Alert& alert, UnixMs now);

}  // namespace lineament
