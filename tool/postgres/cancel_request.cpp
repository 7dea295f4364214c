#include "postgres/cancel_request.hpp"

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>

#include "postgres/detached_thread.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience(5);
constexpr std::chrono::seconds hopeless(10);

}  // namespace

struct CancelRequest::State {
    explicit State(PGconn* connection)
        : handle(PQgetCancel(connection), &PQfreeCancel), socket(PQsocket(connection)) {}

    std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> handle;
    int socket;
    std::mutex mutex;
    std::condition_variable answered;
    bool is_running = false;
    Clock::time_point started;
    std::optional<Clock::time_point> first;  // of this statement

    void run() {
        std::array<char, 256> reason{};
        PQcancel(handle.get(), reason.data(), static_cast<int>(reason.size()));
        const std::scoped_lock lock(mutex);
        is_running = false;
        answered.notify_all();
    }
};

CancelRequest::CancelRequest(PGconn* connection) : state_(std::make_shared<State>(connection)) {}

void CancelRequest::start() {
    const std::scoped_lock lock(state_->mutex);
    if (state_->is_running || !state_->handle) return;
    state_->is_running = true;
    state_->started = Clock::now();
    if (!state_->first) state_->first = state_->started;
    try {
        run_detached([state = state_] { state->run(); });
    } catch (const std::system_error&) {
        state_->is_running = false;  // no thread is to be had now: whoever waits tries again
    }
}

void CancelRequest::wait() {
    std::unique_lock lock(state_->mutex);
    state_->answered.wait_until(lock, state_->started + patience,
                                [this] { return !state_->is_running; });
}

void CancelRequest::shut_down_if_hopeless() {
    const std::scoped_lock lock(state_->mutex);
    const auto now = Clock::now();
    const bool is_not_taken = state_->is_running && now - state_->started > hopeless;
    const bool is_ignored = state_->first && now - *state_->first > hopeless;
    if (is_not_taken || is_ignored) ::shutdown(state_->socket, SHUT_RDWR);
}

void CancelRequest::forget() {
    const std::scoped_lock lock(state_->mutex);
    state_->first.reset();
}

}  // namespace migration
