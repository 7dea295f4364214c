#pragma once

#include <libpq-fe.h>

#include "postgres/connection_settings.hpp"

namespace migration {

// An open connection, whose texts are UTF-8. Throws Error: unreachable, or usage where trying again
// cannot help.
PGconn* connect(const ConnectionSettings& settings);

}  // namespace migration
