#include "postgres/open_connection.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <mutex>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "postgres/detached_thread.hpp"

namespace migration {
namespace {

// Shared with the thread that makes it, which goes on to libpq's own time limit where nobody waits
// any more.
class Attempt {
public:
    explicit Attempt(ConnectionParameters parameters) : parameters_(std::move(parameters)) {
        if (::pipe2(done_.data(), O_CLOEXEC) != 0)
            throw Error(ErrorKind::failed, "cannot make a pipe");
    }
    ~Attempt() {
        ::close(done_[0]);
        ::close(done_[1]);
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    void run() {
        std::vector<const char*> keys, values;
        for (const auto& [key, value] : parameters_) {
            keys.push_back(key.c_str());
            values.push_back(value.c_str());
        }
        keys.push_back(nullptr);
        values.push_back(nullptr);
        PGconn* made = PQconnectdbParams(keys.data(), values.data(), 0);
        const std::scoped_lock lock(mutex_);
        if (abandoned_) return PQfinish(made);
        made_ = made;
        [[maybe_unused]] const auto ignored = ::write(done_[1], "", 1);
    }

    PGconn* wait() {
        const int interrupt = interrupt_signal() == 0 ? interrupt_descriptor() : -1;
        std::array<pollfd, 2> waits{{{done_[0], POLLIN, 0}, {interrupt, POLLIN, 0}}};
        while (::poll(waits.data(), waits.size(), -1) < 0) {
        }
        const std::scoped_lock lock(mutex_);
        abandoned_ = made_ == nullptr;
        if (abandoned_) check_interrupt();
        return made_;
    }

private:
    ConnectionParameters parameters_;
    std::array<int, 2> done_{-1, -1};
    std::mutex mutex_;
    PGconn* made_ = nullptr;
    bool abandoned_ = false;
};

}  // namespace

PGconn* open_connection(const ConnectionParameters& parameters) {
    const auto attempt = std::make_shared<Attempt>(parameters);
    run_detached([attempt] { attempt->run(); });
    return attempt->wait();
}

}  // namespace migration
