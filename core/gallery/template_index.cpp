#include "core/gallery/template_index.h"

#include <sys/mman.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>

#include "core/base/check.h"
#include "core/gallery/dot_kernel.h"
#include "core/gallery/top_hits.h"
#include "core/gallery/worker_pool.h"

namespace lineament {
namespace {

constexpr std::size_t kRowsAtOnce =
    64;  // 128 KiB of 512 floats: stays in the second-level cache for all probes
constexpr std::size_t kRowsAShare = 1024;  // what a thread takes at a time
constexpr std::size_t kProbesAtOnce = 64;  // memory is swept once for so many
constexpr std::size_t kSpare = 16;         // candidates beyond k that are computed again in double
constexpr double kWorthThreads = 2e6;      // multiplications: below, waking others costs more than it gives
constexpr double kUnitTolerance = 1e-2;

/// Cache-line aligned; large blocks in huge pages, as a sweep of 4 KiB pages spends its time in the TLB.
template <class T>
struct SweepAllocator {
    using value_type = T;
    SweepAllocator() = default;
    template <class U>
    SweepAllocator(const SweepAllocator<U>&) {}

    T* allocate(std::size_t count) {
        constexpr std::size_t kHugePage = 2 << 20;
        const std::size_t alignment = count * sizeof(T) >= 2 * kHugePage ? kHugePage : 64;
        const std::size_t bytes = (count * sizeof(T) + alignment - 1) / alignment * alignment;
        void* memory = std::aligned_alloc(alignment, bytes);
        if (!memory) throw std::bad_alloc();
        if (alignment == kHugePage) madvise(memory, bytes, MADV_HUGEPAGE);  // advice only: may be refused
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }
    bool operator==(const SweepAllocator&) const { return true; }
};
using Block = std::vector<float, SweepAllocator<float>>;

void requireUnit(const Template& value) {
    double square = 0;
    for (const float v : value.values)
        square += static_cast<double>(v) * v;
    // Written so that NaN fails too.
    LINEAMENT_REQUIRE(std::abs(std::sqrt(square) - 1) <= kUnitTolerance, value.recogniser,
                      "a template is not of unit length");
}

}  // namespace

struct TemplateIndex::Impl {
    std::string recogniser;
    std::size_t dimension = 0;
    std::size_t stride = 0;
    Block rows;  // size() x stride
    std::vector<Reference> references;
    std::shared_ptr<WorkerPool> pool = WorkerPool::shared();

    void requireComparable(const Template& value) const {
        if (value.recogniser != recogniser)
            throw Error(ErrorCode::kModelMismatch, value.recogniser,
                        "its templates cannot be compared with those of " + recogniser);
        if (value.values.size() != dimension)
            throw Error(ErrorCode::kModelMismatch, value.recogniser,
                        "a template has " + std::to_string(value.values.size()) + " values instead of " +
                            std::to_string(dimension));
        requireUnit(value);
    }

    /// As similarity() of the domain has it, to the bit.
    float exactSimilarity(const float* probe, std::uint32_t row) const {
        const float* reference = rows.data() + row * stride;
        double sum = 0;
        for (std::size_t i = 0; i < dimension; ++i)
            sum += static_cast<double>(probe[i]) * reference[i];
        return static_cast<float>(std::clamp(sum, -1.0, 1.0));
    }

    /// Scores of all rows of the shares that this thread gets hold of, into one TopHits a probe.
    void sweep(const Block& probes, std::size_t probeCount, std::atomic<std::size_t>& nextShare,
               std::vector<TopHits>& best) const {
        Block products(probeCount * kRowsAtOnce);
        const std::size_t count = references.size();
        for (std::size_t first; (first = nextShare.fetch_add(kRowsAShare)) < count;) {
            const std::size_t last = std::min(first + kRowsAShare, count);
            for (std::size_t begin = first; begin < last; begin += kRowsAtOnce) {
                const std::size_t n = std::min(kRowsAtOnce, last - begin);
                dotProducts(rows.data() + begin * stride, n, probes.data(), probeCount, stride,
                            products.data());
                for (std::size_t p = 0; p < probeCount; ++p) {
                    const float* scores = products.data() + p * n;
                    for (std::size_t r = 0; r < n; ++r)
                        if (scores[r] >= best[p].floor())
                            best[p].offer({scores[r], static_cast<std::uint32_t>(begin + r)});
                }
            }
        }
    }

    std::vector<Hit> hitsOf(const float* probe, TopHits& best, std::size_t k) const {
        std::vector<Hit> hits;
        for (const auto& [similarity, row] : best.best())
            hits.push_back({references[row].id, references[row].identity, exactSimilarity(probe, row)});
        std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
            return a.similarity != b.similarity ? a.similarity > b.similarity : a.reference < b.reference;
        });
        if (hits.size() > k) hits.resize(k);
        return hits;
    }

    void searchBlock(std::span<const Template> probes, std::size_t k, TopHits::By by,
                     std::vector<std::vector<Hit>>& results) const {
        Block packed(probes.size() * stride);
        for (std::size_t p = 0; p < probes.size(); ++p)
            std::memcpy(packed.data() + p * stride, probes[p].values.data(), dimension * sizeof(float));

        const double work = static_cast<double>(references.size()) * stride * probes.size();
        const int threads = work >= kWorthThreads ? pool->threads() : 1;
        std::vector<std::vector<TopHits>> best(
            threads, std::vector<TopHits>(probes.size(), TopHits(k + kSpare, by, references)));
        std::atomic<std::size_t> nextShare = 0;
        const auto sweepShares = [&](int thread) { sweep(packed, probes.size(), nextShare, best[thread]); };
        if (threads == 1)
            sweepShares(0);
        else
            pool->run(sweepShares);

        for (std::size_t p = 0; p < probes.size(); ++p) {
            for (int thread = 1; thread < threads; ++thread)
                best[0][p].merge(best[thread][p]);
            results.push_back(hitsOf(packed.data() + p * stride, best[0][p], k));
        }
    }

    std::vector<std::vector<Hit>> search(std::span<const Template> probes, int k, TopHits::By by) const {
        LINEAMENT_REQUIRE(k > 0, "k", "at least one hit must be asked for");
        for (const auto& probe : probes)
            requireComparable(probe);
        std::vector<std::vector<Hit>> results;
        results.reserve(probes.size());
        // More hits than references cannot come back, and must not be paid for.
        const std::size_t most = std::min<std::size_t>(k, references.size());
        for (std::size_t first = 0; first < probes.size(); first += kProbesAtOnce)
            searchBlock(probes.subspan(first, std::min(kProbesAtOnce, probes.size() - first)), most, by,
                        results);
        return results;
    }
};

TemplateIndex::TemplateIndex(std::string recogniser, int dimension) : impl_(std::make_unique<Impl>()) {
    LINEAMENT_REQUIRE(dimension > 0, recogniser, "the dimension of templates must be positive");
    impl_->recogniser = std::move(recogniser);
    impl_->dimension = static_cast<std::size_t>(dimension);
    impl_->stride = (impl_->dimension + kRowAlignment - 1) / kRowAlignment * kRowAlignment;
}

TemplateIndex::~TemplateIndex() = default;
TemplateIndex::TemplateIndex(TemplateIndex&&) noexcept = default;
TemplateIndex& TemplateIndex::operator=(TemplateIndex&&) noexcept = default;

void TemplateIndex::setThreads(int threads) {
    WorkerPool::setSharedThreads(threads);
}

const std::string& TemplateIndex::recogniser() const {
    return impl_->recogniser;
}
std::size_t TemplateIndex::size() const {
    return impl_->references.size();
}

void TemplateIndex::reserve(std::size_t templates) {
    impl_->rows.reserve(templates * impl_->stride);
    impl_->references.reserve(templates);
}

void TemplateIndex::add(const StoredTemplate& reference) {
    impl_->requireComparable(reference.value);
    const std::size_t end = impl_->rows.size();
    impl_->references.reserve(impl_->references.size() + 1);  // so that what follows the copy cannot fail
    impl_->rows.resize(end + impl_->stride);
    std::memcpy(impl_->rows.data() + end, reference.value.values.data(), impl_->dimension * sizeof(float));
    impl_->references.push_back({reference.id, reference.identity});
}

std::vector<TemplateIndex::Hit> TemplateIndex::search(const Template& probe, int k) const {
    return impl_->search({&probe, 1}, k, TopHits::By::kReference).front();
}

std::vector<TemplateIndex::Hit> TemplateIndex::searchIdentities(const Template& probe, int k) const {
    return impl_->search({&probe, 1}, k, TopHits::By::kIdentity).front();
}

std::vector<std::vector<TemplateIndex::Hit>> TemplateIndex::searchIdentities(std::span<const Template> probes,
                                                                             int k) const {
    return impl_->search(probes, k, TopHits::By::kIdentity);
}

}  // namespace lineament
