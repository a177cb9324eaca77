#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace lineament {

/// A signature of a text and the key that checks it, in lower-case hexadecimal. Source: RFC 8032 (Ed25519).
struct TextSignature {
    std::string signature;  ///< 64 bytes
    std::string publicKey;  ///< 32 bytes
};

/// Signs with the key pair of a data store's folder, which is made at first use and readable by its owner
/// alone. Throws Error(kDiskFull, kUnwritable).
TextSignature signText(std::string_view text, const std::filesystem::path& keyFolder);

struct SignatureCheck {
    bool valid = false;   ///< nobody changed the text since it was signed
    bool ownKey = false;  ///< and it was signed by the store of this folder
};
/// Never throws for what the signature holds.
SignatureCheck checkSignature(std::string_view text, const TextSignature& signature,
                              const std::filesystem::path& keyFolder);

}  // namespace lineament
