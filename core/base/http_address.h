#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lineament {

/// "https://host:8443/hook?x=1" in the two parts that a client needs.
struct HttpAddress {
    std::string server;  ///< "https://host:8443"
    std::string path;    ///< "/hook?x=1"; "/" if there is none
};

/// Empty if it is no address of a program that can be asked: of another scheme, without a host, with a port
/// that there is not, with a name and password before the host, or with spaces.
std::optional<HttpAddress> httpAddressOf(std::string_view url);

/// The detail of an Error(kInvalidArgument) about an address that is none.
inline constexpr const char* kNoHttpAddress =
    "its address must be http://HOST or https://HOST, with a port and a path if need be, without a password";

}  // namespace lineament
