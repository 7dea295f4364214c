#pragma once

// The tool's databases on an external server. Their names begin with migration_sandbox_TOKEN_.
// While they are in use, a session of their owner has the application name migration-sandbox-TOKEN.

#include <string>
#include <string_view>

#include "postgres/session.hpp"

namespace migration {

// True for libpq's keywords that a lease may hold, because they lead to a server. Secrets, names of
// files with secrets and names of services must not be in a lease.
bool is_address_keyword(std::string_view keyword);

std::string external_prefix(const std::string& token);
std::string external_application(const std::string& token);

// Ends the other sessions of the token and drops those of its databases that the session's user
// owns. True if none is left.
bool drop_external_databases(Session& session, const std::string& token);

// Drops unused databases of this user's earlier runs.
void sweep_external_databases(Session& session);

}  // namespace migration
