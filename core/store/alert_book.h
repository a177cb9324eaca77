#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/watchlist.h"

namespace lineament {

/// The part of the store about watchlists, their alerts, and the programs that are told of them.
/// Thread, errors and audit as Store.
class AlertBook {
  public:
    virtual ~AlertBook() = default;

    /// By id, with their members; merged people under their survivor.
    virtual std::vector<Watchlist> watchlists() const = 0;
    /// Adds it, or changes the one of its id, members included. Throws Error(kInvalidArgument: no name, one
    /// that is taken, a value out of range; kNotFound: the list or a member).
    virtual WatchlistId saveWatchlist(const Watchlist& list) = 0;
    /// Its alerts stay. Throws Error(kNotFound).
    virtual void removeWatchlist(WatchlistId id) = 0;

    /// Stored before this returns, with the deliveries to all enabled webhooks. Empty if it is there already:
    /// its key, or one of the same list, person and camera less than `coolDownMs` before or after it; or
    /// the person was removed meanwhile.
    virtual std::optional<AlertId> raise(const Alert& alert, UnixMs coolDownMs) = 0;
    struct AlertQuery {
        std::optional<AlertState> state;
        UnixMs from = 0;
        AlertId before;    ///< valid: only older ones
        int newest = 200;  ///< at most so many; 0: all
    };
    /// Newest first, without crops; merged people under their survivor.
    virtual std::vector<Alert> alerts(const AlertQuery& query) const = 0;
    virtual std::optional<Alert> alert(AlertId id) const = 0;
    virtual int newAlerts() const = 0;
    virtual std::vector<std::byte> alertCrop(AlertId id) const = 0;
    /// Crop of the reference (JPEG); empty if it is gone.
    virtual std::vector<std::byte> alertReference(AlertId id) const = 0;
    /// Acknowledges, dismisses, or opens again. Throws Error(kNotFound; kInvalidArgument: a dismissal without
    /// a reason, one that somebody has decided already: it must be opened again first).
    virtual void decide(AlertId id, AlertState state, const std::string& reason = {}) = 0;

    virtual std::vector<Webhook> webhooks() const = 0;
    /// Adds it, or changes the one of its id. Throws Error(kInvalidArgument: an address that is none or is
    /// taken, a short secret; kNotFound).
    virtual WebhookId saveWebhook(const Webhook& hook) = 0;
    virtual void removeWebhook(WebhookId id) = 0;
    /// The oldest alert that this webhook waits for, if it is due: taken until `now + leaseMs`, so that
    /// nobody else sends it meanwhile and a sender that dies leaves it to the next. Nothing passes one that
    /// is not delivered.
    virtual std::optional<Delivery> claimDelivery(WebhookId hook, UnixMs now, UnixMs leaseMs) = 0;
    enum class Outcome { kDelivered, kRefused, kLater };
    /// What came of it; `dueAt` counts for kLater.
    virtual void settleDelivery(const Delivery& delivery, Outcome outcome, UnixMs dueAt,
                                const std::string& trouble = {}) = 0;
};

}  // namespace lineament
