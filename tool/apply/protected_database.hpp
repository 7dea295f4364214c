#pragma once

#include "postgres/session.hpp"

namespace migration {

// Throws Error (usage) if the setting migrations.protected is on for the server, the database or
// the role.
void require_unprotected(Session& session);

}  // namespace migration
