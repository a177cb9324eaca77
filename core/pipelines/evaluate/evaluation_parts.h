#pragma once

#include "core/pipelines/evaluate/evaluation.h"

/// What evaluation.cpp is made of; not for use outside this folder.
namespace lineament {

/// Tells of the scores so far: at once, then so seldom that it costs a tenth of the time.
class SoFarTeller {
  public:
    SoFarTeller(const EvaluationRun& run, const JobContext& context);
    bool due() const;
    /// Trials may be unsorted.
    void tell(std::vector<Trial> comparisons, std::vector<Trial> searches);

  private:
    const EvaluationRun& run_;
    const JobContext& context_;
    double nextAt_ = 0;  // seconds of the steady clock
};

/// Draws that a band of so many trials can afford.
int drawsFor(int wanted, std::size_t trials);
/// Rates, curve and band of comparisons; and of searches, if there are any.
void finish(Evaluation& evaluation, const EvaluationRun& run, std::vector<Trial> comparisons,
            const std::vector<SearchOutcome>& searches, const JobContext& context);

void evaluatePairList(Evaluation& evaluation, const EvaluationRun& run, const EvaluationProtocol& protocol,
                      JobContext& context);
void evaluateGalleryProbe(Evaluation& evaluation, const EvaluationRun& run,
                          const EvaluationProtocol& protocol, JobContext& context);
void evaluateOwnGallery(Evaluation& evaluation, const EvaluationRun& run, JobContext& context);
void evaluateConfirmedTracks(Evaluation& evaluation, const EvaluationRun& run, JobContext& context);

}  // namespace lineament
