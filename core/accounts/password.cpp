#include "core/accounts/password.h"

#include <sodium.h>

#include "core/base/check.h"
#include "core/base/error.h"

namespace lineament {

void PasswordCost::validate() const {
    LINEAMENT_REQUIRE(passes >= 1 && passes <= 10, "cost of passwords", "it takes 1 to 10 passes");
    LINEAMENT_REQUIRE(memoryBytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN && memoryBytes <= (1u << 30),
                      "cost of passwords", "it takes 8 KiB to 1 GiB of memory");
}

void requirePassword(const std::string& password, const std::string& accountName) {
    LINEAMENT_REQUIRE(password.size() >= kShortestPassword, "password",
                      "it needs " + std::to_string(kShortestPassword) + " characters at least");
    LINEAMENT_REQUIRE(password.size() <= kLongestPassword, "password",
                      "it is longer than " + std::to_string(kLongestPassword) + " characters");
    LINEAMENT_REQUIRE(password != accountName, "password", "it must differ from the name");
}

std::string hashPassword(const std::string& password, const PasswordCost& cost) {
    cost.validate();
    LINEAMENT_CHECK(sodium_init() >= 0);
    char text[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(text, password.data(), password.size(), cost.passes, cost.memoryBytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error(ErrorCode::kTooLarge, "password", "there is not enough memory to hash it");
    return text;
}

bool passwordFits(const std::string& password, const std::string& credential) {
    LINEAMENT_CHECK(sodium_init() >= 0);
    if (credential.size() >= crypto_pwhash_STRBYTES) return false;
    char text[crypto_pwhash_STRBYTES] = {};
    credential.copy(text, sizeof text - 1);
    return crypto_pwhash_str_verify(text, password.data(), password.size()) == 0;
}

}  // namespace lineament
