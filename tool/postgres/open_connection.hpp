#pragma once

// Opens a connection, and gives up if a signal comes, which libpq itself cannot do.

#include <libpq-fe.h>

#include "postgres/connection_settings.hpp"

namespace migration {

// Never null; PQstatus() tells whether it succeeded. Throws the Error of a signal that comes
// meanwhile. A signal that came before is ignored, because code that cleans up after it may
// connect.
PGconn* open_connection(const ConnectionParameters& parameters);

}  // namespace migration
