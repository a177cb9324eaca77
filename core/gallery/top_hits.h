#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <unordered_set>
#include <vector>

#include "core/domain/identity.h"

namespace lineament {

/// What a row of the index stands for.
struct Reference {
    TemplateId id;
    IdentityId identity;
};

struct ScoredRow {
    float similarity = 0;
    std::uint32_t row = 0;
};

/// Keeps the best of a stream of scores: all that reach the floor go into a buffer, which is cut down to the
/// best whenever it is full. Costs one comparison a score once the floor has risen; any k is as good.
class TopHits {
  public:
    enum class By { kReference, kIdentity };  ///< kIdentity: at most the best row of each identity

    TopHits(std::size_t k, By by, const std::vector<Reference>& references)
        : k_(k), by_(by), references_(references), capacity_(2 * k + 256) {}

    /// Scores below cannot be among the best any more.
    float floor() const { return floor_; }

    void offer(ScoredRow hit) {
        hits_.push_back(hit);
        if (hits_.size() >= capacity_) cut();
    }

    void merge(const TopHits& other) {
        for (const auto& hit : other.hits_)
            offer(hit);
    }

    /// The best k, best first; ties by smaller template id.
    const std::vector<ScoredRow>& best() {
        cut();
        return hits_;
    }

  private:
    void cut() {
        std::sort(hits_.begin(), hits_.end(), [this](const ScoredRow& a, const ScoredRow& b) {
            if (a.similarity != b.similarity) return a.similarity > b.similarity;
            return references_[a.row].id < references_[b.row].id;
        });
        if (by_ == By::kIdentity) {
            std::unordered_set<IdentityId> seen;
            std::erase_if(hits_, [&](const ScoredRow& hit) {
                return !seen.insert(references_[hit.row].identity).second;
            });
        }
        if (hits_.size() < k_) return;
        hits_.resize(k_);
        floor_ = hits_.back().similarity;
    }

    std::size_t k_;
    By by_;
    const std::vector<Reference>& references_;
    std::size_t capacity_;
    float floor_ = -std::numeric_limits<float>::infinity();
    std::vector<ScoredRow> hits_;
};

}  // namespace lineament
