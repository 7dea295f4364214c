#include "snapshot/catalogue_reader.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "snapshot/object_class.hpp"

namespace migration {
namespace {

constexpr const char* open_transaction = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

// Settings that decide how values and definitions are spelt, and that nothing of the database's own
// interferes.
constexpr std::array<std::string_view, 15> pinned{"search_path = ''",
                                                  "\"TimeZone\" = 'UTC'",
                                                  "\"DateStyle\" = 'ISO, MDY'",
                                                  "\"IntervalStyle\" = 'postgres'",
                                                  "extra_float_digits = 1",
                                                  "bytea_output = 'hex'",
                                                  "xmloption = 'content'",
                                                  "quote_all_identifiers = off",
                                                  "row_security = off",
                                                  "statement_timeout = 0",
                                                  "lc_monetary = 'C'",
                                                  "jit = off",
                                                  "plan_cache_mode = force_generic_plan",
                                                  "work_mem = '64MB'",
                                                  "max_parallel_workers_per_gather = 0"};

std::string set_all(std::string_view how) {
    std::string sql;
    for (const auto setting : pinned) sql.append("; ").append(how).append(setting);
    return sql;
}

// The plans for single objects are made in a small database, perhaps, and kept while it grows.
std::string by_index(std::string_view how, std::string_view value) {
    std::string sql;
    for (const char* setting : {"enable_seqscan", "enable_hashjoin", "enable_mergejoin"})
        sql.append("; ").append(how).append(setting).append(" = ").append(value);
    return sql;
}

// From so many relations, indexes included, a second session is worth its start.
constexpr long long many_relations = 1000;

// Statements of ours that one statement glues together by UNION ALL.
constexpr std::size_t batch = 100;

// Tables and populated materialised views with their row's text, columns sorted by name; of an
// extension's tables only those that it marks as configuration, as far as it says. Rows that our
// role may not see are never counted as none: the entry says that they are hidden.
constexpr const char* row_statements = R"sql(
SELECT CASE
    WHEN row_security_active(c.oid) OR NOT has_table_privilege(c.oid, 'SELECT')
        OR NOT has_schema_privilege(n.oid, 'USAGE')
    THEN format('SELECT %s::oid, 5, %L, %L, %L', c.oid, 'rows of ' || r.name,
        CASE WHEN m.extension IS NULL THEN r.name ELSE format('extension %I', m.extension) END,
        CASE WHEN row_security_active(c.oid)
            THEN 'hidden: row-level security'
            ELSE 'hidden: no privilege' END)
    ELSE format(
    'SELECT %s::oid, 5, %L, %L, count(*) || '' rows, digest '''
        || ' || coalesce(sum(hashtextextended(%s, 0)::numeric), 0)'
        || ' || ''/'' || coalesce(sum(hashtextextended(%s, 1)::numeric), 0)'
        || ' FROM ONLY %I.%I AS r %s',
    c.oid,
    'rows of ' || r.name,
    CASE WHEN m.extension IS NULL THEN r.name ELSE format('extension %I', m.extension) END,
    columns.row, columns.row, n.nspname, c.relname, coalesce(m.condition, '')) END
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT x.extname AS extension, x.extcondition[array_position(x.extconfig, c.oid)] AS condition,
        coalesce(c.oid = ANY (x.extconfig), false) AS configuration
    FROM pg_depend AS e
    JOIN pg_extension AS x ON x.oid = e.refobjid
    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e') AS m ON true
CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'table' END
        || format(' %I.%I', n.nspname, c.relname) AS name) AS r
CROSS JOIN LATERAL (
    SELECT 'ROW('
        || coalesce(string_agg('r.' || quote_ident(a.attname), ', '
            ORDER BY a.attname COLLATE "C"), '')
        || ')::text' AS row
    FROM pg_attribute AS a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated) AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND coalesce(m.configuration, true)
)sql";

constexpr const char* sequence_statements = R"sql(
SELECT CASE WHEN has_sequence_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
    THEN format('SELECT %s::oid, 5, %L, %L, '
        'last_value || CASE WHEN is_called THEN %L ELSE '', not called'' END || %L FROM %I.%I',
        c.oid, 'value of ' || s.name, s.name,
        ', called' || CASE WHEN s.seqcycle THEN ', cycling' ELSE '' END
            || CASE WHEN abs(s.seqincrement) <> 1 THEN ', by ' || abs(s.seqincrement) ELSE '' END,
        CASE WHEN s.seqincrement < 0 THEN ', descending' ELSE '' END, n.nspname, c.relname)
    ELSE format('SELECT %s::oid, 5, %L, %L, %L',
        c.oid, 'value of ' || s.name, s.name, 'hidden: no privilege') END
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT format('sequence %I.%I', n.nspname, c.relname) AS name, q.seqincrement, q.seqcycle
    FROM pg_sequence AS q
    WHERE q.seqrelid = c.oid) AS s
WHERE c.relkind = 'S' AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT {member pg_class c}
)sql";

}  // namespace

const ServerTraits& CatalogueReader::traits() {
    Session& session = queries_.session();
    if (!traits_)
        traits_ = ServerTraits{
            session.server_major(),
            session.rows("SELECT pg_catalog.current_setting('is_superuser') = 'on'").is_true(0, 0)};
    return *traits_;
}

void CatalogueReader::pin_session() {
    queries_.session().command(set_all("SET ").substr(2) + by_index("SET ", "off"));
    pinned_ = true;
}

void CatalogueReader::begin() {
    queries_.session().command(open_transaction +
                               (pinned_ ? by_index("SET LOCAL ", "on") : set_all("SET LOCAL ")));
}

void CatalogueReader::begin_update() {
    queries_.session().command(
        open_transaction + (pinned_ ? "" : set_all("SET LOCAL ") + by_index("SET LOCAL ", "off")));
}

void CatalogueReader::pin_transaction() {
    alone_ = true;
    const Rows rows =
        queries_.session().rows(set_all("SET LOCAL ").substr(2) + by_index("SET LOCAL ", "off") +
                                "; SELECT name FROM pg_catalog.pg_prepared_statements");
    std::set<std::string> names;
    for (int i = 0; i < rows.size(); ++i) names.insert(rows.text(i, 0));
    queries_.keep(names);
}

void CatalogueReader::end() {
    queries_.session().command("COMMIT");
}

// With Scope::everything statements read rows too, so they have other names.
std::vector<ClassStatement> CatalogueReader::statements_for(const std::vector<std::size_t>& classes,
                                                            Scope scope) {
    std::vector<ClassStatement> statements;
    for (const auto number : classes) {
        auto& all = statements_[{number, scope}];
        if (all.empty()) all = describe_all_sql(*object_classes()[number], traits(), scope);
        for (std::size_t i = 0; i < all.size(); ++i)
            statements.push_back({number,
                                  "migration_all_" + std::to_string(number) + "_" +
                                      std::to_string(i) +
                                      (scope == Scope::everything ? "_rows" : ""),
                                  all[i]});
    }
    return statements;
}

void CatalogueReader::read_all(Scope scope, DescribedList& into) {
    long long relations = 0;
    std::vector<std::size_t> classes;
    queries_.add_prepared(
        "migration_inhabited", "", [&] { return inhabited_sql(traits()); }, "",
        [&](const Rows& rows) {
            relations = rows.number(0, 0);
            for (int i = 1; i < rows.size(); ++i)
                classes.push_back(static_cast<std::size_t>(rows.number(i, 0)));
        });
    queries_.run();
    const auto statements = statements_for(classes, scope);
    if (relations >= many_relations && !alone_) {
        shared_.run(statements, set_all("SET LOCAL "), into);
    } else {
        for (const auto& statement : statements) queue_described(queries_, statement, into);
        queries_.run();
    }
    if (scope == Scope::without_rows) return;
    std::vector<std::string> sequences, tables;
    queue_statements(sequence_value_class, nullptr, sequences);
    queue_statements(rows_class, nullptr, tables);
    queries_.run();
    run_statements(sequence_value_class, sequences, into);
    run_statements(rows_class, tables, into);
}

void CatalogueReader::queue(std::size_t object_class, const std::vector<Oid>& oids,
                            DescribedList& into) {
    queries_.add_prepared(
        "migration_some_" + std::to_string(object_class), "(oid[])",
        [&] { return describe_sql(*object_classes()[object_class], traits(), "$1"); },
        "(" + oid_array(oids) + ")",
        [&into, object_class](const Rows& rows) { take_described(object_class, rows, into); });
}

void CatalogueReader::queue_statements(std::size_t object_class, const std::vector<Oid>* oids,
                                       std::vector<std::string>& into) {
    const bool rows = object_class == rows_class;
    const std::string name = rows ? "tables" : "sequences";
    const auto sql = [&] {
        return expand_sql_words(rows ? row_statements : sequence_statements, traits(),
                                oids != nullptr) +
               (oids == nullptr ? "" : " AND c.oid = ANY ($1)");
    };
    const auto take_all = [&into](const Rows& statements) {
        for (int i = 0; i < statements.size(); ++i) into.push_back(statements.text(i, 0));
    };
    if (oids == nullptr)
        queries_.add_prepared("migration_all_" + name, "", sql, "", take_all);
    else
        queries_.add_prepared("migration_some_" + name, "(oid[])", sql,
                              "(" + oid_array(*oids) + ")", take_all);
}

void CatalogueReader::run_statements(std::size_t object_class,
                                     const std::vector<std::string>& statements,
                                     DescribedList& into) {
    for (std::size_t first = 0; first < statements.size(); first += batch) {
        std::string sql;
        for (std::size_t i = first; i < std::min(first + batch, statements.size()); ++i)
            sql += (i == first ? "" : " UNION ALL ") + statements[i];
        queries_.add(sql, [&into, object_class](const Rows& rows) {
            take_described(object_class, rows, into);
        });
    }
    queries_.run();
}

void CatalogueReader::read_data(const std::vector<Oid>& oids, DescribedList& into) {
    std::vector<std::string> sequences, tables;
    queue_statements(sequence_value_class, &oids, sequences);
    queue_statements(rows_class, &oids, tables);
    queries_.run();
    run_statements(sequence_value_class, sequences, into);
    run_statements(rows_class, tables, into);
}

void CatalogueReader::read_all_sequence_values(DescribedList& into) {
    std::vector<std::string> sequences;
    queue_statements(sequence_value_class, nullptr, sequences);
    queries_.run();
    run_statements(sequence_value_class, sequences, into);
}

}  // namespace migration
