#include "ledger/ledger_definition.hpp"

#include "postgres/session.hpp"

namespace migration {
namespace {

constexpr auto by_default = LedgerColumn::Value::by_default;

constexpr LedgerColumn of_ledger[] = {
    {"migration_set", "text NOT NULL"},
    {"version", "text NOT NULL"},
    {"slug", "text NOT NULL"},
    {"checksum", "text NOT NULL"},
    {"state", "text NOT NULL CHECK (state ~ '^(applied|(undo )?(incomplete|running|leased))$')"},
    {"statements_done", "integer NOT NULL"},
    {"down_sql", "text"},
    {"fingerprint", "text NOT NULL"},
    {"applied_at", "timestamptz NOT NULL DEFAULT clock_timestamp()", by_default},
    {"applied_by", "text NOT NULL DEFAULT session_user", by_default},
    {"execution_time_ms", "bigint NOT NULL"},
    {"tool_version", "text NOT NULL"},
};

constexpr LedgerColumn of_log[] = {
    {"id", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", by_default},
    {"migration_set", "text NOT NULL"},
    {"version", "text NOT NULL"},
    {"slug", "text NOT NULL"},
    {"action", "text NOT NULL"},
    {"outcome", "text NOT NULL"},
    {"checksum", "text NOT NULL"},
    {"error", "text NOT NULL"},
    {"logged_at", "timestamptz NOT NULL DEFAULT clock_timestamp()", by_default},
    {"logged_by", "text NOT NULL DEFAULT session_user", by_default},
    {"client", "text NOT NULL DEFAULT coalesce(host(inet_client_addr()), 'local')", by_default},
    {"runner", "text NOT NULL"},
    {"execution_time_ms", "bigint NOT NULL"},
    {"tool_version", "text NOT NULL"},
    {"reason", "text NOT NULL"},
};

std::string definitions(std::span<const LedgerColumn> columns) {
    std::string text;
    for (const auto& column : columns)
        text.append(text.empty() ? "    " : ",\n    ")
            .append(column.name)
            .append(" ")
            .append(column.type);
    return text;
}

}  // namespace

std::span<const LedgerColumn> ledger_columns() {
    return of_ledger;
}

std::span<const LedgerColumn> ledger_log_columns() {
    return of_log;
}

std::string written_columns(std::span<const LedgerColumn> columns) {
    std::string text;
    for (const auto& column : columns)
        if (column.value == LedgerColumn::Value::written)
            text.append(text.empty() ? "(" : ", ").append(column.name);
    return text + ")";
}

std::string ledger_definition(const LedgerName& name) {
    const std::string table = quote_identifier(name.schema) + "." + quote_identifier(name.table);
    const std::string log =
        quote_identifier(name.schema) + "." + quote_identifier(name.table + "_log");
    return "CREATE TABLE IF NOT EXISTS " + table + " (\n" + definitions(of_ledger) +
           ",\n    PRIMARY KEY (migration_set, version)\n);\nCREATE TABLE IF NOT EXISTS " + log +
           " (\n" + definitions(of_log) + "\n);\n";
}

}  // namespace migration
