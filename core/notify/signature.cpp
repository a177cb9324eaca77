#include "core/notify/signature.h"

#include <sodium.h>

#include <array>

#include "core/base/check.h"

namespace lineament {
namespace {

template <std::size_t size>
std::string hexadecimal(const std::array<unsigned char, size>& bytes) {
    std::string text(2 * size + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string hmacSha256(std::string_view secret, std::string_view text) {
    LINEAMENT_CHECK(sodium_init() >= 0);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytesOf(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytesOf(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code{};
    crypto_auth_hmacsha256_final(&state, code.data());
    return hexadecimal(code);
}

std::string signature(std::string_view secret, UnixMs at, std::string_view body) {
    const auto seconds = std::to_string(at / 1000);
    return "t=" + seconds + ",v1=" + hmacSha256(secret, seconds + "." + std::string(body));
}

std::string newSecret() {
    LINEAMENT_CHECK(sodium_init() >= 0);
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hexadecimal(bytes);
}

}  // namespace lineament
