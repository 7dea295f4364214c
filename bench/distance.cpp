// Runs a command with a server that is further away: distance SOCKET MICROSECONDS COMMAND…
// The command finds it at PGHOST and PGPORT; each way takes half of the microseconds longer than it
// would, and what it takes to pass on. Exits as the command does.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

namespace {

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(2);
}

template <typename Address>
sockaddr* plain(Address& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

void carry(int from, int to, std::chrono::microseconds one_way) {
    ::prctl(PR_SET_TIMERSLACK, 1UL);  // else 50 us
    std::array<char, 1U << 16U> buffer{};
    for (;;) {
        const ssize_t count = ::recv(from, buffer.data(), buffer.size(), 0);
        if (count <= 0) break;
        std::this_thread::sleep_for(one_way);
        if (::send(to, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count)
            break;
    }
    ::shutdown(to, SHUT_WR);
}

int connect_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(server, plain(address), sizeof address) != 0) fail(path.c_str());
    return server;
}

// Bound to a free port, which goes into the environment.
int listen_somewhere() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(listener, plain(address), size) != 0 || ::listen(listener, 16) != 0 ||
        ::getsockname(listener, plain(address), &size) != 0)
        fail("listen");
    ::setenv("PGHOST", "127.0.0.1", 1);
    ::setenv("PGPORT", std::to_string(::ntohs(address.sin_port)).c_str(), 1);
    return listener;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) {
        std::cerr << "usage: distance SOCKET MICROSECONDS COMMAND…\n";
        return 2;
    }
    const std::string socket = arguments[1];
    const std::chrono::microseconds one_way(std::atoi(arguments[2]) / 2);
    const int listener = listen_somewhere();
    std::thread([&] {
        for (;;) {
            const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), on = 1;
            if (client < 0) continue;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            const int server = connect_to(socket);
            std::thread(carry, client, server, one_way).detach();
            std::thread(carry, server, client, one_way).detach();
        }
    }).detach();
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(arguments[3], arguments + 3);
        fail(arguments[3]);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    std::_Exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
}
