#include "ledger/ledger_definition.hpp"

#include "postgres/session.hpp"

namespace migration {

std::string ledger_definition(const LedgerName& name) {
    const std::string table = quote_identifier(name.schema) + "." + quote_identifier(name.table);
    const std::string log = quote_identifier(name.schema) + "." + quote_identifier(name.table + "_log");
    return "CREATE TABLE IF NOT EXISTS " + table + R"( (
    migration_set text NOT NULL,
    version text NOT NULL,
    slug text NOT NULL,
    checksum text NOT NULL,
    state text NOT NULL CHECK (state ~ '^(applied|(undo )?(incomplete|running|leased))$'),
    statements_done integer NOT NULL,
    down_sql text,
    fingerprint text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by text NOT NULL DEFAULT session_user,
    execution_time_ms bigint NOT NULL,
    tool_version text NOT NULL,
    PRIMARY KEY (migration_set, version)
);
CREATE TABLE IF NOT EXISTS )" +
           log + R"( (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_set text NOT NULL,
    version text NOT NULL,
    slug text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    checksum text NOT NULL,
    error text NOT NULL,
    logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    logged_by text NOT NULL DEFAULT session_user,
    client text NOT NULL DEFAULT coalesce(host(inet_client_addr()), 'local'),
    runner text NOT NULL,
    execution_time_ms bigint NOT NULL,
    tool_version text NOT NULL,
    reason text NOT NULL
);
)";
}

}  // namespace migration
