#include "base/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "base/error.hpp"

namespace migration {
namespace {

volatile std::sig_atomic_t received = 0;
std::array<int, 2> wake_pipe{-1, -1};

void on_signal(int number) {
    received = number;
    const char byte = 0;
    [[maybe_unused]] const auto ignored = ::write(wake_pipe[1], &byte, 1);
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
    std::signal(SIGPIPE, SIG_IGN);
}

int interrupt_signal() {
    return received;
}

int interrupt_descriptor() {
    return wake_pipe[0];
}

void check_interrupt() {
    if (received == SIGINT) throw Error(ErrorKind::interrupted, "interrupted");
    if (received == SIGTERM) throw Error(ErrorKind::terminated, "terminated");
}

void pause_unless_interrupted(std::chrono::milliseconds time) {
    pollfd wake{wake_pipe[0], POLLIN, 0};
    ::poll(&wake, 1, static_cast<int>(time.count()));
    check_interrupt();
}

}  // namespace migration
