#pragma once

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/store/store.h"
#include "tests/support/places.h"

namespace lineament::test {

inline constexpr const char* kRecogniser = "test@1";
inline constexpr const char* kStoreFile = "lineament.sqlite";

/// A clock that a test sets.
class SetClock : public Clock {
  public:
    UnixMs now() const override { return time; }
    UnixMs time = 1'700'000'000'000;
};

/// A face with every field set, as `n` has it.
Face someFace(int n);
/// A sample with a crop and a template; the same n gives the same one.
Store::NewSample someSample(int n, const std::string& recogniser = kRecogniser);
/// `count` boxes, one every 40 ms from firstMs, at x.
Track someTrack(double firstMs, float x, int count = 10);

std::vector<std::byte> bytesOf(const std::string& text);
std::string contentOf(const std::filesystem::path& file);

/// The code of the Error that call() throws; a failure if it throws none.
template <class Call>
std::optional<ErrorCode> codeOf(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_FALSE(error.detail().empty());
        return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return std::nullopt;
}

/// A store in a folder of its own, by a known actor and clock.
class StoreTest : public testing::Test {
  protected:
    StoreTest() { reopen(); }

    void reopen() {
        store.reset();
        store = Store::open(folder.path(), {.actor = "tester", .clock = &clock});
    }
    IdentityId enrol(const std::string& name, int sample) {
        return store->enrol(name, "", {someSample(sample)}).identity;
    }
    std::string nameOf(IdentityId id) const {
        const auto identity = store->identity(id);
        return identity ? identity->name : "(nobody)";
    }
    std::filesystem::path file() const { return folder / kStoreFile; }
    /// A connection of somebody else.
    SQLite::Database raw() const { return SQLite::Database(file().string(), SQLite::OPEN_READWRITE); }

    TempFolder folder;
    SetClock clock;
    std::shared_ptr<Store> store;
};

}  // namespace lineament::test
