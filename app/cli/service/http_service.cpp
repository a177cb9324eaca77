#include "app/cli/service/http_service.h"

#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <charconv>
#include <mutex>
#include <semaphore>
#include <utility>

#include "app/cli/output.h"
#include "app/cli/service/admission.h"
#include "app/cli/service/received_photo.h"
#include "core/base/check.h"
#include "core/base/log.h"
#include "core/image/image.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/identify.h"

namespace lineament::cli {
namespace {

using httplib::Request;
using httplib::Response;

/// How many photos are worked on at once: what bounds the memory.
constexpr std::ptrdiff_t kAtOnce = 2;
/// A wrong token costs as much as so many requests.
constexpr double kWrongTokenCost = 20;
constexpr std::size_t kMostPhotos = 20;
constexpr int kMostComing = 128;

int httpStatusOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return 400;
        case ErrorCode::kNotPermitted:
            return 403;
        case ErrorCode::kNotFound:
            return 404;
        case ErrorCode::kTooLarge:
            return 413;
        case ErrorCode::kUnreadable:
        case ErrorCode::kUnsupported:
            return 422;
        case ErrorCode::kStoreBusy:
        case ErrorCode::kDiskFull:
        case ErrorCode::kModelMissing:
            return 503;
        default:
            return 500;
    }
}

const char* codeOf(int status) {
    switch (status) {
        case 400:
            return "invalid_argument";
        case 401:
            return "unauthorised";
        case 403:
            return "not_permitted";
        case 404:
            return "not_found";
        case 413:
            return "too_large";
        case 414:
            return "too_large";
        case 415:
            return "unsupported";
        case 429:
            return "too_many_requests";
        default:
            return "internal";
    }
}

/// Of a request that the library refused before anybody here saw it.
std::string whyRefused(int status, std::size_t largest) {
    switch (status) {
        case 400:
            return "it is no request that can be understood; photos are sent as multipart/form-data, see "
                   "/v1/openapi.json";
        case 404:
            return "there is nothing here; see /v1/openapi.json";
        case 413:
            return "the request is larger than " + std::to_string(largest) + " bytes";
        case 414:
            return "the address is too long";
        default:
            return "the request was refused";
    }
}

void answer(Response& response, const Json& document, int status = 200) {
    response.status = status;
    response.set_content(document.dump(-1, ' ', false, Json::error_handler_t::replace), "application/json");
}

void fail(Response& response, int status, std::string_view code, std::string_view message) {
    answer(response, {{"error", {{"code", code}, {"message", message}}}}, status);
}

std::optional<std::int64_t> wholeNumber(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

/// A text or photo of the form; empty if it is not there.
std::string field(const Request& request, const char* name) {
    return request.has_file(name) ? request.get_file_value(name).content : std::string();
}

/// Nothing, or in newer versions of the library whether the work was taken: here it always is.
using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));

class Pool final : public httplib::TaskQueue {
  public:
    Pool(std::size_t threads, std::size_t waiting) : pool_(threads, waiting) {}
    Enqueued enqueue(std::function<void()> work) override {
        pool_.enqueue(std::move(work));
        return Enqueued(true);
    }
    void shutdown() override { pool_.shutdown(); }

  private:
    BoundedPool pool_;
};

std::unique_ptr<httplib::Server> makeServer(const HttpServiceOptions& options) {
    if (options.certificate.empty()) return std::make_unique<httplib::Server>();
    auto server = std::make_unique<httplib::SSLServer>(options.certificate.c_str(), options.key.c_str());
    if (!server->is_valid())
        throw Error(ErrorCode::kUnreadable, options.certificate.string(),
                    "the certificate and its key cannot be used together");
    return server;
}

}  // namespace

void HttpServiceOptions::validate() const {
    LINEAMENT_REQUIRE(!address.empty(), "address", "it is empty");
    LINEAMENT_REQUIRE(port >= 0 && port <= 65535, "port", "it lies between 0 and 65535");
    LINEAMENT_REQUIRE(certificate.empty() == key.empty(), "certificate",
                      "a certificate and its key belong together");
    LINEAMENT_REQUIRE(maxBodyBytes >= 1024 && maxBodyBytes <= (256u << 20), "body",
                      "its limit lies between 1 KiB and 256 MiB");
    LINEAMENT_REQUIRE(requestsPerSecond > 0 && burst >= 1, "rate", "it must be above 0");
    LINEAMENT_REQUIRE(threads >= 1 && threads <= 64 && waiting >= 1, "threads", "there are 1 to 64");
}

struct HttpService::Impl {
    Impl(Workspace& workspace, HttpServiceOptions given)
        : options((given.validate(), std::move(given))),
          workspace(workspace),
          guard(options.token),
          rate(options.requestsPerSecond, options.burst),
          server(makeServer(options)) {
        options.token.clear();
        server->new_task_queue = [this] { return new Pool(options.threads, options.waiting); };
        server->set_keep_alive_max_count(1);
        server->set_payload_max_length(options.maxBodyBytes);
        server->set_read_timeout(10, 0);
        server->set_write_timeout(10, 0);
        server->set_pre_routing_handler(
            [this](const Request& request, Response& response) { return admit(request, response); });
        server->set_error_handler([largest = options.maxBodyBytes](const Request&, Response& response) {
            if (response.body.empty())
                fail(response, response.status, codeOf(response.status),
                     whyRefused(response.status, largest));
        });
        server->set_logger([this](const Request&, const Response& response) {
            ++(response.status < 400 ? answered : refused);
        });
        on("GET", "/v1/health", [this](const Request&, Response& response) { health(response); });
        on("GET", "/v1/openapi.json", [this](const Request&, Response& response) {
            response.set_content(openApiDocument(!options.certificate.empty()), "application/json");
        });
        on("GET", "/v1/search",
           [this](const Request& request, Response& response) { search(request, response); });
        on("POST", "/v1/verify",
           [this](const Request& request, Response& response) { verify(request, response); });
        on("POST", "/v1/identify",
           [this](const Request& request, Response& response) { identify(request, response); });
        on("POST", "/v1/enrol",
           [this](const Request& request, Response& response) { enrol(request, response); });
        bind();
    }

    void bind() {
        int listening = -1;
        // Without the library's own SO_REUSEPORT, by which two services would share a port unawares.
        server->set_socket_options([&listening](int socket) {
            const int yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
            listening = socket;
        });
        if (options.port == 0)
            port = server->bind_to_any_port(options.address);
        else if (server->bind_to_port(options.address, options.port))
            port = options.port;
        if (port <= 0)
            throw Error(ErrorCode::kDevice, options.address + ":" + std::to_string(options.port),
                        "the address cannot be listened on: it is taken or not this machine's");
        // The library lets five wait to be let in; of fifty that come at once the system then resets some.
        ::listen(listening, kMostComing);
    }

    template <class Handler>
    void on(const char* method, const char* path, Handler handler) {
        const auto guarded = [this, handler](const Request& request, Response& response) {
            try {
                handler(request, response);
            } catch (const Error& error) {
                if (httpStatusOf(error.code()) >= 500)
                    log::warning("serve: " + error.subject() + ": " + error.detail());
                fail(response, httpStatusOf(error.code()), name(error.code()), error.detail());
            } catch (const Cancelled&) {
                fail(response, 503, "cancelled", "the service is ending");
            } catch (const std::bad_alloc&) {
                fail(response, 413, "too_large", "there is not enough memory for it");
            } catch (const std::exception& error) {
                log::error(std::string("serve: ") + error.what());
                fail(response, 500, "internal", "the request failed");
            }
        };
        if (method[0] == 'G')
            server->Get(path, guarded);
        else
            server->Post(path, guarded);
    }

    httplib::Server::HandlerResponse admit(const Request& request, Response& response) {
        using enum httplib::Server::HandlerResponse;
        if (!rate.take(request.remote_addr)) {
            response.set_header("Retry-After", "1");
            fail(response, 429, "too_many_requests", "too many requests; wait a second");
            return Handled;
        }
        if (!guard.admits(request.get_header_value("Authorization"))) {
            rate.take(request.remote_addr, kWrongTokenCost);
            response.set_header("WWW-Authenticate", "Bearer");
            fail(response, 401, "unauthorised", "a valid token is needed: Authorization: Bearer TOKEN");
            return Handled;
        }
        return Unhandled;
    }

    /// Refuses what is no picture, or one beyond the limit, before the engine sees it.
    std::unique_ptr<ReceivedPhoto> receive(const std::string& bytes, const char* name) const {
        LINEAMENT_REQUIRE(!bytes.empty(), name, std::string("the form has no photo \"") + name + "\"");
        const auto image = decodeImage(std::as_bytes(std::span(bytes)), name,
                                       {.maxPixels = options.maxPixels,
                                        .maxFileBytes = static_cast<std::int64_t>(options.maxBodyBytes)});
        return std::make_unique<ReceivedPhoto>(incoming.path(), bytes);
    }

    struct Turn {
        explicit Turn(std::counting_semaphore<kAtOnce>& turns) : turns(turns) { turns.acquire(); }
        ~Turn() { turns.release(); }
        std::counting_semaphore<kAtOnce>& turns;
    };

    void health(Response& response) {
        answer(response, {{"status", "ok"},
                          {"version", LINEAMENT_VERSION},
                          {"recogniser", workspace.engine().recogniserKey()},
                          {"identities", workspace.gallery()->identities()}});
    }

    void search(const Request& request, Response& response) {
        requirePermitted(workspace.store(), Permission::kUsePeople, "search");
        const auto text = request.get_param_value("q");
        const auto limit = request.has_param("limit") ? wholeNumber(request.get_param_value("limit"))
                                                      : std::optional<std::int64_t>(50);
        LINEAMENT_REQUIRE(limit && *limit >= 1 && *limit <= 1000, "limit",
                          "\"limit\" lies between 1 and 1000");
        Json found = Json::array();
        for (const auto& identity : workspace.store().identities()) {
            if (static_cast<std::int64_t>(found.size()) >= *limit) break;
            if (identity.name.find(text) != std::string::npos ||
                identity.externalId.find(text) != std::string::npos)
                found.push_back(identityJson(identity));
        }
        answer(response, {{"identities", std::move(found)}});
    }

    void verify(const Request& request, Response& response) {
        requirePermitted(workspace.store(), Permission::kUsePeople, "verify");
        const Turn turn(turns);
        const auto [threshold, fmr] = workspace.verificationThreshold();
        const auto a = receive(field(request, "a"), "a");
        if (request.has_file("b")) {
            const auto b = receive(field(request, "b"), "b");
            const auto result =
                verifyImages(workspace.engine(), a->path(), b->path(), fmr, workspace.store().folder());
            return answer(response, {{"similarity", decimals(result.similarity, 6)},
                                     {"threshold", decimals(result.threshold, 6)},
                                     {"fmr", fmr},
                                     {"match", result.match},
                                     {"a", faceJson(result.a)},
                                     {"b", faceJson(result.b)}});
        }
        const auto id = wholeNumber(field(request, "identity_id"));
        LINEAMENT_REQUIRE(id, "verify", "the form needs a second photo \"b\" or an \"identity_id\"");
        const auto person = workspace.store().identity(IdentityId(*id));
        if (!person) throw Error(ErrorCode::kNotFound, "identity", "there is no such person");
        verifyPerson(*a, *person, threshold, fmr, response);
    }

    void verifyPerson(const ReceivedPhoto& photo, const Identity& person, float threshold, double fmr,
                      Response& response) {
        const auto result = look(photo, ImageWork::kEmbed, 1);
        LINEAMENT_REQUIRE(!result.faces.empty(), "a", "no face was found in it");
        std::optional<float> best;
        for (const auto& stored : workspace.store().templates(workspace.engine().recogniserKey()))
            if (stored.identity == person.id)
                best = std::max(best.value_or(-1.0f), similarity(result.templates.front(), stored.value));
        if (!best)
            throw Error(ErrorCode::kNotFound, "identity",
                        "this person has no template of the present recogniser");
        answer(response, {{"similarity", decimals(*best, 6)},
                          {"threshold", decimals(threshold, 6)},
                          {"fmr", fmr},
                          {"match", *best >= threshold},
                          {"identity_id", person.id.value()},
                          {"name", person.name},
                          {"a", faceJson(result.faces.front())}});
    }

    ImageFaces look(const ReceivedPhoto& photo, ImageWork work, int top) {
        JobContext context(stopping.get_token());
        auto result = processImages(workspace.engine(), &workspace, {photo.path()}, work, top, context);
        if (!result.rejected.empty())
            throw Error(ErrorCode::kUnreadable, "photo", result.rejected.front().reason);
        LINEAMENT_CHECK(result.images.size() == 1);
        return std::move(result.images.front());
    }

    void identify(const Request& request, Response& response) {
        requirePermitted(workspace.store(), Permission::kUsePeople, "identify");
        const auto top =
            request.has_file("top") ? wholeNumber(field(request, "top")) : std::optional<std::int64_t>(5);
        LINEAMENT_REQUIRE(top && *top >= 1 && *top <= 100, "top", "\"top\" lies between 1 and 100");
        const Turn turn(turns);
        const auto photo =
            receive(request.is_multipart_form_data() ? field(request, "image") : request.body, "image");
        const auto found = look(*photo, ImageWork::kIdentify, static_cast<int>(*top));
        Json faces = Json::array();
        for (std::size_t i = 0; i < found.faces.size(); ++i) {
            auto face = faceJson(found.faces[i]);
            const auto& who = found.identifications[i];
            face["candidates"] = Json::array();
            for (const auto& candidate : who.candidates)
                face["candidates"].push_back({{"identity_id", candidate.identity.value()},
                                              {"name", candidate.name},
                                              {"similarity", decimals(candidate.similarity, 6)}});
            face["threshold"] = decimals(who.threshold, 6);
            face["match"] = who.match;
            faces.push_back(std::move(face));
        }
        answer(response,
               {{"width", found.size.width}, {"height", found.size.height}, {"faces", std::move(faces)}});
    }

    void enrol(const Request& request, Response& response) {
        requirePermitted(workspace.store(), Permission::kAddPeople, "enrol");
        std::vector<const httplib::MultipartFormData*> photos;
        const auto [first, last] = request.files.equal_range("image");
        for (auto entry = first; entry != last; ++entry)
            photos.push_back(&entry->second);
        LINEAMENT_REQUIRE(!photos.empty(), "enrol", "the form has no photo \"image\"");
        LINEAMENT_REQUIRE(photos.size() <= kMostPhotos, "enrol", "a request may hold 20 photos");
        const Turn turn(turns);
        std::vector<std::unique_ptr<ReceivedPhoto>> received;
        std::vector<std::filesystem::path> paths;
        std::vector<Rejection> unusable;
        for (const auto* photo : photos) {
            try {
                received.push_back(receive(photo->content, "image"));
                paths.push_back(received.back()->path());
            } catch (const Error& error) {
                unusable.push_back({photo->filename, RejectionCode::kUnreadable, error.detail(), {}});
            }
        }
        JobContext context(stopping.get_token());
        EnrolledIdentity person{{}, field(request, "name"), {}, {}};
        if (!paths.empty()) {
            std::lock_guard lock(enrolling);
            person = enrolPerson(workspace, field(request, "name"), field(request, "external_id"), paths,
                                 {.reason = "received by the HTTP service"}, context);
        }
        person.rejected.insert(person.rejected.end(), unusable.begin(), unusable.end());
        answer(response, enrolledJson(person), person.accepted.empty() ? 422 : 200);
    }

    HttpServiceOptions options;
    Workspace& workspace;
    TokenGuard guard;
    RateLimit rate;
    PrivateFolder incoming;
    std::counting_semaphore<kAtOnce> turns{kAtOnce};
    std::mutex enrolling;
    std::stop_source stopping;
    std::atomic<std::int64_t> answered{0}, refused{0};
    int port = 0;
    std::unique_ptr<httplib::Server> server;
};

HttpService::HttpService(Workspace& workspace, HttpServiceOptions options)
    : impl_(std::make_unique<Impl>(workspace, std::move(options))) {}
HttpService::~HttpService() = default;

int HttpService::port() const {
    return impl_->port;
}
bool HttpService::encrypted() const {
    return !impl_->options.certificate.empty();
}
std::int64_t HttpService::answered() const {
    return impl_->answered;
}
std::int64_t HttpService::refused() const {
    return impl_->refused;
}

void HttpService::run(std::stop_token stop) {
    auto& server = *impl_->server;
    std::atomic<bool> over{false};
    std::thread stopper;
    bool ended = false;
    {
        // A stop that comes before the server waits for connections would be lost on it.
        const std::stop_callback onStop(stop, [&] {
            impl_->stopping.request_stop();
            stopper = std::thread([&] {
                while (!over && !server.is_running())
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                if (!over) server.stop();
            });
        });
        ended = server.listen_after_bind();
        over = true;
    }
    if (stopper.joinable()) stopper.join();
    if (!ended && !stop.stop_requested())
        throw Error(ErrorCode::kDevice, impl_->options.address, "the service ended by itself");
}

}  // namespace lineament::cli
