#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/domain/identity.h"

namespace lineament {

/// Exact 1:N search by cosine similarity: unit vectors in one aligned block of memory, swept in blocks by
/// several threads. Thread: search() from any thread; building is single-threaded.
/// Searches throw Error(kModelMismatch) for a probe of another recogniser or size and
/// Error(kInvalidArgument) for k < 1 or a probe that is not of unit length (NaN included).
/// Cost: 100 000 templates of 512 values, one probe: bench_search.cpp has the figure and the command.
class TemplateIndex {
  public:
    explicit TemplateIndex(std::string recogniser, int dimension);
    ~TemplateIndex();
    TemplateIndex(TemplateIndex&&) noexcept;
    TemplateIndex& operator=(TemplateIndex&&) noexcept;

    /// How many threads sweep in indexes made from now on; 0: one per core, 16 at most.
    static void setThreads(int threads);

    const std::string& recogniser() const;
    std::size_t size() const;
    void reserve(std::size_t templates);
    /// Throws Error(kModelMismatch) if the template is of another recogniser or size,
    /// Error(kInvalidArgument) if it is not of unit length (to 1 %; NaN is not).
    void add(const StoredTemplate& reference);

    struct Hit {
        TemplateId reference;
        IdentityId identity;
        float similarity = 0;
    };
    /// The k most similar references, best first; ties by smaller template id.
    std::vector<Hit> search(const Template& probe, int k) const;
    /// The k most similar identities, each by its nearest reference.
    std::vector<Hit> searchIdentities(const Template& probe, int k) const;
    /// Many probes at once (a block product). Result: probes.size() lists.
    std::vector<std::vector<Hit>> searchIdentities(std::span<const Template> probes, int k) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
