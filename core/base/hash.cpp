#include "core/base/hash.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "core/base/check.h"

namespace lineament {
namespace {

class Digest {
  public:
    Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        LINEAMENT_CHECK(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(const void* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
        unsigned length = 0;
        EVP_DigestFinal_ex(context_.get(), value.data(), &length);
        static constexpr char kDigits[] = "0123456789abcdef";
        std::string text;
        text.reserve(2 * length);
        for (unsigned i = 0; i < length; ++i) {
            text += kDigits[value[i] >> 4];
            text += kDigits[value[i] & 15];
        }
        return text;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256(std::span<const std::byte> bytes) {
    Digest digest;
    digest.add(bytes.data(), bytes.size());
    return digest.hex();
}

std::string sha256(std::string_view text) { return sha256(std::as_bytes(std::span(text.data(), text.size()))); }

std::string sha256File(const std::filesystem::path& path, const std::function<void()>& perPiece) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::error_code ignored;
        throw std::filesystem::exists(path, ignored)
            ? Error(ErrorCode::kUnreadable, path.string(), "the file cannot be opened")
            : Error(ErrorCode::kNotFound, path.string(), "there is no such file");
    }
    Digest digest;
    std::vector<char> piece(1 << 20);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        digest.add(piece.data(), static_cast<std::size_t>(file.gcount()));
        if (perPiece) perPiece();
    }
    if (file.bad()) throw Error(ErrorCode::kUnreadable, path.string(), "reading failed half way");
    return digest.hex();
}

}  // namespace lineament
