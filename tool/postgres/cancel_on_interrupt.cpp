#include "postgres/cancel_on_interrupt.hpp"

#include <poll.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/interrupt.hpp"

namespace migration {
namespace {

// One thread waits for the signal, whatever the number of connections.
struct Watch {
    std::mutex mutex;
    std::vector<CancelRequest*> waiting;
    bool is_started = false;

    void run() {
        pollfd signal{interrupt_descriptor(), POLLIN, 0};
        while (interrupt_signal() == 0) ::poll(&signal, 1, -1);
        // A request that comes between two statements of one text is lost: again, as long as
        // somebody waits.
        for (;; std::this_thread::sleep_for(std::chrono::milliseconds(100))) {
            const std::scoped_lock lock(mutex);
            is_started = !waiting.empty();
            if (!is_started) return;
            for (CancelRequest* request : waiting) request->start();
            for (CancelRequest* request : waiting) request->wait();
            for (CancelRequest* request : waiting) request->shut_down_if_hopeless();
        }
    }
};

// Never destroyed: its thread may live as long as the process.
Watch& watch() {
    static auto* const watch = new Watch;
    return *watch;
}

}  // namespace

CancelOnInterrupt::CancelOnInterrupt(CancelRequest& request)
    : request_(interrupt_signal() == 0 && interrupt_descriptor() >= 0 ? &request : nullptr) {
    if (request_ == nullptr) return;
    Watch& all = watch();
    const std::scoped_lock lock(all.mutex);
    all.waiting.push_back(request_);
    if (!std::exchange(all.is_started, true)) std::thread([&all] { all.run(); }).detach();
}

CancelOnInterrupt::~CancelOnInterrupt() {
    if (request_ == nullptr) return;
    Watch& all = watch();
    const std::scoped_lock lock(all.mutex);
    all.waiting.erase(std::find(all.waiting.begin(), all.waiting.end(), request_));
}

}  // namespace migration
