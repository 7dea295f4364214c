// Views, materialised views and rules.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> view_productions() {
    static constexpr Production list[] = {
        {7, "CREATE{| OR REPLACE} VIEW {new} AS SELECT * FROM {relation}"},
        {4,
         "{!any table}CREATE VIEW {new}{| WITH (security_barrier)| WITH (security_invoker = true)} "
         "AS SELECT "
         "{column} "
         "AS {name} FROM {=any table}{| WHERE {=column} IS NOT NULL WITH CHECK OPTION}"},
        {2, "CREATE VIEW {new} AS SELECT {number function} AS a, {text} AS b"},
        {2,
         "CREATE VIEW {new} AS SELECT count(*), {relation text}::regclass AS name FROM {relation}"},
        {1,
         "CREATE RECURSIVE VIEW {schema}.{name} (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM "
         "{=name} WHERE "
         "n < 5"},
        {3, "CREATE OR REPLACE VIEW {view} AS SELECT {view columns}, {int} AS {name}"},
        {3, "ALTER VIEW {view} RENAME{ TO {free name}| COLUMN {column} TO {name}}"},
        {2, "ALTER VIEW {view} SET SCHEMA {other schema}"},
        {2,
         "ALTER VIEW {view} {SET (security_barrier)|RESET (security_barrier)|SET (check_option = "
         "local)}"},
        {2, "ALTER VIEW {view} ALTER COLUMN {column} {SET DEFAULT NULL|DROP DEFAULT}"},
        {1, "ALTER VIEW {view} ALTER COLUMN {int column} SET DEFAULT {int}"},
        {5, "DROP VIEW {view}{| CASCADE}"},
        {5, "CREATE MATERIALIZED VIEW {new} AS SELECT * FROM {relation}{| WITH NO DATA}"},
        {2,
         "CREATE MATERIALIZED VIEW {new} AS SELECT count(*) AS n, {int} AS {name} FROM {relation}"},
        {4, "REFRESH MATERIALIZED VIEW {materialized view}{|| WITH NO DATA}"},
        {2,
         "ALTER MATERIALIZED VIEW {materialized view} {RENAME TO {free name}|SET SCHEMA {other "
         "schema}|RENAME COLUMN "
         "{column} TO "
         "{name}|SET (fillfactor = 70)|ALTER COLUMN {column} SET STATISTICS {int}}"},
        {3, "DROP MATERIALIZED VIEW {materialized view}{| CASCADE}"},
        {3,
         "CREATE{| OR REPLACE} RULE {name} AS ON {INSERT|UPDATE|DELETE} TO {table} DO "
         "{NOTHING|ALSO "
         "NOTHING|ALSO SELECT "
         "1|ALSO NOTIFY rung}"},
        {2,
         "CREATE RULE {name} AS ON DELETE TO {view} DO INSTEAD {NOTHING|DELETE FROM {table with "
         "rows} WHERE "
         "false}"},
        {2, "ALTER RULE {rule} RENAME TO {name}"},
        {2, "ALTER TABLE {table} {DISABLE|ENABLE|ENABLE ALWAYS|ENABLE REPLICA} RULE {rule of it}"},
        {4, "DROP RULE {rule}"},
    };
    return list;
}

}  // namespace migration
