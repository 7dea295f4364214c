#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apply/plan.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

using nlohmann::ordered_json;

struct InfoArguments {
    DatabaseOptions database;
    bool exact = false;
};

struct Table {
    std::string name;
    long long bytes = 0;
    long long rows = 0;          // -1: never counted by the server
    std::string uncounted = {};  // why the rows cannot be counted, or nothing
};

// Largest first. Rows as the server's statistics have them, which costs nothing.
std::vector<Table> read_tables(Session& session) {
    const Rows rows = session.rows(R"(SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
    pg_catalog.pg_total_relation_size(c.oid), c.reltuples::bigint,
    CASE
        WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                OR NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
            THEN 'rows that this role may not read'
        WHEN pg_catalog.row_security_active(c.oid) THEN 'rows hidden by row-level security'
        WHEN NOT c.relispopulated THEN 'no rows: never refreshed'
        ELSE '' END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 2 DESC, 1)");
    std::vector<Table> tables;
    tables.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        tables.push_back({rows.text(i, 0), rows.number(i, 1), rows.number(i, 2), rows.text(i, 3)});
    return tables;
}

// A number that leaves out what this role may not see would be none.
void count_rows(Session& session, std::vector<Table>& tables) {
    for (auto& table : tables)
        if (table.uncounted.empty())
            table.rows = session.rows("SELECT count(*) FROM ONLY " + table.name).number(0, 0);
}

std::string rows_text(const Table& table, bool exact) {
    if (exact && !table.uncounted.empty()) return table.uncounted;
    if (table.rows < 0) return "rows not counted yet";
    return fmt::format("{}{} rows", exact ? "" : "about ", table.rows);
}

std::string size_text(long long bytes) {
    double size = static_cast<double>(bytes);
    for (const char* unit : {"B", "kB", "MB", "GB"}) {
        if (size < 10240) return fmt::format("{:.0f} {}", size, unit);
        size /= 1024;
    }
    return fmt::format("{:.0f} TB", size);
}

int info(const Source& source, const InfoArguments& options) {
    Session session = options.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto applied = ledger.applied();
    const long long bytes =
        session.rows("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())")
            .number(0, 0);
    auto tables = read_tables(session);
    if (options.exact) count_rows(session, tables);
    if (options.database.json) {
        ordered_json list = ordered_json::array();
        for (const auto& table : tables)
            list.push_back({{"table", table.name},
                            {"bytes", table.bytes},
                            {"rows", table.rows < 0 || (options.exact && !table.uncounted.empty())
                                         ? ordered_json(nullptr)
                                         : ordered_json(table.rows)}});
        print(json_line(ordered_json{{"set", source.identity.name},
                                     {"database", session.database()},
                                     {"server", session.server_version_text()},
                                     {"version", newest_version(applied)},
                                     {"bytes", bytes},
                                     {"exact", options.exact},
                                     {"tables", list}}));
        return exit_done;
    }
    print(fmt::format("{} on database \"{}\": PostgreSQL {}, version {}, {}\n",
                      source.identity.name, session.database(), session.server_version_text(),
                      newest_version(applied), size_text(bytes)));
    for (const auto& table : tables)
        print(fmt::format("  {:<40} {:>10}  {}\n", table.name, size_text(table.bytes),
                          rows_text(table, options.exact)));
    return exit_done;
}

}  // namespace

void add_info_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("info", "show the size of the database and of its tables");
    auto options = std::make_shared<InfoArguments>();
    add_database_options(command, options->database);
    command.flag("--exact", options->exact,
                 "count the rows of each table (default: the server's estimate)");
    command.on_run([options, load = add_source(command)] { return info(load(), *options); });
}

}  // namespace migration
