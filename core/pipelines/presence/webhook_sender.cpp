#include "core/pipelines/presence/webhook_sender.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/notify/signature.h"
#include "core/pipelines/presence/pauses.h"
#include "core/store/alert_book.h"

namespace lineament {
namespace {

using Json = nlohmann::ordered_json;

/// Longer than any post can take.
constexpr UnixMs kLeaseMargin = 5000;
constexpr int kListEvery = 4;  ///< polls

/// The receiver has understood the request and says that this alert is bad; anything else may pass.
bool callsItBad(int status) {
    return status == 400 || status == 413 || status == 415 || status == 422;
}

template <class Id>
Json idOrNull(Id id) {
    return id.valid() ? Json(id.value()) : Json(nullptr);
}

std::optional<Webhook> hookOf(Store& store, WebhookId id) {
    for (auto& hook : store.alertBook().webhooks())
        if (hook.id == id && hook.enabled) return hook;
    return std::nullopt;
}

}  // namespace

void WebhookOptions::validate() const {
    LINEAMENT_REQUIRE(firstPauseMs >= 10 && firstPauseMs <= 3'600'000, "first pause",
                      "it lies between 10 ms and an hour");
    LINEAMENT_REQUIRE(longestPauseMs >= firstPauseMs && longestPauseMs <= 86'400'000, "longest pause",
                      "it lies between the first one and a day");
    LINEAMENT_REQUIRE(pollMs >= 10 && pollMs <= 60'000, "poll", "it lies between 10 ms and a minute");
    LINEAMENT_REQUIRE(timeout.count() >= 10 && timeout.count() <= 60'000, "timeout",
                      "it lies between 10 ms and a minute");
    LINEAMENT_REQUIRE(refusals >= 1 && refusals <= 100, "refusals", "there are 1 to 100");
}

UnixMs WebhookOptions::pauseAfter(int attempts) const {
    const int doublings = std::clamp(attempts - 1, 0, 30);
    return std::min(longestPauseMs, firstPauseMs << doublings);
}

std::string alertDocument(const Alert& alert) {
    return Json{
        {"event", "alert.raised"},
        {"key", alert.key},
        {"alert_id", alert.id.value()},
        {"at", iso8601(alert.at)},
        {"watchlist",
         {{"watchlist_id", idOrNull(alert.list)},
          {"name", alert.listName},
          {"priority", static_cast<int>(alert.priority)}}},
        {"person", {{"identity_id", alert.identity.value()}, {"name", alert.name}}},
        {"camera", {{"camera_id", idOrNull(alert.camera)}, {"name", alert.cameraName}, {"zone", alert.zone}}},
        {"similarity", alert.similarity},
        {"threshold", alert.threshold},
        {"fmr", alert.fmr},
        {"quality", alert.quality},
        {"state", name(alert.state)}}
        .dump();
}

WebhookSender::WebhookSender(std::shared_ptr<Store> store, WebhookOptions options, MakePost make)
    : store_(std::move(store)), options_(options), make_(std::move(make)) {
    options_.validate();
}

void WebhookSender::run(std::stop_token stop) {
    std::map<WebhookId, std::jthread> threads;
    while (!stop.stop_requested()) {
        try {
            std::map<WebhookId, std::jthread> kept;
            for (const auto& hook : store_->alertBook().webhooks()) {
                if (!hook.enabled) continue;
                if (const auto known = threads.find(hook.id); known != threads.end())
                    kept.insert(threads.extract(known));
                else
                    kept.emplace(hook.id,
                                 [this, id = hook.id](const std::stop_token& own) { serve(id, own); });
            }
            threads = std::move(kept);  // those of webhooks that are gone stop here
        } catch (const std::exception& error) {
            log::warning(std::string("webhooks: ") + error.what());
        }
        pause(std::chrono::milliseconds(options_.pollMs * kListEvery), stop);
    }
}

void WebhookSender::serve(WebhookId id, const std::stop_token& stop) {
    nameThisThread("webhook");
    const auto post = make_();
    while (!stop.stop_requested()) {
        bool more = false;
        try {
            if (const auto hook = hookOf(*store_, id)) more = sendOne(*hook, *post, stop);
        } catch (const std::exception& error) {
            log::warning("webhook " + std::to_string(id.value()) + ": " + error.what());
        }
        if (!more) pause(std::chrono::milliseconds(options_.pollMs), stop);
    }
}

/// True if one was delivered: the next may be due.
bool WebhookSender::sendOne(const Webhook& hook, HttpPost& post, const std::stop_token& stop) {
    auto& book = store_->alertBook();
    const UnixMs lease = 4 * options_.timeout.count() + kLeaseMargin;
    const auto delivery = book.claimDelivery(hook.id, options_.clock->now(), lease);
    if (!delivery) return false;
    const auto alert = book.alert(delivery->alert);
    if (!alert) return true;  // its person was removed meanwhile, and with them the delivery
    HttpRequest request;
    request.url = hook.url;
    request.timeout = options_.timeout;
    request.body = alertDocument(*alert);
    request.headers = {
        {"Idempotency-Key", alert->key},
        {"X-Lineament-Event", "alert.raised"},
        {"X-Lineament-Attempt", std::to_string(delivery->attempts)},
        {"X-Lineament-Signature", signature(hook.secret, options_.clock->now(), request.body)}};
    const auto answer = post.post(request, stop);
    const UnixMs now = options_.clock->now();
    if ((answer.status >= 200 && answer.status < 300) || answer.status == 409) {  // 409: it has it already
        book.settleDelivery(*delivery, AlertBook::Outcome::kDelivered, now);
        return true;
    }
    if (stop.stop_requested()) {
        book.settleDelivery(*delivery, AlertBook::Outcome::kLater, now, hook.trouble);
        return false;
    }
    const auto trouble = answer.status ? "HTTP " + std::to_string(answer.status) : answer.trouble;
    if (callsItBad(answer.status) && delivery->attempts >= options_.refusals) {
        log::warning(hook.url + ": refuses " + alert->key + " for good: " + trouble);
        book.settleDelivery(*delivery, AlertBook::Outcome::kRefused, now, trouble);
        return true;
    }
    UnixMs wait = options_.pauseAfter(delivery->attempts);
    if (answer.retryAfter) wait = std::max<UnixMs>(wait, 1000 * answer.retryAfter->count());
    book.settleDelivery(*delivery, AlertBook::Outcome::kLater, now + wait, trouble);
    return false;
}

}  // namespace lineament
