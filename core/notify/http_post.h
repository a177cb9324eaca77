#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace lineament {

struct HttpRequest {
    std::string url;  ///< http:// or https://, of which the certificate is verified
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                           ///< JSON
    std::chrono::milliseconds timeout{10'000};  ///< to connect, to send, and for each part of the answer
};

/// Why there is no answer, as HttpAnswer::trouble says it; besides these, what the library says.
namespace http_trouble {
inline constexpr const char *kNoAddress = "the address is none",
                            *kNoConnection = "there is no connection to it",
                            *kNoAnswer = "it did not answer in time",
                            *kNotTaken = "it did not take the request in time",
                            *kNotEncrypted = "no encrypted connection could be made",
                            *kNotTrusted = "its certificate is not to be trusted",
                            *kTooLong = "its answer was too long or too slow";
}  // namespace http_trouble

struct HttpAnswer {
    int status = 0;                                  ///< 0: there was none
    std::string trouble;                             ///< why there was none
    std::optional<std::chrono::seconds> retryAfter;  ///< what the receiver asks for
};

/// Posts documents to other programs. Thread: one.
class HttpPost {
  public:
    virtual ~HttpPost() = default;
    /// Never throws for what the receiver does or does not; redirects are not followed, and of the answer
    /// only the status counts. A stop ends it soon.
    virtual HttpAnswer post(const HttpRequest& request, const std::stop_token& stop) = 0;
};

/// Over the network.
std::unique_ptr<HttpPost> makeHttpPost();

}  // namespace lineament
