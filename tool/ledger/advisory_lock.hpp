#pragma once

// What advisory locks of one key of 64 bits have in common, whoever takes them.

#include <optional>
#include <string>

#include "postgres/session.hpp"

namespace migration {

// A condition on a row l of pg_locks: the lock is held in this database, with the key $1.
extern const char* const is_lock_of_key;

// "pid 4711, 10.0.0.1, "app", connected since …"; nothing where nobody holds it any more.
std::optional<std::string> lock_holder(Session& session, const std::string& key);

}  // namespace migration
