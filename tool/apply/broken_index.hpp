#pragma once

// What a CREATE INDEX CONCURRENTLY that did not end leaves behind: an INVALID index, which nobody reads and
// everybody writes, and which IF NOT EXISTS takes for the one that is wanted; and REINDEX likewise.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// Drops such an index, concurrently, before the statement runs (again), and gives back the names of those
// dropped. One that another session is still building is waited for, at most `limit`, then Error (lock_busy).
std::vector<std::string> drop_broken_index(Session& session, const ConcurrentIndex& wanted,
                                           std::chrono::milliseconds limit);

// The same for REINDEX CONCURRENTLY: the indexes that a try which did not end was building, or was to drop.
// Nothing when `sql` is another statement.
std::vector<std::string> drop_reindex_leftovers(Session& session, std::string_view sql,
                                                std::chrono::milliseconds limit);

// Where it is not known whether the statement had run before, and the server chooses the name, it may have
// made the same index twice: drops the newer one and gives back its name.
std::vector<std::string> drop_twin_index(Session& session, const ConcurrentIndex& made);

}  // namespace migration
