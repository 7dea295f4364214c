#pragma once

// \gexec: runs a query, and what its rows hold as statements. The rules are those of PostgreSQL 18,
// ExecQueryTuples in src/bin/psql/common.c.

#include <string>
#include <string_view>

namespace migration {

// DO with a block that runs the query and then the cells of its rows, one after the other, but for
// those that are null. In psql each cell is a statement by itself, here all are one: what cannot
// run in a transaction fails.
std::string run_cells_of(std::string_view query);

}  // namespace migration
