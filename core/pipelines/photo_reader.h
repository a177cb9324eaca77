#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.h"
#include "core/base/error.h"
#include "core/domain/identity.h"
#include "core/image/image.h"

namespace lineament {

/// One photo of a batch: its pixels, or why there are none.
struct Photo {
    std::filesystem::path path;
    std::string sha256;                  ///< of the file, if it was asked for
    std::optional<Image> image;          ///< empty if rejected, or if `skip` said so
    std::optional<Rejection> rejection;  ///< why it cannot be decoded
};

/// Decodes photos on a thread of its own, a few ahead of the reader and in the order given. A photo that
/// cannot be decoded is one with a rejection; nothing is thrown for it. Thread: next() from one thread.
class PhotoReader {
  public:
    struct Options {
        bool hash = false;  ///< also work out the sha256 of the file
        std::function<bool(const std::string& sha256)>
            skip;               ///< true: leave it undecoded; asked on the reader's thread
        std::size_t ahead = 3;  ///< photos decoded before they are asked for
    };

    PhotoReader(std::vector<std::filesystem::path> paths, Options options, std::stop_token stop);
    ~PhotoReader();

    /// The next photo; empty at the end or once a stop was requested. Rethrows what `skip` threw.
    std::optional<Photo> next();

  private:
    void readAll();
    Photo read(const std::filesystem::path& path) const;

    const std::vector<std::filesystem::path> paths_;
    const Options options_;
    const std::stop_token stop_;
    BoundedQueue<Photo> queue_;
    std::exception_ptr failure_;
    std::jthread thread_;
};

/// The rejection that an error about one picture amounts to; throws the error again if it is not about the
/// picture but about a model, the store or the program.
Rejection rejectionFrom(const Error& error, const std::string& path);

}  // namespace lineament
