#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "core/domain/watchlist.h"
#include "core/notify/http_post.h"
#include "core/store/store.h"

namespace lineament {

struct WebhookOptions {
    UnixMs firstPauseMs = 1000;       ///< after the first failure, doubled with each more, 10 to 3 600 000
    UnixMs longestPauseMs = 300'000;  ///< at least the first one, at most 86 400 000
    UnixMs pollMs = 300;              ///< how often the queue is looked at, 10 to 60 000
    std::chrono::milliseconds timeout{10'000};  ///< 10 to 60 000 ms
    int refusals = 5;  ///< an alert that the receiver calls bad so often is given up, 1 to 100
    const Clock* clock = &Clock::system();
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
    /// How long to wait after so many failures, 1 at least.
    UnixMs pauseAfter(int attempts) const;
};

/// An alert as a JSON document.
std::string alertDocument(const Alert& alert);

/// Tells webhooks of alerts: each in the order they were raised, one after another, until it has taken them.
/// The queue is in the store, so what was not told is told after a restart; "Idempotency-Key" names the
/// event, should a receiver get one twice because the word that it has it was lost. Several may run on one
/// store.
class WebhookSender {
  public:
    using MakePost = std::function<std::unique_ptr<HttpPost>()>;
    /// Throws Error(kInvalidArgument).
    explicit WebhookSender(std::shared_ptr<Store> store, WebhookOptions options = {},
                           MakePost make = makeHttpPost);

    /// Until stopped; each webhook has a thread of its own, so that none waits for another. Trouble is in
    /// AlertBook::webhooks(), that of the store in the log.
    void run(std::stop_token stop);

  private:
    void serve(WebhookId id, const std::stop_token& stop);
    bool sendOne(const Webhook& hook, HttpPost& post, const std::stop_token& stop);

    std::shared_ptr<Store> store_;
    WebhookOptions options_;
    MakePost make_;
};

}  // namespace lineament
