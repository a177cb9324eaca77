#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/domain/watchlist.h"
#include "core/pipelines/workspace.h"
#include "core/presence/watchlist_rule.h"

namespace lineament {

/// The watchlists of the store that have members, most important first, each with the similarity that its
/// false match rate asks of the engine's recogniser.
std::vector<WatchedList> watchedLists(const Workspace& workspace);

/// Turns looks of one camera into alerts in the store. Thread: one.
class AlertRaiser {
  public:
    /// A face whose most similar person is known.
    struct Look {
        IdentityId identity;
        std::string name;
        TemplateId nearest;  ///< the reference that gave the similarity
        float similarity = 0, quality = 0;
        UnixMs at = 0;
        std::string recording{};  ///< that plays as the camera; empty: it is live
        double recordingMs = 0;
    };
    AlertRaiser(Store& store, Camera camera) : store_(store), camera_(std::move(camera)) {}

    /// What holds from now on. The first call takes the cool-downs of earlier runs from the store.
    void setLists(const std::vector<WatchedList>& lists, UnixMs now);
    /// Those that are new, in the store before this returns; `crop` is asked for only if there are any.
    std::vector<Alert> take(const Look& look, const std::function<std::vector<std::byte>()>& crop);
    /// The most urgent list that this look belongs to; null if none.
    const WatchedList* listOf(const Look& look) const { return rule_.listOf(look.identity, look.similarity); }

  private:
    Store& store_;
    Camera camera_;
    WatchlistRule rule_;
    bool remembers_ = false;
};

}  // namespace lineament
