#include "adopt/find_history.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

struct TableColumns {
    LedgerName table;
    std::set<std::string, std::less<>> columns;
};

std::string shown_table(const LedgerName& table) {
    return "\"" + table.schema + "." + table.table + "\"";
}

// Quoted, for ANY.
std::string own_schemas() {
    std::vector<std::string> schemas;
    for (const auto* tool : history_tools())
        if (!tool->own_schema.empty()) schemas.push_back(quote_literal(tool->own_schema));
    return join(schemas, ", ");
}

std::string is_in_place(const WantedHistory& wanted) {
    if (wanted.table) return "n.nspname = $1 AND c.relname = $2";
    return "(n.nspname = ANY (pg_catalog.current_schemas(false)) OR n.nspname IN (" +
           own_schemas() + "))";
}

std::vector<TableColumns> read_tables(Session& session, const WantedHistory& wanted) {
    std::vector<Session::Parameter> parameters;
    if (wanted.table) parameters = {wanted.table->schema, wanted.table->table};
    const Rows rows = session.rows(R"(SELECT n.nspname, c.relname, a.attname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped
    AND )" + is_in_place(wanted) + " ORDER BY 1, 2",
                                   parameters);
    std::vector<TableColumns> tables;
    for (int i = 0; i < rows.size(); ++i) {
        const LedgerName name{rows.text(i, 0), rows.text(i, 1)};
        if (tables.empty() || tables.back().table != name) tables.push_back({name, {}});
        tables.back().columns.insert(rows.text(i, 2));
    }
    return tables;
}

bool has_columns_of(const HistoryTool& tool, const TableColumns& table) {
    const bool all = std::all_of(tool.columns.begin(), tool.columns.end(),
                                 [&](auto column) { return table.columns.contains(column); });
    return all && (tool.has_more_columns || table.columns.size() == tool.columns.size());
}

bool has_usual_name(const HistoryTool& tool, const TableColumns& table) {
    return tool.tables.empty() || std::find(tool.tables.begin(), tool.tables.end(),
                                            table.table.table) != tool.tables.end();
}

std::vector<FoundHistory> recognise(const std::vector<TableColumns>& tables,
                                    const WantedHistory& wanted) {
    std::vector<FoundHistory> found;
    for (const auto& table : tables)
        for (const auto* tool : history_tools())
            if ((wanted.tool == nullptr || wanted.tool == tool) && has_columns_of(*tool, table) &&
                (wanted.table || has_usual_name(*tool, table)))
                found.push_back({tool, table.table});
    return found;
}

Error not_found(Session& session, const WantedHistory& wanted, bool is_there) {
    const std::string whose =
        wanted.tool == nullptr ? "a known tool" : std::string(wanted.tool->name);
    if (wanted.table && !is_there)
        return {ErrorKind::usage, "no such table: " + shown_table(*wanted.table)};
    if (wanted.table)
        return {ErrorKind::mismatch, "the table " + shown_table(*wanted.table) +
                                         " does not have the columns of the history of " + whose};
    const Rows path =
        session.rows("SELECT pg_catalog.array_to_string(pg_catalog.current_schemas(false), ', ')");
    return {
        ErrorKind::mismatch,
        "found no history of " + whose + " in the schemas of the search path: \"" +
            path.text(0, 0) + "\"",
        "name the table with --history-table SCHEMA.TABLE, or " +
            (wanted.option == "--from" ? "record what the database has with 'baseline --at VERSION'"
                                       : "leave " + std::string(wanted.option) + " out")};
}

Error found_several(const std::vector<FoundHistory>& found, std::string_view option) {
    std::vector<std::string> names;
    std::set<std::string_view> tools;
    std::set<std::string> tables;
    for (const auto& each : found) {
        names.push_back(std::string(each.tool->name) + " in " + shown_table(each.table));
        tools.insert(each.tool->name);
        tables.insert(shown_table(each.table));
    }
    std::string way_out = "say which one with ";
    if (tools.size() > 1) way_out += std::string(option) + " TOOL";
    if (tools.size() > 1 && tables.size() > 1) way_out += " or ";
    if (tables.size() > 1) way_out += "--history-table SCHEMA.TABLE";
    return {ErrorKind::usage, "found more than one history: " + join(names, ", "), way_out};
}

}  // namespace

FoundHistory find_history(Session& session, const WantedHistory& wanted) {
    const auto tables = read_tables(session, wanted);
    auto found = recognise(tables, wanted);
    if (found.empty()) throw not_found(session, wanted, !tables.empty());
    if (found.size() > 1) throw found_several(found, wanted.option);
    return found.front();
}

}  // namespace migration
