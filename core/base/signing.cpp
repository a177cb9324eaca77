#include "core/base/signing.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeyName = "lineage.key";

std::string hexOf(const unsigned char* bytes, std::size_t count) {
    std::string text(2 * count + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

template <std::size_t N>
bool fromHex(const std::string& text, std::array<unsigned char, N>& bytes) {
    std::size_t written = 0;
    return sodium_hex2bin(bytes.data(), N, text.data(), text.size(), nullptr, &written, nullptr) == 0 &&
           written == N;
}

void prepareSodium() {
    if (sodium_init() < 0) throw Error(ErrorCode::kInternal, "libsodium", "it cannot be started");
}

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

struct KeyPair {
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open;
};

std::optional<KeyPair> readKey(const fs::path& folder) {
    std::ifstream file(folder / kKeyName, std::ios::binary);
    if (!file) return std::nullopt;
    KeyPair pair;
    if (!file.read(reinterpret_cast<char*>(pair.secret.data()), pair.secret.size()))
        throw Error(ErrorCode::kUnreadable, (folder / kKeyName).string(), "the key is cut off");
    crypto_sign_ed25519_sk_to_pk(pair.open.data(), pair.secret.data());
    return pair;
}

KeyPair keyOf(const fs::path& folder) {
    if (const auto known = readKey(folder)) return *known;
    KeyPair pair;
    crypto_sign_keypair(pair.open.data(), pair.secret.data());
    makeFolder(folder);
    const auto file = folder / kKeyName;
    writeAtomically(file, [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(pair.secret.data()), pair.secret.size());
    });
    std::error_code ignored;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ignored);
    return pair;
}

}  // namespace

TextSignature signText(std::string_view text, const fs::path& keyFolder) {
    prepareSodium();
    const auto key = keyOf(keyFolder);
    std::array<unsigned char, crypto_sign_BYTES> signature;
    crypto_sign_detached(signature.data(), nullptr, bytesOf(text), text.size(), key.secret.data());
    return {hexOf(signature.data(), signature.size()), hexOf(key.open.data(), key.open.size())};
}

SignatureCheck checkSignature(std::string_view text, const TextSignature& signature,
                              const fs::path& keyFolder) {
    prepareSodium();
    SignatureCheck check;
    std::array<unsigned char, crypto_sign_BYTES> bytes;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open;
    if (!fromHex(signature.signature, bytes) || !fromHex(signature.publicKey, open)) return check;
    check.valid = crypto_sign_verify_detached(bytes.data(), bytesOf(text), text.size(), open.data()) == 0;
    try {
        const auto own = readKey(keyFolder);
        check.ownKey = check.valid && own && own->open == open;
    } catch (const Error&) {
        check.ownKey = false;
    }
    return check;
}

}  // namespace lineament
