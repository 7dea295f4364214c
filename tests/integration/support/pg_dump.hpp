#pragma once

// pg_dump as the snapshot's oracle.

#include <string>

#include "postgres/connection_settings.hpp"

namespace migration {

// False where every pg_dump of the machine is older than the server. MIGRATIONS_PG_DUMP names
// another one.
bool has_pg_dump();

// pg_dump's text of the database without comments, empty lines and what is made up anew each time.
std::string dump(const ConnectionSettings& settings);

}  // namespace migration
