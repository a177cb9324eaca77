#include "app/cli/service/admission.h"

#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace lineament::cli {
namespace {

constexpr std::size_t kShortestToken = 16;
constexpr std::size_t kMostAddresses = 4096;

/// Takes as long whatever differs, and whether anything does.
bool sameText(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return false;
    volatile unsigned char differs = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        differs = differs | static_cast<unsigned char>(a[i] ^ b[i]);
    return differs == 0;
}

}  // namespace

TokenGuard::TokenGuard(const std::string& token) : digest_(sha256(token)) {
    LINEAMENT_REQUIRE(token.size() >= kShortestToken, "token", "it must have 16 characters at least");
}

bool TokenGuard::admits(const std::string& header) const {
    constexpr std::string_view kScheme = "Bearer ";
    if (header.compare(0, kScheme.size(), kScheme) != 0) return false;
    // Digests of equal length: neither the length nor a common beginning of the token can be timed.
    return sameText(sha256(header.substr(kScheme.size())), digest_);
}

RateLimit::RateLimit(double perSecond, double burst, const Clock& clock)
    : perSecond_(perSecond), burst_(burst), clock_(clock) {}

double RateLimit::refilled(const Account& account, UnixMs now) const {
    const double passed = static_cast<double>(std::max<UnixMs>(0, now - account.at)) / 1000;
    return std::min(burst_, account.left + passed * perSecond_);
}

bool RateLimit::take(const std::string& address, double cost) {
    std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    if (accounts_.size() >= kMostAddresses && !accounts_.count(address)) {
        forgetTheFull(now);
        if (accounts_.size() >= kMostAddresses) return false;
    }
    auto& account = accounts_.try_emplace(address, Account{burst_, now}).first->second;
    account.left = refilled(account, now);
    account.at = now;
    if (account.left < cost) return false;
    account.left -= cost;
    return true;
}

void RateLimit::forgetTheFull(UnixMs now) {
    std::erase_if(accounts_, [&](const auto& entry) { return refilled(entry.second, now) >= burst_; });
}

std::size_t RateLimit::addresses() const {
    std::lock_guard lock(mutex_);
    return accounts_.size();
}

BoundedPool::BoundedPool(std::size_t threads, std::size_t waiting) : waiting_(waiting) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

void BoundedPool::enqueue(std::function<void()> work) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || queue_.size() < waiting_; });
    queue_.push_back(std::move(work));
    lock.unlock();
    changed_.notify_all();
}

void BoundedPool::shutdown() {
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

void BoundedPool::work() {
    nameThisThread("http");
    for (;;) {
        std::function<void()> next;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return closed_ || !queue_.empty(); });
            if (queue_.empty()) return;
            next = std::move(queue_.front());
            queue_.pop_front();
        }
        changed_.notify_all();
        next();
    }
}

}  // namespace lineament::cli
