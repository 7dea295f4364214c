#pragma once

// Makes a connection, and gives up when a signal comes: libpq itself cannot be interrupted meanwhile.

#include <libpq-fe.h>

#include "postgres/connection_settings.hpp"

namespace migration {

// Never null; PQstatus() tells whether it succeeded. Throws the signal's Error, but not for one that
// had come before: whoever cleans up behind one may connect.
PGconn* open_connection(const ConnectionParameters& parameters);

}  // namespace migration
