#pragma once

// pg_dump, pg_restore: PostgreSQL's own client programs, new enough for a server.

#include <filesystem>
#include <string>

namespace migration {

// Looked for in the folder that MIGRATIONS_POSTGRES_CLIENT names, else on PATH, then in Debian's
// /usr/lib/postgresql/*/bin. Throws Error (usage) where there is none, or none of the server's
// major version or newer.
std::filesystem::path client_program(const std::string& name, int server_major);

}  // namespace migration
