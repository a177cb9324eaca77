#include "app/cli/service/http_service.h"

#include <gmock/gmock.h>
#include <httplib.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/cli/service/admission.h"
#include "core/pipelines/enrol.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
using namespace lineament::cli;
using nlohmann::json;

namespace {

const std::string kToken = "a token of the test, long enough";

long peakKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return std::stol(line.substr(6));
    return 0;
}

struct SetTime : Clock {
    UnixMs now() const override { return time; }
    UnixMs time = 1'000'000;
};

class HttpServiceTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(test::samplePhoto(1));
        if (people_.empty()) {
            engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
            for (const auto& person : test::samplePeople(*engine_)) {
                std::vector<uchar> bytes;
                cv::imencode(".jpg", person, bytes);
                people_.emplace_back(bytes.begin(), bytes.end());
            }
        }
        workspace = std::make_unique<Workspace>(engine_, Store::open(folder / "store"));
    }
    void TearDown() override { stop(); }
    static void TearDownTestSuite() {
        people_.clear();
        engine_.reset();
    }

    void start(HttpServiceOptions options = {}) {
        options.token = kToken;
        service = std::make_unique<HttpService>(*workspace, std::move(options));
        stopping = {};
        running = std::thread([this] { service->run(stopping.get_token()); });
    }
    void stop() {
        stopping.request_stop();
        if (running.joinable()) running.join();
    }
    httplib::Client client(const std::string& token = kToken) const {
        httplib::Client made("127.0.0.1", service->port());
        made.set_read_timeout(60, 0);
        if (!token.empty()) made.set_default_headers({{"Authorization", "Bearer " + token}});
        return made;
    }
    httplib::Result post(const std::string& path, const httplib::MultipartFormDataItems& form) const {
        return client().Post(path, form);
    }
    static httplib::MultipartFormData photo(const std::string& name, std::size_t person) {
        return {name, people_.at(person), "photo.jpg", "image/jpeg"};
    }
    static httplib::MultipartFormData text(const std::string& name, const std::string& value) {
        return {name, value, "", ""};
    }
    std::int64_t enrolFirst() {
        const auto answer = post("/v1/enrol", {text("name", "Ada"), photo("image", 0)});
        EXPECT_TRUE(answer && answer->status == 200) << (answer ? answer->body : "no answer");
        return answer && answer->status == 200
                   ? json::parse(answer->body).at("identity_id").get<std::int64_t>()
                   : 0;
    }

    static std::shared_ptr<FaceEngine> engine_;
    static std::vector<std::string> people_;
    test::TempFolder folder;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<HttpService> service;
    std::stop_source stopping;
    std::thread running;
};
std::shared_ptr<FaceEngine> HttpServiceTest::engine_;
std::vector<std::string> HttpServiceTest::people_;

}  // namespace

TEST(TokenGuard, AdmitsTheWholeTokenAlone) {
    const TokenGuard guard("0123456789abcdef");
    EXPECT_TRUE(guard.admits("Bearer 0123456789abcdef"));
    for (const char* header : {"", "0123456789abcdef", "Bearer 0123456789abcde", "Bearer 0123456789abcdef ",
                               "Bearer ", "bearer 0123456789abcdef"})
        EXPECT_FALSE(guard.admits(header)) << header;
    EXPECT_THROW(TokenGuard("short"), Error);
}

TEST(RateLimit, GivesABurstThenARateForEachAddressAndForgetsOldOnes) {
    SetTime clock;
    RateLimit limit(10, 20, clock);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(limit.take("a"));
    EXPECT_FALSE(limit.take("a"));
    EXPECT_TRUE(limit.take("b"));
    clock.time += 100;
    EXPECT_TRUE(limit.take("a"));
    EXPECT_FALSE(limit.take("a"));
    clock.time -= 60'000;
    EXPECT_FALSE(limit.take("a")) << "a clock that is set back gives nothing";
    clock.time += 120'000;
    for (int i = 0; i < 10'000; ++i)
        limit.take(std::to_string(i));
    EXPECT_LE(limit.addresses(), 4096u);
}

TEST_F(HttpServiceTest, EnrolsIdentifiesVerifiesAndSearches) {
    start();
    const auto id = enrolFirst();
    const auto person = std::to_string(id);
    auto answer = post("/v1/identify", {photo("image", 0), text("top", "1")});
    ASSERT_TRUE(answer);
    const auto faces = json::parse(answer->body).at("faces");
    ASSERT_EQ(faces.size(), 1u);
    EXPECT_EQ(faces[0].at("match"), true);
    EXPECT_EQ(faces[0].at("candidates")[0].at("name"), "Ada");

    answer = post("/v1/verify", {photo("a", 0), photo("b", 1)});
    ASSERT_TRUE(answer);
    EXPECT_EQ(json::parse(answer->body).at("match"), false);
    answer = post("/v1/verify", {photo("a", 0), text("identity_id", person)});
    ASSERT_TRUE(answer);
    EXPECT_EQ(json::parse(answer->body).at("match"), true) << answer->body;

    answer = client().Get("/v1/search?q=Ad");
    ASSERT_TRUE(answer);
    EXPECT_EQ(json::parse(answer->body).at("identities")[0].at("identity_id"), id);
    EXPECT_EQ(json::parse(client().Get("/v1/health")->body).at("status"), "ok");
    const auto description = json::parse(client().Get("/v1/openapi.json")->body);
    EXPECT_EQ(description.at("openapi"), "3.0.3");
    for (const char* path : {"/v1/verify", "/v1/identify", "/v1/enrol", "/v1/search", "/v1/health"})
        EXPECT_TRUE(description.at("paths").contains(path)) << path;
    for (const auto& sample : workspace->store().samples(IdentityId(id))) {
        EXPECT_FALSE(std::filesystem::exists(sample.path)) << "no original is kept";
        EXPECT_TRUE(workspace->store().original(sample.id).empty());
    }
}

TEST_F(HttpServiceTest, SaysWhatIsWrongWithARequest) {
    start({.requestsPerSecond = 1000, .burst = 10'000});
    const auto expect = [&](const httplib::Result& answer, int status, const std::string& code) {
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, status) << answer->body;
        EXPECT_EQ(json::parse(answer->body).at("error").at("code"), code);
    };
    for (const char* path : {"/v1/health", "/v1/openapi.json", "/v1/search", "/", "/v1/nothing"}) {
        expect(client("").Get(path), 401, "unauthorised");
        expect(client(kToken + "x").Get(path), 401, "unauthorised");
    }
    expect(client("wrong").Post("/v1/identify", people_[0], "image/jpeg"), 401, "unauthorised");
    expect(client().Get("/v1/nothing"), 404, "not_found");
    expect(client().Post("/v1/identify", "no picture at all", "image/jpeg"), 422, "unsupported");
    expect(client().Post("/v1/identify", people_[0].substr(0, 300), "image/jpeg"), 422, "unreadable");
    expect(post("/v1/identify", {text("top", "5")}), 400, "invalid_argument");
    expect(post("/v1/identify", {photo("image", 0), text("top", "-1")}), 400, "invalid_argument");
    expect(post("/v1/verify", {photo("a", 0), text("identity_id", "99")}), 404, "not_found");
    expect(client().Get("/v1/search?limit=many"), 400, "invalid_argument");
    expect(post("/v1/enrol", {text("name", "\xff\xfe"), photo("image", 0)}), 400, "invalid_argument");
    EXPECT_TRUE(workspace->store().identities().empty());
}

TEST_F(HttpServiceTest, RefusesWhatIsTooLargeOrTooOften) {
    start({.maxBodyBytes = 64 << 10, .maxPixels = 1000});
    auto answer = client().Post("/v1/identify", std::string(1 << 20, 'x'), "image/jpeg");
    if (answer) EXPECT_EQ(answer->status, 413);
    answer = client().Post("/v1/identify", people_[0], "image/jpeg");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413) << answer->body;
    stop();
    start({.requestsPerSecond = 0.001, .burst = 3});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(client().Get("/v1/health")->status, 200);
    answer = client().Get("/v1/health");
    EXPECT_EQ(answer->status, 429);
    EXPECT_TRUE(answer->has_header("Retry-After"));
}

TEST_F(HttpServiceTest, StandsFiftyClientsGoodBadAndHostile) {
    start({.requestsPerSecond = 10'000, .burst = 100'000});
    enrolFirst();
    const long before = peakKilobytes();
    std::atomic<int> good{0}, unauthorised{0}, wrong{0};
    std::vector<std::thread> clients;
    for (int number = 0; number < 50; ++number)
        clients.emplace_back([&, number] {
            const auto check = [&](const httplib::Result& answer, int expected, std::atomic<int>& count) {
                if (answer && answer->status == expected)
                    ++count;
                else if (answer && answer->status < 300)
                    ++wrong;  // nobody else may be answered
            };
            std::atomic<int> ignored{0};
            switch (number % 5) {
                case 0:
                    check(post("/v1/identify", {photo("image", number % 3u)}), 200, good);
                    break;
                case 1:
                    for (int i = 0; i < 10; ++i)
                        check(client("guess " + std::to_string(i)).Get("/v1/search?q="), 401, unauthorised);
                    break;
                case 2:
                    check(client().Post("/v1/identify", std::string((17 << 20) + number, '\0'), "image/png"),
                          413, ignored);
                    break;
                case 3: {  // bytes that are no HTTP, and a length that lies
                    httplib::Client raw("127.0.0.1", service->port());
                    check(raw.Get("/" + std::string(9000, 'a')), 401, ignored);
                    httplib::Headers headers{{"Authorization", "Bearer " + kToken},
                                             {"Content-Type", "multipart/form-data; boundary=x"}};
                    check(
                        raw.Post(
                            "/v1/enrol", headers,
                            std::string(
                                "--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n\0\xff--x", 58),
                            "multipart/form-data; boundary=x"),
                        400, ignored);
                    break;
                }
                default:
                    for (int i = 0; i < 5; ++i)
                        check(client().Get("/v1/health"), 200, good);
            }
        });
    for (auto& thread : clients)
        thread.join();
    EXPECT_EQ(good, 10 + 50);
    EXPECT_EQ(unauthorised, 100);
    EXPECT_EQ(wrong, 0);
    EXPECT_LT(peakKilobytes() - before, 700 * 1024) << "fifty bodies of 17 MiB alone would be 850 MiB";
    EXPECT_EQ(client().Get("/v1/health")->status, 200) << "and it still answers";
    EXPECT_EQ(workspace->store().identities().size(), 1u);
}

namespace {

/// A certificate of its own, and its key.
void writeCertificate(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    EVP_PKEY* pair = EVP_EC_gen("P-256");
    X509* made = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, pair);
    auto* subject = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(made, subject);
    X509_sign(made, pair, EVP_sha256());
    FILE* file = std::fopen(certificate.c_str(), "w");
    PEM_write_X509(file, made);
    std::fclose(file);
    file = std::fopen(key.c_str(), "w");
    PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(made);
    EVP_PKEY_free(pair);
}

}  // namespace

TEST_F(HttpServiceTest, SpeaksTlsAloneWithACertificate) {
    writeCertificate(folder / "cert.pem", folder / "key.pem");
    start({.certificate = folder / "cert.pem", .key = folder / "key.pem"});
    EXPECT_TRUE(service->encrypted());
    httplib::SSLClient secure("127.0.0.1", service->port());
    secure.enable_server_certificate_verification(false);
    secure.set_default_headers({{"Authorization", "Bearer " + kToken}});
    const auto answer = secure.Get("/v1/health");
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(answer->status, 200);
    EXPECT_FALSE(client().Get("/v1/health")) << "plain text gets no answer";
    stop();
    EXPECT_THROW(start({.certificate = folder / "key.pem", .key = folder / "cert.pem"}), Error);
}

TEST_F(HttpServiceTest, AStopBeforeItListensIsNotLost) {
    HttpServiceOptions options;
    options.token = kToken;
    HttpService early(*workspace, std::move(options));
    std::stop_source stopped;
    stopped.request_stop();
    early.run(stopped.get_token());
    SUCCEED();
}
