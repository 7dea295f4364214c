#include "base/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "base/error.hpp"

namespace migration {
namespace {

// Read by other threads than the one that gets the signal.
std::atomic<int> received = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a handler must not wait for a lock");
std::array<int, 2> wake_pipe{-1, -1};

void on_signal(int number) {
    received = number;
    const int error = errno;
    const char byte = 0;
    [[maybe_unused]] const auto ignored = ::write(wake_pipe[1], &byte, 1);
    errno = error;
}

bool is_ignored(int number) {
    struct sigaction action {};
    return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void catch_interrupts() {
    if (wake_pipe[0] != -1) return;
    if (::pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw Error(ErrorKind::failed, "cannot make a pipe for signals");
    struct sigaction action {};
    action.sa_handler = on_signal;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    if (!is_ignored(SIGHUP)) ::sigaction(SIGHUP, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int interrupt_signal() {
    return received;
}

int interrupt_descriptor() {
    return wake_pipe[0];
}

void check_interrupt() {
    const int number = received;
    if (number == SIGHUP) throw Error(ErrorKind::hung_up, "the terminal was closed");
    if (number == SIGINT) throw Error(ErrorKind::interrupted, "interrupted");
    if (number == SIGTERM) throw Error(ErrorKind::terminated, "terminated");
}

void pause_unless_interrupted(std::chrono::milliseconds time) {
    pollfd wake{wake_pipe[0], POLLIN, 0};
    ::poll(&wake, 1, static_cast<int>(time.count()));
    check_interrupt();
}

}  // namespace migration
