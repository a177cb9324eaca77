#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "core/pipelines/workspace.h"

namespace lineament::cli {

/// Where and how the service listens.
struct HttpServiceOptions {
    std::string address = "127.0.0.1";
    int port = 0;                            ///< 0: any that is free
    std::string token;                       ///< every request must carry it; 16 characters at least
    std::filesystem::path certificate, key;  ///< PEM; both or none: with them TLS alone is spoken
    std::size_t maxBodyBytes = 16 << 20;
    std::int64_t maxPixels = 50'000'000;         ///< of one photo
    double requestsPerSecond = 50, burst = 200;  ///< by address
    /// Most of them wait: for a slow sender, or for their turn at the networks.
    std::size_t threads = 16, waiting = 64;  ///< connections worked on and queued; more wait in the system
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// The local HTTP service: verify, identify, enrol, search, health and its own description, all JSON.
/// One request a connection, so that a refused one's body is never read as the next request.
/// Thread: run() on one, the others from any.
class HttpService {
  public:
    /// Binds at once. Throws Error(kInvalidArgument, kDevice: the address cannot be had; kUnreadable: the
    /// certificate or key).
    HttpService(Workspace& workspace, HttpServiceOptions options);
    ~HttpService();

    int port() const;
    bool encrypted() const;
    /// Serves until a stop is requested; requests under way are finished first.
    void run(std::stop_token stop);
    std::int64_t answered() const;  ///< requests that got what they asked for
    std::int64_t refused() const;   ///< all others

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The description of the service. Source: OpenAPI 3.0.3.
std::string openApiDocument(bool encrypted);

}  // namespace lineament::cli
