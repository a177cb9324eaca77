#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <charconv>
#include <fstream>

#include "app/cli/commands/commands.h"
#include "app/cli/service/http_service.h"
#include "core/base/check.h"
#include "core/base/file_failure.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct ServeOptions {
    std::string listen = "127.0.0.1:8630";
    fs::path tokenFile, certificate, key;
    int maxBodyMiB = 16;
    double rate = 50;
};

/// "127.0.0.1:8630", "[::1]:8630", "8630".
void takeAddress(const std::string& text, HttpServiceOptions& options) {
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? text : text.substr(colon + 1);
    const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), options.port);
    LINEAMENT_REQUIRE(problem == std::errc() && end == port.data() + port.size() && !port.empty(), "--listen",
                      "it must be ADDRESS:PORT, as 127.0.0.1:8630");
    if (colon == std::string::npos) return;
    auto address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    options.address = address;
}

std::string newToken() {
    unsigned char bytes[32];
    LINEAMENT_CHECK(getrandom(bytes, sizeof bytes, 0) == static_cast<ssize_t>(sizeof bytes));
    std::string text;
    for (const auto byte : bytes) {
        constexpr const char* kDigits = "0123456789abcdef";
        text += kDigits[byte >> 4], text += kDigits[byte & 15];
    }
    return text;
}

/// The token of a file; one that is not there is made, readable by its owner alone.
std::string tokenOf(const fs::path& file) {
    if (!fs::exists(file)) {
        const auto token = newToken();
        const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        const bool written = descriptor >= 0 && write(descriptor, token.data(), token.size()) ==
                                                    static_cast<ssize_t>(token.size());
        const int number = errno;
        if (descriptor >= 0) close(descriptor);
        if (!written) throw writeFailure(file, number);
        return token;
    }
    std::ifstream stream(file);
    std::string token;
    std::getline(stream, token);
    while (!token.empty() && (token.back() == '\r' || token.back() == ' '))
        token.pop_back();
    LINEAMENT_REQUIRE(token.size() >= 16, file.string(),
                      "its first line must be a token of 16 characters at least");
    return token;
}

bool loopback(const std::string& address) {
    return address.rfind("127.", 0) == 0 || address == "::1" || address == "localhost";
}

Status serve(Invocation& run, const ServeOptions& given) {
    HttpServiceOptions options;
    takeAddress(given.listen, options);
    options.certificate = given.certificate;
    options.key = given.key;
    options.maxBodyBytes = static_cast<std::size_t>(given.maxBodyMiB) << 20;
    options.requestsPerSecond = given.rate;
    options.burst = 4 * given.rate;
    options.validate();
    const auto tokenFile = given.tokenFile.empty() ? run.store()->folder() / "serve.token" : given.tokenFile;
    options.token = tokenOf(tokenFile);
    run.engine()->warmUp();
    const auto address = options.address;
    HttpService service(run.workspace(), std::move(options));
    run.say(std::string("listening on ") + (service.encrypted() ? "https://" : "http://") +
            (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" +
            std::to_string(service.port()) + ", token in " + tokenFile.string());
    if (!loopback(address) && !service.encrypted())
        run.say("lineament: " + address +
                ": faces and the token travel unencrypted (give --certificate and --key)");
    run.store()->audit("serve.begin", given.listen, service.encrypted() ? "tls" : "plain");
    service.run(run.job().stopToken());
    run.store()->audit("serve.end", given.listen, std::to_string(service.answered()) + " answered");
    run.print({{"listen", address + ":" + std::to_string(service.port())},
               {"answered", service.answered()},
               {"refused", service.refused()}},
              std::to_string(service.answered()) + " requests answered, " +
                  std::to_string(service.refused()) + " refused\n");
    return kDone;
}

}  // namespace

void addServe(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<ServeOptions>();
    auto* command = app.add_subcommand("serve", "Answer programs on this machine by HTTP, until SIGTERM");
    command->add_option("--listen", options->listen,
                        "ADDRESS:PORT; port 0: any that is free [127.0.0.1:8630]");
    command->add_option("--token-file", options->tokenFile,
                        "What requests must carry; made if it is not there [serve.token in the store]");
    auto* certificate = command->add_option("--certificate", options->certificate, "PEM file: speak TLS")
                            ->check(CLI::ExistingFile);
    auto* key = command->add_option("--key", options->key, "PEM file of its private key")
                    ->check(CLI::ExistingFile)
                    ->needs(certificate);
    certificate->needs(key);
    command->add_option("--max-body", options->maxBodyMiB, "Largest request, MiB [16]")
        ->check(CLI::Range(1, 256));
    command->add_option("--rate", options->rate, "Requests a second from one address [50]")
        ->check(CLI::Range(0.1, 100000.0));
    commands.on(command, [options](Invocation& run) { return serve(run, *options); });
}

}  // namespace lineament::cli
