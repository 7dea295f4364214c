#pragma once

#include "postgres/session.hpp"

namespace migration {

// Throws Error (usage) on a server, database or role that somebody has marked as protected, with the setting
// migrations.protected = on.
void require_unprotected(Session& session);

}  // namespace migration
