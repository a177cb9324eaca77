#include "core/notify/http_post.h"

#include <httplib.h>

#include <algorithm>
#include <charconv>

#include "core/base/http_address.h"

namespace lineament {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kLargestAnswer = 1 << 20;
constexpr std::chrono::milliseconds kLongestConnect{3000};
constexpr int kLongestRetryAfter = 86'400;

std::optional<std::chrono::seconds> retryAfterOf(const std::string& text) {
    int seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc() || end != text.data() + text.size() || seconds < 0) return std::nullopt;
    return std::chrono::seconds(std::min(seconds, kLongestRetryAfter));
}

std::string wordsOf(httplib::Error error) {
    switch (error) {
        case httplib::Error::Connection:
            return http_trouble::kNoConnection;
        case httplib::Error::Read:
            return http_trouble::kNoAnswer;
        case httplib::Error::Write:
            return http_trouble::kNotTaken;
        case httplib::Error::SSLConnection:
        case httplib::Error::SSLLoadingCerts:
            return http_trouble::kNotEncrypted;
        case httplib::Error::SSLServerVerification:
            return http_trouble::kNotTrusted;
        case httplib::Error::Canceled:
            return http_trouble::kTooLong;
        default:
            return httplib::to_string(error);
    }
}

class NetworkPost final : public HttpPost {
  public:
    HttpAnswer post(const HttpRequest& given, const std::stop_token& stop) override {
        const auto address = httpAddressOf(given.url);
        if (!address) return {.trouble = http_trouble::kNoAddress};
        httplib::Client client(address->server);
        if (!client.is_valid()) return {.trouble = http_trouble::kNoAddress};
        // Nothing ends an attempt to connect early: it is kept short.
        client.set_connection_timeout(std::min(given.timeout, kLongestConnect));
        client.set_read_timeout(given.timeout);
        client.set_write_timeout(given.timeout);
        client.set_keep_alive(false);
        httplib::Request request;
        request.method = "POST";
        request.path = address->path;
        request.body = given.body;
        request.set_header("Content-Type", "application/json");
        for (const auto& [name, value] : given.headers)
            request.set_header(name, value);
        // The answer is read to its end, but no receiver may keep us with an endless one.
        const auto until = Steady::now() + 2 * given.timeout;
        request.content_receiver = [&](const char*, std::size_t, std::uint64_t offset, std::uint64_t) {
            return offset < kLargestAnswer && Steady::now() < until && !stop.stop_requested();
        };
        if (stop.stop_requested()) return {.trouble = "stopped"};
        const std::stop_callback end(stop, [&] { client.stop(); });
        const auto result = client.send(request);
        if (!result) return {.trouble = wordsOf(result.error())};
        HttpAnswer answer{.status = result->status};
        if (result->has_header("Retry-After"))
            answer.retryAfter = retryAfterOf(result->get_header_value("Retry-After"));
        return answer;
    }
};

}  // namespace

std::unique_ptr<HttpPost> makeHttpPost() {
    return std::make_unique<NetworkPost>();
}

}  // namespace lineament
