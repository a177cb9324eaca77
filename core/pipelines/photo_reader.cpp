#include "core/pipelines/photo_reader.h"

#include "core/base/clock.h"
#include "core/base/hash.h"

namespace lineament {

Rejection rejectionFrom(const Error& error, const std::string& path) {
    switch (error.code()) {
        case ErrorCode::kNotFound:
            if (error.subject() != path) throw error;  // a model, not the picture
            [[fallthrough]];
        case ErrorCode::kUnreadable:
            return {path, RejectionCode::kUnreadable, error.detail(), {}};
        case ErrorCode::kUnsupported:
            return {path, RejectionCode::kUnsupported, error.detail(), {}};
        case ErrorCode::kTooLarge:
            return {path, RejectionCode::kTooLarge, error.detail(), {}};
        default:
            throw error;
    }
}

PhotoReader::PhotoReader(std::vector<std::filesystem::path> paths, Options options, std::stop_token stop)
    : paths_(std::move(paths)),
      options_(std::move(options)),
      stop_(std::move(stop)),
      queue_(options_.ahead),
      thread_([this] { readAll(); }) {}

PhotoReader::~PhotoReader() {
    queue_.close();
}

std::optional<Photo> PhotoReader::next() {
    auto photo = queue_.pop(stop_);
    // The queue is closed after failure_ was set, so an empty answer makes it safe to look at.
    if (!photo && !stop_.stop_requested() && failure_) std::rethrow_exception(failure_);
    return photo;
}

void PhotoReader::readAll() {
    nameThisThread("photo reader");
    try {
        for (const auto& path : paths_)
            if (stop_.stop_requested() || !queue_.push(read(path), stop_)) break;
    } catch (...) {
        failure_ = std::current_exception();
    }
    queue_.close();
}

Photo PhotoReader::read(const std::filesystem::path& path) const {
    Photo photo{path, {}, std::nullopt, std::nullopt};
    try {
        if (options_.hash) {
            photo.sha256 = sha256File(path);
            if (options_.skip && options_.skip(photo.sha256)) return photo;
        }
        photo.image = loadImage(path);
    } catch (const Error& error) {
        photo.rejection = rejectionFrom(error, path.string());
    } catch (const std::bad_alloc&) {
        photo.rejection =
            Rejection{path.string(), RejectionCode::kTooLarge, "it does not fit into memory", {}};
    }
    return photo;
}

}  // namespace lineament
