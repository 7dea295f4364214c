#pragma once

// Threads inside libpq for which nobody waits longer than is sensible. They may still be there when the
// process ends, and its exit handlers take away what libpq and OpenSSL use.

#include <functional>

namespace migration {

// `work` must throw nothing.
void run_detached(std::function<void()> work);

bool has_detached_threads();

}  // namespace migration
