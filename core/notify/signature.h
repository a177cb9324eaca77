#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace lineament {

/// In lower-case hexadecimal. Source: RFC 2104, FIPS 180-4.
std::string hmacSha256(std::string_view secret, std::string_view text);

/// What a request carries so that its receiver knows who sent it and when: "t=SECONDS,v1=HEX", HEX being the
/// HMAC-SHA256 of "SECONDS.BODY". A receiver refuses one whose time lies far off, as it may be a copy.
std::string signature(std::string_view secret, UnixMs at, std::string_view body);

/// A secret of 256 bits from the system's generator, as 64 hexadecimal digits.
std::string newSecret();

}  // namespace lineament
