#pragma once

#include "core/store/evaluation_book.h"

namespace lineament {

class SqliteStore;

/// What evaluations need, over SQLite, by the connections of the store it belongs to.
class SqliteEvaluationBook final : public EvaluationBook {
  public:
    explicit SqliteEvaluationBook(SqliteStore& store) : store_(store) {}

    void markLabels(const std::string& list, const std::vector<LabelVerdict>& verdicts,
                    const std::string& reason) override;
    std::vector<LabelMark> labelMarks(const std::string& list) const override;
    void setThreshold(const std::string& setting, const std::string& value,
                      const std::string& reason) override;
    std::vector<JudgedTrack> judgedTracks(const std::string& recogniser) const override;
    std::vector<SampleId> samplesFrom(RecordingId recording) const override;

  private:
    SqliteStore& store_;
};

}  // namespace lineament
