#include "snapshot/catalogue_reader.hpp"

#include <algorithm>

#include "snapshot/object_class.hpp"

namespace migration {
namespace {

constexpr const char* open_pinned =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL \"TimeZone\" = "
    "'UTC'; "
    "SET LOCAL \"DateStyle\" = 'ISO, MDY'; SET LOCAL \"IntervalStyle\" = 'postgres'; SET LOCAL "
    "extra_float_digits = 1; "
    "SET LOCAL bytea_output = 'hex'; SET LOCAL xmloption = 'content'; SET LOCAL quote_all_identifiers = off; "
    "SET LOCAL row_security = off; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; "
    "SET LOCAL lc_monetary = 'C'; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan";

// Statements of ours that one statement glues together by UNION ALL.
constexpr int batch = 100;

// Tables and populated materialised views with their row's text, columns sorted by name; of an extension's
// tables only those that it marks as configuration, as far as it says.
constexpr const char* row_statements = R"sql(
SELECT format(
    'SELECT %s::oid, 5, %L, %L, count(*) || '' rows, digest '' || coalesce(sum(hashtextextended(%s, 0)::numeric), 0)'
        || ' || ''/'' || coalesce(sum(hashtextextended(%s, 1)::numeric), 0) FROM ONLY %I.%I AS r %s',
    c.oid,
    'rows of ' || r.name,
    CASE WHEN m.extension IS NULL THEN r.name ELSE format('extension %I', m.extension) END,
    columns.row, columns.row, n.nspname, c.relname, coalesce(m.condition, ''))
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT x.extname AS extension, x.extcondition[array_position(x.extconfig, c.oid)] AS condition,
        coalesce(c.oid = ANY (x.extconfig), false) AS configuration
    FROM pg_depend AS e
    JOIN pg_extension AS x ON x.oid = e.refobjid
    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e') AS m ON true
CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'table' END || format(' %I.%I', n.nspname, c.relname) AS name) AS r
CROSS JOIN LATERAL (
    SELECT 'ROW(' || coalesce(string_agg('r.' || quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C"), '') || ')::text' AS row
    FROM pg_attribute AS a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated) AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND coalesce(m.configuration, true)
)sql";

constexpr const char* sequence_statements = R"sql(
SELECT format('SELECT %s::oid, 5, %L, %L, last_value || CASE WHEN is_called THEN '', called'' ELSE '', not called'' END FROM %I.%I',
    c.oid, 'value of ' || format('sequence %I.%I', n.nspname, c.relname), format('sequence %I.%I', n.nspname, c.relname),
    n.nspname, c.relname)
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql";

}  // namespace

std::string oid_array(const std::vector<Oid>& oids) {
    std::string array = "'{";
    for (const Oid oid : oids) array += (array.size() > 2 ? "," : "") + std::to_string(oid);
    return array + "}'";
}

const ServerTraits& CatalogueReader::traits() {
    if (!traits_)
        traits_ = ServerTraits{
            session_.server_major(),
            session_.rows("SELECT pg_catalog.current_setting('is_superuser') = 'on'").is_true(0, 0)};
    return *traits_;
}

void CatalogueReader::begin() {
    session_.command(open_pinned);
}

void CatalogueReader::end() {
    session_.command("COMMIT");
}

void CatalogueReader::prepare(const std::string& name, const std::string& arguments, const std::string& sql) {
    if (prepared_.insert(name).second) session_.command("PREPARE " + name + arguments + " AS " + sql);
}

void CatalogueReader::take(std::size_t object_class, const Rows& rows, DescribedList& into) {
    for (int i = 0; i < rows.size(); ++i)
        into.push_back({{object_class, static_cast<Oid>(rows.number(i, 0))},
                        rows.text(i, 2),
                        {static_cast<Facet>(rows.number(i, 1)), rows.text(i, 3), rows.text(i, 4)}});
}

void CatalogueReader::read_all(Scope scope, DescribedList& into) {
    prepare("migration_inhabited", "", inhabited_sql(traits()));
    const Rows inhabited = session_.rows("EXECUTE migration_inhabited");
    for (int i = 0; i < inhabited.size(); ++i) {
        const auto number = static_cast<std::size_t>(inhabited.number(i, 0));
        const std::string name =
            "migration_all_" + std::to_string(number) + (scope == Scope::everything ? "_rows" : "");
        prepare(name, "", describe_sql(*object_classes()[number], traits(), scope));
        take(number, session_.rows("EXECUTE " + name), into);
    }
}

void CatalogueReader::read(std::size_t object_class, const std::vector<Oid>& oids, Scope scope,
                           DescribedList& into) {
    const std::string name =
        "migration_some_" + std::to_string(object_class) + (scope == Scope::everything ? "_rows" : "");
    prepare(name, " (oid[])", describe_sql(*object_classes()[object_class], traits(), scope, "$1"));
    take(object_class, session_.rows("EXECUTE " + name + " (" + oid_array(oids) + ")"), into);
}

void CatalogueReader::run_each(std::size_t object_class, const Rows& statements, DescribedList& into) {
    for (int first = 0; first < statements.size(); first += batch) {
        std::string sql;
        for (int i = first; i < std::min(first + batch, statements.size()); ++i)
            sql += (i == first ? "" : " UNION ALL ") + statements.text(i, 0);
        take(object_class, session_.rows(sql), into);
    }
}

void CatalogueReader::read_all_rows(DescribedList& into) {
    prepare("migration_all_tables", "", row_statements);
    run_each(rows_class, session_.rows("EXECUTE migration_all_tables"), into);
}

void CatalogueReader::read_rows(const std::vector<Oid>& oids, DescribedList& into) {
    prepare("migration_some_tables", " (oid[])", row_statements + std::string(" AND c.oid = ANY ($1)"));
    run_each(rows_class, session_.rows("EXECUTE migration_some_tables (" + oid_array(oids) + ")"), into);
}

void CatalogueReader::read_all_sequence_values(DescribedList& into) {
    prepare("migration_all_sequences", "", sequence_statements);
    run_each(sequence_value_class, session_.rows("EXECUTE migration_all_sequences"), into);
}

void CatalogueReader::read_sequence_values(const std::vector<Oid>& oids, DescribedList& into) {
    prepare("migration_some_sequences", " (oid[])",
            sequence_statements + std::string(" AND c.oid = ANY ($1)"));
    run_each(sequence_value_class,
             session_.rows("EXECUTE migration_some_sequences (" + oid_array(oids) + ")"), into);
}

}  // namespace migration
