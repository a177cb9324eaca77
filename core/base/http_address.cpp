#include "core/base/http_address.h"

#include <algorithm>
#include <charconv>

namespace lineament {
namespace {

bool isPort(std::string_view text) {
    int port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    return problem == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

bool isHost(std::string_view text) {
    if (!text.empty() && text.front() == '[') {  // [::1]
        const auto closed = text.find(']');
        if (closed == std::string_view::npos || closed == 1) return false;
        const auto rest = text.substr(closed + 1);
        return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
    }
    const auto colon = text.find(':');
    return !text.substr(0, colon).empty() &&
           (colon == std::string_view::npos || isPort(text.substr(colon + 1)));
}

}  // namespace

std::optional<HttpAddress> httpAddressOf(std::string_view url) {
    const auto scheme = url.starts_with("http://") ? 7u : url.starts_with("https://") ? 8u : 0u;
    const bool spaced = std::any_of(url.begin(), url.end(), [](char letter) {
        return static_cast<unsigned char>(letter) <= ' ' || letter == '\x7f';
    });
    if (scheme == 0 || spaced) return std::nullopt;
    const auto after = std::min(url.find_first_of("/?#", scheme), url.size());
    const auto host = url.substr(scheme, after - scheme);
    if (!isHost(host) || host.find_first_of("@\\\"<>") != std::string_view::npos) return std::nullopt;
    HttpAddress address{std::string(url.substr(0, after)), std::string(url.substr(after))};
    address.path.erase(std::min(address.path.find('#'), address.path.size()));
    if (address.path.empty() || address.path.front() != '/') address.path = '/' + address.path;
    return address;
}

}  // namespace lineament
