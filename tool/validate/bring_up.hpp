#pragma once

// Makes a fresh database with the state before the first migration of a set, or after some of them.

#include <cstddef>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// Runs the prerequisites, and resets what they set in the session.
void run_prerequisites(Session& session, const Script& prerequisites);

// Runs the set's prerequisites and makes its ledger.
void prepare_database(Session& session, const MigrationSet& set);

// Runs the up scripts of the migrations from number `from` to before number `to`, except those that
// `skip` marks. Each runs in its own session with the settings of `session`.
void bring_up(Session& session, const MigrationSet& set, std::size_t from, std::size_t to,
              const std::vector<bool>& skip = {});

}  // namespace migration
