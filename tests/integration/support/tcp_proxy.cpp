#include "support/tcp_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

namespace migration {
namespace {

constexpr int look_every = 50;  // milliseconds
constexpr int delay_time = 300;

int connect_to(const std::filesystem::path& path) {
    const int end = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    if (::connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return end;
    ::close(end);
    return -1;
}

// False when the line has ended.
bool pass_on(int from, int to, long long& bytes) {
    std::array<char, 8192> data{};
    bytes = ::read(from, data.data(), data.size());
    for (long long sent = 0; sent < bytes;) {
        const auto now =
            ::send(to, data.data() + sent, static_cast<std::size_t>(bytes - sent), MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += now;
    }
    return bytes > 0;
}

}  // namespace

TcpProxy::TcpProxy(std::filesystem::path socket) : socket_(std::move(socket)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no port for the proxy");
    port_ = ::ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_all(); });
}

TcpProxy::~TcpProxy() {
    stops_ = true;
    thread_.join();
    ::close(listener_);
}

void TcpProxy::plan(LineFault fault, long long after_bytes) {
    left_ = after_bytes;
    fault_ = fault;
}

void TcpProxy::accept_all() {
    std::vector<std::thread> lines;
    while (!stops_) {
        pollfd wait{listener_, POLLIN, 0};
        if (::poll(&wait, 1, look_every) <= 0) continue;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) lines.emplace_back([this, client] { serve(client); });
    }
    for (auto& line : lines) line.join();
}

void TcpProxy::serve(int client) {
    const int server = connect_to(socket_);
    bool cut = false, open = server >= 0;
    while (open && !stops_) {
        std::array<pollfd, 2> waits{{{cut ? -1 : client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), look_every) <= 0) continue;
        for (const auto& [from, to] : {std::pair(0, 1), std::pair(1, 0)}) {
            if (!open || waits[static_cast<std::size_t>(from)].revents == 0) continue;
            long long bytes = 0;
            open =
                pass_on(waits[static_cast<std::size_t>(from)].fd, to == 1 ? server : client, bytes);
            if (fault_ == LineFault::none || (left_ -= bytes) > 0) continue;
            const LineFault fault = fault_.exchange(LineFault::none);
            if (fault == LineFault::drop) open = false;
            if (fault == LineFault::delay) ::poll(nullptr, 0, delay_time);
            if (fault == LineFault::half_close) {
                ::shutdown(client, SHUT_WR);
                cut = true;
            }
        }
        // Half a line is of no use for long.
        if (cut) {
            ::poll(nullptr, 0, delay_time);
            open = false;
        }
    }
    if (server >= 0) ::close(server);
    ::close(client);
}

}  // namespace migration
