#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/identity.h"
#include "core/gallery/template_index.h"

namespace lineament {

/// Open-set decision about one probe.
struct Identification {
    std::vector<Candidate> candidates;  ///< best first
    float threshold = 0;                ///< similarity that a match needs
    double fmr = 0;                     ///< false match rate of one comparison at that threshold
    bool match = false;                 ///< candidates.front() reaches the threshold
};

/// The enrolled people of one recogniser, searchable. Immutable once built: a change of the store makes a
/// new one. Thread: any.
class Gallery {
  public:
    /// Templates of people who are not among `identities` are left out: enrolled between two reads of the
    /// store, they come with the next gallery. Throws as TemplateIndex::add().
    Gallery(std::string recogniser, int dimension, const std::vector<StoredTemplate>& templates,
            const std::vector<Identity>& identities);

    /// People with at least one template.
    std::size_t identities() const;
    std::size_t templates() const;
    const TemplateIndex& index() const { return index_; }

    /// threshold and fmr are the caller's (from the recogniser's calibration).
    Identification identify(const Template& probe, float threshold, double fmr, int top = 5) const;
    std::vector<Identification> identify(std::span<const Template> probes, float threshold, double fmr,
                                         int top = 5) const;

    /// FMR of one comparison that keeps the false positive identification rate of a whole search at or
    /// below fpir: fpir / references (templates searched), never above the 1:1 rate.
    /// Source: ISO/IEC 19795-1, FPIR ~ N x FMR.
    static double fmrForSearch(double fmrOneToOne, double fpir, std::size_t references);

  private:
    TemplateIndex index_;
    std::vector<std::pair<IdentityId, std::string>> names_;  // sorted by id
};

}  // namespace lineament
