#pragma once

#include "core/store/alert_book.h"

namespace lineament {

class SqliteStore;

/// Watchlists and alerts over SQLite, by the connections of the store it belongs to.
class SqliteAlertBook final : public AlertBook {
  public:
    explicit SqliteAlertBook(SqliteStore& store) : store_(store) {}

    std::vector<Watchlist> watchlists() const override;
    WatchlistId saveWatchlist(const Watchlist& list) override;
    void removeWatchlist(WatchlistId id) override;
    std::optional<AlertId> raise(const Alert& alert, UnixMs coolDownMs) override;
    std::vector<Alert> alerts(const AlertQuery& query) const override;
    std::optional<Alert> alert(AlertId id) const override;
    int newAlerts() const override;
    std::vector<std::byte> alertCrop(AlertId id) const override;
    std::vector<std::byte> alertReference(AlertId id) const override;
    void decide(AlertId id, AlertState state, const std::string& reason) override;
    std::vector<Webhook> webhooks() const override;
    WebhookId saveWebhook(const Webhook& hook) override;
    void removeWebhook(WebhookId id) override;
    std::optional<Delivery> claimDelivery(WebhookId hook, UnixMs now, UnixMs leaseMs) override;
    void settleDelivery(const Delivery& delivery, Outcome outcome, UnixMs dueAt,
                        const std::string& trouble) override;

  private:
    SqliteStore& store_;
};

}  // namespace lineament
