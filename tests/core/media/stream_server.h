#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace lineament::test {

/// Sends the same content to everyone who connects, then hangs up, or never says a word.
class StreamServer {
  public:
    explicit StreamServer(std::string content, bool silent = false)
        : content_(std::move(content)), silent_(silent) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (bind(socket_, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(socket_, 4) != 0 ||
            getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
            throw std::runtime_error("no loopback port");
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this](std::stop_token stop) { serve(stop); });
    }
    ~StreamServer() {
        thread_.request_stop();
        thread_.join();
        close(socket_);
    }
    int port() const { return port_; }
    int connections() const { return connections_; }

  private:
    void serve(const std::stop_token& stop) {
        std::vector<int> held;
        while (!stop.stop_requested()) {
            pollfd waiting{socket_, POLLIN, 0};
            if (poll(&waiting, 1, 10) <= 0) continue;
            const int client = accept(socket_, nullptr, nullptr);
            ++connections_;
            if (silent_) {
                held.push_back(client);
                continue;
            }
            for (std::size_t sent = 0; sent < content_.size();) {
                const auto count = send(client, content_.data() + sent, content_.size() - sent, MSG_NOSIGNAL);
                if (count <= 0) break;
                sent += static_cast<std::size_t>(count);
            }
            close(client);
        }
        for (const int client : held)
            close(client);
    }

    std::string content_;
    bool silent_;
    int socket_ = -1;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::jthread thread_;
};

}  // namespace lineament::test
