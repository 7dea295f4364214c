// Publications, subscriptions and extended statistics.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> replication_productions() {
    static constexpr Production list[] = {
        {2,
         "CREATE PUBLICATION {name}{| FOR ALL TABLES| FOR TABLE {plain table}| FOR TABLES IN "
         "SCHEMA "
         "{schema}}{| WITH "
         "(publish = 'insert')}"},
        {2, "CREATE PUBLICATION {name} FOR TABLE {plain table} ({column}){| WHERE (true)}"},
        {3,
         "ALTER PUBLICATION {publication} {ADD|SET} TABLE {plain table}{| WHERE ({int column} > "
         "{int})}"},
        {1, "ALTER PUBLICATION {publication} ADD TABLES IN SCHEMA {schema}"},
        {1, "ALTER PUBLICATION {publication} DROP TABLE {published table}"},
        {2,
         "ALTER PUBLICATION {publication} {RENAME TO {name}|SET (publish_via_partition_root)|SET "
         "(publish = "
         "'update')}"},
        {2, "DROP PUBLICATION {publication}"},
        {1,
         "CREATE SUBSCRIPTION {name} CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = "
         "false)"},
        {1,
         "ALTER SUBSCRIPTION {subscription} {RENAME TO {name}|SET (slot_name = NONE)|SET "
         "(synchronous_commit "
         "= on)}"},
        {1,
         "ALTER SUBSCRIPTION {subscription} SET (slot_name = NONE);;DROP SUBSCRIPTION "
         "{=subscription}"},
        {4,
         "{!any table}CREATE STATISTICS {schema}.{name}{| (ndistinct)| (mcv, dependencies)} ON "
         "{int column}, "
         "({=int column} + 1) "
         "FROM {=any table}"},
        {3,
         "ALTER STATISTICS {statistics} {RENAME TO {name}|SET SCHEMA {schema}|SET STATISTICS "
         "{int}}"},
        {2, "DROP STATISTICS {statistics}"},
    };
    return list;
}

}  // namespace migration
