#include <gtest/gtest.h>
#include <torch/torch.h>

// LibTorch's generator starts from a seed of its own in every process: a test that draws tensors would see
// others each time, and fail once in a hundred.

namespace {

class SeedLibTorch : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override { torch::manual_seed(1); }
};

[[maybe_unused]] const bool kAppended = [] {
    testing::UnitTest::GetInstance()->listeners().Append(new SeedLibTorch);
    return true;
}();

}  // namespace
