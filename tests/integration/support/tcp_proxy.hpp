#pragma once

// A TCP port that leads to a server's Unix socket, over a line that can be cut.

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

namespace migration {

enum class LineFault {
    none,
    drop,        // both ends see the connection reset or ended
    half_close,  // the client can send no more, nothing comes back either
    delay,       // a pause in the middle, then it goes on
};

class TcpProxy {
public:
    explicit TcpProxy(std::filesystem::path socket);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    int port() const { return port_; }
    // What happens to the next connection once so many bytes have gone either way.
    void plan(LineFault fault, long long after_bytes);

private:
    void accept_all();
    void serve(int client);

    std::filesystem::path socket_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stops_{false};
    std::atomic<LineFault> fault_{LineFault::none};
    std::atomic<long long> left_{0};
    std::thread thread_;
};

}  // namespace migration
