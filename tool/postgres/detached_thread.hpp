#pragma once

// Threads that call libpq and may block there for too long, so that nothing waits for them. They
// may still run when the process ends; exit handlers would destroy what libpq and OpenSSL use.

#include <functional>

namespace migration {

// `work` must throw nothing.
void run_detached(std::function<void()> work);

bool has_detached_threads();

}  // namespace migration
