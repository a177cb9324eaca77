#pragma once

#include <cstddef>
#include <string>

namespace lineament {

/// What one guess at a password costs whoever guesses, and the program once at every sign-in.
struct PasswordCost {
    unsigned long long passes = 2;       ///< over the memory, 1 to 10
    std::size_t memoryBytes = 64 << 20;  ///< 8 KiB to 1 GiB
    void validate() const;
    /// As little as the algorithm takes: for tests.
    static PasswordCost least() { return {1, 8192}; }
};

inline constexpr std::size_t kShortestPassword = 8, kLongestPassword = 1024;  ///< bytes

/// Throws Error(kInvalidArgument) for a password that is too short, too long or the account's own name.
void requirePassword(const std::string& password, const std::string& accountName);

/// What is kept of a password: Argon2id with a random salt and its parameters, as text.
/// Cost: about 0.1 s and 64 MiB. Throws Error(kInvalidArgument, kTooLarge: no memory).
/// Source: RFC 9106; libsodium crypto_pwhash_str.
std::string hashPassword(const std::string& password, const PasswordCost& cost = {});
/// Takes as long as the credential says. False also for a credential that is none.
bool passwordFits(const std::string& password, const std::string& credential);

}  // namespace lineament
