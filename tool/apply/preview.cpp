#include "apply/preview.hpp"

#include "apply/engine.hpp"
#include "apply/script_runner.hpp"
#include "apply/stored_script.hpp"

namespace migration {
namespace {

std::string table_of(const LedgerName& ledger) {
    return quote_identifier(ledger.schema) + "." + quote_identifier(ledger.table);
}

std::string in_transaction(bool transactional, const std::string& sql, const std::string& record) {
    return transactional ? "BEGIN;\n" + sql + record + "COMMIT;\n" : sql + record;
}

}  // namespace

std::string preview_up(const MigrationSet& set, const std::vector<UpStep>& steps, bool ledger_exists) {
    std::string script = steps.empty() ? "" : "\\set ON_ERROR_STOP on\n";
    if (!steps.empty() && !ledger_exists) script += ledger_definition(set.ledger);
    for (const auto& step : steps) {
        const Migration& migration = *step.migration;
        std::string sql = effective_sql(migration.up, step.statements_done);
        if (migration.verify) sql += "-- verification\n" + effective_sql(*migration.verify);
        const std::string down = migration.down ? quote_literal(stored_script(*migration.down)) : "NULL";
        const std::string record =
            "INSERT INTO " + table_of(set.ledger) +
            " (migration_set, version, slug, checksum, state, statements_done, down_sql, fingerprint, "
            "execution_time_ms, tool_version) VALUES (" +
            quote_literal(set.name) + ", " + quote_literal(migration.version) + ", " +
            quote_literal(migration.slug) + ", " + quote_literal(migration.up.checksum) + ", 'applied', 0, " +
            down + ", '', 0, " + quote_literal(tool_version()) +
            ")\nON CONFLICT (migration_set, version) DO UPDATE SET state = EXCLUDED.state;\n";
        script +=
            "\n-- up " + migration.name() + "\n" + in_transaction(migration.up.transactional, sql, record);
    }
    return script;
}

std::string preview_down(const MigrationSet& set, const std::vector<DownStep>& steps) {
    std::string script = steps.empty() ? "" : "\\set ON_ERROR_STOP on\n";
    for (const auto& step : steps) {
        const bool own = step.migration != nullptr;
        const std::string sql = own ? effective_sql(*step.migration->down) : step.row.down_sql.value();
        const std::string record = "DELETE FROM " + table_of(set.ledger) +
                                   " WHERE migration_set = " + quote_literal(set.name) +
                                   " AND version = " + quote_literal(step.row.version) + ";\n";
        script += "\n-- down " + step.row.version + "_" + step.row.slug + "\n" +
                  in_transaction(!own || step.migration->down->transactional, sql, record);
    }
    return script;
}

}  // namespace migration
