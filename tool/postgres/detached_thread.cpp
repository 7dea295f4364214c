#include "postgres/detached_thread.hpp"

#include <atomic>
#include <thread>
#include <utility>

namespace migration {
namespace {

std::atomic<int> alive = 0;

}  // namespace

void run_detached(std::function<void()> work) {
    ++alive;
    try {
        std::thread([work = std::move(work)]() mutable {
            work();
            work = nullptr;  // what it holds may be libpq's, too
            --alive;
        }).detach();
    } catch (...) {
        --alive;
        throw;
    }
}

bool has_detached_threads() {
    return alive != 0;
}

}  // namespace migration
