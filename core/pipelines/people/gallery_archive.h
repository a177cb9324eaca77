#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/store/store.h"

namespace lineament {

struct GalleryExport {
    int people = 0, samples = 0, templates = 0, originals = 0;
    std::string hash;  ///< of the whole, as it stands in the audit trail
};

/// Everybody enrolled with records, samples in use, templates of all recognisers, originals that were kept,
/// and who was kept apart, as one file with hashes; audited. Who was removed or merged away, decisions and
/// the audit trail are not in it. Throws Cancelled, Error(kDiskFull, kUnwritable), store errors; no file is
/// left then.
GalleryExport exportGallery(Store& store, const std::filesystem::path& file, JobContext& context);

/// Something of a gallery file that was not taken in.
struct NotImported {
    enum class Kind {
        kBadRecord,    ///< not as a gallery file has it
        kOrphan,       ///< part of something that was not taken in
        kBadPerson,    ///< their name or a value of theirs cannot be stored
        kElsewhere,    ///< the photo is that of another person here
        kNumberTaken,  ///< the person came without their external id
        kApart         ///< of a pair kept apart one is not here
    };
    std::string person;  ///< their name in the file
    std::string what;    ///< "record 12", the photo's path
    std::string reason;  ///< one English sentence
    Kind kind = Kind::kBadRecord;
};

struct GalleryImport {
    int people = 0, known = 0, samples = 0, templates = 0;  ///< known: people who were here already
    std::vector<NotImported> refused;
    std::string hash;
};

/// Takes the people of an exported gallery in, each in one transaction; the whole file is checked before the
/// first. Whoever has the same external id, or the same name and a photo in common, is the same person: what
/// they lack is added and their record here stays. Two people of one name stay two. After a stop or a crash
/// the same call goes on. What cannot be taken in is told, nothing is passed over silently. Throws
/// Error(kStoreTooNew, kUnsupported, kUnreadable), having changed nothing, Cancelled, store errors.
GalleryImport importGallery(Store& store, const std::filesystem::path& file, JobContext& context);

}  // namespace lineament
