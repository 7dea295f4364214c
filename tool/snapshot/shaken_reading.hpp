#pragma once

// The server describes an object by what its catalogues hold now, not by what they held when the
// query began. So reading fails where other sessions drop objects meanwhile, and succeeds when it
// is done again.

#include "postgres/session.hpp"

namespace migration {

// Whether the error may come from objects that went while they were described: "cache lookup failed
// for index", "could not open relation with OID", "relation does not exist".
bool is_shaken(const SqlError& error);

inline constexpr int tries_of_reading = 20;

// What `read` gives; done again, each time from the start, where others shake it.
template <typename Read>
auto read_steadily(const Read& read) {
    for (int left = tries_of_reading - 1;; --left) {
        try {
            return read();
        } catch (const SqlError& error) {
            if (left == 0 || !is_shaken(error)) throw;
        }
    }
}

}  // namespace migration
