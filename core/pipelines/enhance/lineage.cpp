#include "core/pipelines/enhance/lineage.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

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

std::string pixelsSha256(const cv::Mat& bgr) {
    std::string bytes = std::to_string(bgr.cols) + "x" + std::to_string(bgr.rows) + ":";
    for (int y = 0; y < bgr.rows; ++y)
        bytes.append(bgr.ptr<char>(y), static_cast<std::size_t>(bgr.cols) * bgr.elemSize());
    return sha256(bytes);
}

std::map<std::string, std::string> signedLineage(const LineageRecord& record, const fs::path& keyFolder) {
    nlohmann::ordered_json json = {{"input", record.inputSha256},
                                   {"pixels", record.pixelsSha256},
                                   {"steps", enhance::toJson(record.chain)},
                                   {"program", "Lineament " LINEAMENT_VERSION}};
    for (const auto& [id, hash] : record.networks)
        json["networks"][id] = hash;
    std::map<std::string, std::string> fields = {{"record", json.dump()}};
    if (keyFolder.empty()) return fields;
    prepareSodium();
    const auto key = keyOf(keyFolder);
    std::array<unsigned char, crypto_sign_BYTES> signature;
    const auto& text = fields["record"];
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                         text.size(), key.secret.data());
    fields["signature"] = hexOf(signature.data(), signature.size());
    fields["publicKey"] = hexOf(key.open.data(), key.open.size());
    return fields;
}

LineageCheck checkLineage(const std::map<std::string, std::string>& lineage, const fs::path& keyFolder) {
    LineageCheck check;
    const auto field = [&](const char* name) {
        const auto found = lineage.find(name);
        return found == lineage.end() ? std::string() : found->second;
    };
    check.record = field("record");
    check.present = !check.record.empty();
    const auto json = nlohmann::json::parse(check.record, nullptr, false);
    if (json.is_object() && json.value("pixels", nlohmann::json()).is_string())
        check.pixelsSha256 = json["pixels"];
    prepareSodium();
    std::array<unsigned char, crypto_sign_BYTES> signature;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open;
    if (!check.present || !fromHex(field("signature"), signature) || !fromHex(field("publicKey"), open))
        return check;
    check.signatureValid = crypto_sign_verify_detached(
                               signature.data(), reinterpret_cast<const unsigned char*>(check.record.data()),
                               check.record.size(), open.data()) == 0;
    try {
        const auto own = readKey(keyFolder);
        check.ownKey = check.signatureValid && own && own->open == open;
    } catch (const Error&) {
        check.ownKey = false;
    }
    return check;
}

}  // namespace lineament
