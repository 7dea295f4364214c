#include "adopt/read_history.hpp"

#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

std::string quoted_table(const std::string& schema, std::string_view table) {
    return quote_identifier(schema) + "." + quote_identifier(table);
}

std::string replaced(std::string text, std::string_view word, const std::string& by) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
    return text;
}

Error unreadable_history(Session& session, const HistoryTool& tool, const std::string& schema,
                         const std::string& table, const SqlError& error) {
    session.roll_back();
    const std::string role = session.rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0);
    const std::string quoted = quote_identifier(schema);
    return {ErrorKind::failed,
            "cannot read the history of " + std::string(tool.name) + ": " + error.what(),
            "GRANT USAGE ON SCHEMA " + quoted + " TO " + role + "; GRANT SELECT ON " + table +
                " TO " + role};
}

struct HistoryRow {
    std::string state, recorded, checksum, reason, way_out;
    std::string project;
};

HistoryRow history_row(const Rows& rows, int row) {
    const auto fields = rows.fields(row);
    const auto field = [&](std::size_t column) {
        return column < fields.size() ? std::string(fields[column]) : std::string();
    };
    return {field(0), field(1), field(2), field(3), field(4), field(5)};
}

std::vector<HistoryRow> run_query(Session& session, const FoundHistory& found,
                                  std::string_view query, std::string_view other_table) {
    const std::string table = quoted_table(found.table.schema, found.table.table);
    const std::string other = quoted_table(found.table.schema, other_table);
    const std::string sql =
        replaced(replaced(std::string(query), "{table}", table), "{other}", other);
    try {
        const Rows rows = session.rows(sql);
        std::vector<HistoryRow> all;
        all.reserve(static_cast<std::size_t>(rows.size()));
        for (int i = 0; i < rows.size(); ++i) all.push_back(history_row(rows, i));
        return all;
    } catch (const SqlError& error) {
        if (error.details().sqlstate != "42501") throw;  // insufficient_privilege
        throw unreadable_history(session, *found.tool, found.table.schema,
                                 other_table.empty() ? table : table + ", " + other, error);
    }
}

bool has_table(Session& session, const std::string& schema, std::string_view table) {
    return session
               .rows(
                   "SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON "
                   "n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2",
                   {schema, std::string(table)})
               .size() > 0;
}

std::vector<HistoryRow> rows_of(Session& session, const FoundHistory& found) {
    const HistoryTool& tool = *found.tool;
    auto rows = run_query(session, found, tool.query, "");
    if (tool.other_table.empty() || !has_table(session, found.table.schema, tool.other_table))
        return rows;
    const auto more = run_query(session, found, tool.other_query, tool.other_table);
    rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

// Keeps the rows of one project, that of the set's name where there are several.
void keep_project(std::vector<HistoryRow>& rows, const std::string& set, ForeignHistory& history) {
    std::set<std::string> projects;
    for (const auto& row : rows) projects.insert(row.project);
    if (projects.size() <= 1) return;
    if (projects.contains(set)) {
        std::erase_if(rows, [&](const auto& row) { return row.project != set; });
        return;
    }
    history.refusals.push_back(
        {"it holds several projects, and none is called \"" + set + "\": \"" +
             join({projects.begin(), projects.end()}, "\", \"") + "\"",
         "give the set the name of its project, with --set or in add_migrations()"});
    rows.clear();
}

void take_row(HistoryRow row, ForeignHistory& history) {
    static const std::map<std::string_view, RecordState> states{
        {"applied", RecordState::applied},
        {"up_to", RecordState::up_to},
        {"baseline", RecordState::baseline},
        {"repeatable", RecordState::repeatable},
        {"doubtful", RecordState::doubtful}};
    if (row.state == "refused")
        history.refusals.push_back({std::move(row.reason), std::move(row.way_out)});
    else if (row.state == "warned")
        history.warnings.push_back(std::move(row.reason));
    else
        history.records.push_back({states.at(row.state), std::move(row.recorded),
                                   std::move(row.checksum), std::move(row.reason)});
}

}  // namespace

ForeignHistory read_history(Session& session, const FoundHistory& found, const std::string& set) {
    ForeignHistory history{
        std::string(found.tool->name), found.table.schema + "." + found.table.table, {}};
    auto rows = rows_of(session, found);
    keep_project(rows, set, history);
    for (auto& row : rows) take_row(std::move(row), history);
    return history;
}

}  // namespace migration
