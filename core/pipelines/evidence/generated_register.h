#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/image/provenance.h"
#include "core/pipelines/evidence/face_print.h"

namespace lineament {

/// One face that a network made or changed.
struct GeneratedFace {
    SourceType type = SourceType::kGenerated;
    FacePrint print;
    std::optional<FacePrint> before;  ///< of the face it was changed from
    std::string recogniser;           ///< of the template; empty: none
    std::vector<float> values;        ///< template
};

/// What a register says of a face.
struct RegisterAnswer {
    std::optional<SourceType> copyOf;  ///< of what it is a copy, if it is one
    /// Of the made-up face that is most like it, where one comes near: so the face lies in its print.
    /// Landmarks put there may show a copy whose own came out badly.
    std::optional<PrintMatcher::Match> nearest;
};

/// Faces that a store has made, in a file that only grows: "generated.register" beside the database. Each
/// record carries its own checksum; a record that a crash cut off is ignored. What was read of a file is kept
/// for the whole process. Thread: any; several processes.
class GeneratedRegister {
  public:
    /// folder empty: an empty register that takes nothing in.
    explicit GeneratedRegister(const std::filesystem::path& folder);
    ~GeneratedRegister();
    /// Throws Error(kDiskFull, kUnwritable).
    void add(const GeneratedFace& face) const;
    bool empty() const;
    /// Whether a face is a copy of a record. A made-up face is known by its template and by its looks once
    /// the two are laid over each other; a changed one must look more like what the network made than like
    /// what it was made from: where that changed next to nothing, a copy without its mark cannot be told from
    /// one of the original. recogniser and values may be empty: told by looks alone, which finds fewer
    /// copies.
    RegisterAnswer ask(const FacePrint& print, const std::string& recogniser,
                       const std::vector<float>& values) const;

  private:
    struct Known;
    std::filesystem::path file_;
    std::shared_ptr<Known> known_;
};

}  // namespace lineament
