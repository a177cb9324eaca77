#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/test_main.h"

namespace {

/// Each test starts from the same random state, whatever ran before it.
class Reseed : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override { std::srand(1); }
};

}  // namespace

namespace lineament::test {

int runAllTests(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    testing::UnitTest::GetInstance()->listeners().Append(new Reseed);
    const int status = RUN_ALL_TESTS();
    const auto& unit = *testing::UnitTest::GetInstance();
    const bool listing = GTEST_FLAG_GET(list_tests);
    if (status == 0 && !listing && unit.test_to_run_count() == 0) return 1;
    if (status == 0 && !listing && unit.successful_test_count() == 0) return 77;
    return status;
}

}  // namespace lineament::test

// Window tests bring a main of their own, with a QApplication.
__attribute__((weak)) int main(int argc, char** argv) { return lineament::test::runAllTests(argc, argv); }
