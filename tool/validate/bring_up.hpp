#pragma once

// A fresh database as it is before the first migration of a set, and after some of them.

#include <cstddef>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// Runs what a database has before the first migration, and takes back what it set in the session.
void run_prerequisites(Session& session, const Script& prerequisites);

// Runs the set's prerequisites and makes its ledger.
void prepare_database(Session& session, const MigrationSet& set);

// Runs the up scripts of the migrations from number `from` to before number `to`, but for those that `skip`
// marks, each in a session of its own, made as `session` was.
void bring_up(Session& session, const MigrationSet& set, std::size_t from, std::size_t to,
              const std::vector<bool>& skip = {});

}  // namespace migration
