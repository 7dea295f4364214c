#pragma once

// A CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY that was interrupted leaves an INVALID index.
// Queries do not use it, writes maintain it, and IF NOT EXISTS takes it for the index that is
// wanted.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// Drops such indexes concurrently, before the statement runs (again). Returns their names. If
// another session still builds one, waits for it at most `limit`, then throws Error (lock_busy).
std::vector<std::string> drop_broken_index(Session& session, const ConcurrentIndex& wanted,
                                           std::chrono::milliseconds limit);

// The same for REINDEX CONCURRENTLY: drops the new and the old indexes that an interrupted try
// left. Does nothing if `sql` is another statement.
std::vector<std::string> drop_reindex_leftovers(Session& session, std::string_view sql,
                                                std::chrono::milliseconds limit);

// If the server chooses the index's name, a statement that ran twice has made the same index twice.
// Drops the newer one and returns its name.
std::vector<std::string> drop_twin_index(Session& session, const ConcurrentIndex& made);

}  // namespace migration
