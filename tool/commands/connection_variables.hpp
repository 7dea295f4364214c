#pragma once

// A connection for other programs: DATABASE_URL and libpq's environment variables.

#include <string>
#include <utility>
#include <vector>

#include "postgres/connection_settings.hpp"

namespace migration {

// postgresql://user:password@host:port/database; a Unix socket's folder stands in the query.
std::string connection_url(const ConnectionSettings& settings);

std::vector<std::pair<std::string, std::string>> connection_variables(
    const ConnectionSettings& settings);

// Variables that would lead libpq elsewhere, or change how it connects.
std::vector<std::string> misleading_variables();

}  // namespace migration
