#pragma once

// Our databases on a server that is not ours. Their names begin with migration_sandbox_TOKEN_, and as long as
// they are in use a session of their owner's has the application name migration-sandbox-TOKEN.

#include <string>
#include <string_view>

#include "postgres/session.hpp"

namespace migration {

// True for libpq's keywords that lead to a server. Those that name secrets, files of secrets or services do
// not belong into a lease.
bool is_address_keyword(std::string_view keyword);

std::string external_prefix(const std::string& token);
std::string external_application(const std::string& token);

// Ends the other sessions of that token and drops its databases that the session's user owns. True when none
// is left.
bool drop_external_databases(Session& session, const std::string& token);

// Drops those of earlier runs of this user that nobody uses any more.
void sweep_external_databases(Session& session);

}  // namespace migration
