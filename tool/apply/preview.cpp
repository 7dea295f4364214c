#include "apply/preview.hpp"

#include "apply/script_runner.hpp"
#include "apply/stored_script.hpp"
#include "base/tool_version.hpp"
#include "ledger/ledger_definition.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

std::string table_of(const LedgerName& ledger) {
    return quote_identifier(ledger.schema) + "." + quote_identifier(ledger.table);
}

std::string literals(std::initializer_list<std::string> values) {
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + quote_literal(value);
    return list;
}

// The audit table's row.
std::string logged(const MigrationSet& set, const std::string& version, const std::string& slug,
                   const std::string& checksum, const char* action) {
    return "INSERT INTO " + quote_identifier(set.ledger.schema) + "." +
           quote_identifier(set.ledger.table + "_log") + " " +
           written_columns(ledger_log_columns()) + " VALUES (" +
           literals({set.name, version, slug, action, "done", checksum, "", "psql"}) + ", 0, " +
           literals({tool_version(), "by hand, as previewed"}) + ");\n";
}

std::string limits_of(const Script& script) {
    std::string sql;
    if (const auto& time = script.annotations.lock_timeout)
        sql += "SET LOCAL lock_timeout = " + quote_literal(*time) + ";\n";
    if (const auto& time = script.annotations.statement_timeout)
        sql += "SET LOCAL statement_timeout = " + quote_literal(*time) + ";\n";
    return sql;
}

// What the script has set is taken back, as the engine does it.
constexpr const char* take_back =
    "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; "
    "DISCARD "
    "TEMP; "
    "DISCARD SEQUENCES;\n";

// "public." of "public.t".
std::string schema_of(std::string_view table) {
    const auto dot = last_dot(table);
    return dot == std::string_view::npos ? "" : std::string(table.substr(0, dot + 1));
}

std::string verification(const Migration& migration) {
    if (!migration.verify) return "";
    return "-- verification\n" + verify_sql(*migration.verify, migration.up.transactional);
}

// A try that was cut off may have left the index, not valid: IF NOT EXISTS would take it for the
// one that is wanted.
std::string without_broken_index(const UpStep& up) {
    std::string sql;
    if (!up.started) return sql;
    for (const auto& [statement, index, table] : up.migration->up.concurrent_indexes) {
        if (statement != up.statements_done() + 1) continue;
        if (index.empty())
            sql += "-- first drop an index of " + table + " that is not valid, if there is one\n";
        else
            sql += "DROP INDEX CONCURRENTLY IF EXISTS " + schema_of(table) +
                   quote_identifier(index) + ";\n";
    }
    return sql;
}

std::string step(const Script& script, const std::string& sql, const std::string& record,
                 bool alone = true) {
    if (!script.transactional) return sql + take_back + record;
    return (alone ? opening_of(script) + ";\n" : "") + limits_of(script) + sql +
           "SET CONSTRAINTS ALL IMMEDIATE;\n" + take_back + record + (alone ? "COMMIT;\n" : "");
}

}  // namespace

std::string preview_up(const MigrationSet& set, const std::vector<UpStep>& steps,
                       bool ledger_exists, bool together) {
    if (steps.empty()) return "";
    std::string script = "\\set ON_ERROR_STOP on\n";
    if (together) script += "BEGIN;\n";
    if (!ledger_exists) script += ledger_definition(set.ledger);
    for (const auto& up : steps) {
        const Migration& migration = *up.migration;
        const std::string sql = without_broken_index(up) +
                                effective_sql(migration.up, up.statements_done()) +
                                verification(migration);
        const std::string down =
            migration.down ? quote_literal(stored_script(*migration.down)) : "NULL";
        const std::string record =
            "INSERT INTO " + table_of(set.ledger) + " " + written_columns(ledger_columns()) +
            " VALUES (" +
            literals(
                {set.name, migration.version, migration.slug, migration.up.checksum, "applied"}) +
            ", 0, " + down + ", '', 0, " + quote_literal(tool_version()) +
            ")\nON CONFLICT (migration_set, version) DO UPDATE SET state = EXCLUDED.state;\n" +
            logged(set, migration.version, migration.slug, migration.up.checksum, "up");
        script += "\n-- up " + migration.name() + "\n" + step(migration.up, sql, record, !together);
    }
    return together ? script + "COMMIT;\n" : script;
}

std::string preview_down(const MigrationSet& set, const std::vector<DownStep>& steps) {
    std::string script = steps.empty() ? "" : "\\set ON_ERROR_STOP on\n";
    for (const auto& down : steps) {
        const Script own = down.migration != nullptr
                               ? *down.migration->down
                               : script_from_store(down.row.down_sql.value(), "");
        const std::string record =
            "DELETE FROM " + table_of(set.ledger) +
            " WHERE migration_set = " + quote_literal(set.name) +
            " AND version = " + quote_literal(down.row.version) + ";\n" +
            logged(set, down.row.version, down.row.slug, down.row.checksum, "down");
        script += "\n-- down " + migration_name(down.row.version, down.row.slug) + "\n" +
                  step(own, effective_sql(own), record);
    }
    return script;
}

}  // namespace migration
