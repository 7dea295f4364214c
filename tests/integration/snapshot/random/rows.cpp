// Rows, also those that come and go within a script.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> row_productions() {
    static constexpr Production list[] = {
        {10, "INSERT INTO {table with rows} {insert}"},
        {4, "INSERT INTO {table with rows} {insert} ON CONFLICT DO NOTHING"},
        {4, "UPDATE {table with rows} SET {int column} = {=int column} + {int}"},
        {4, "UPDATE {table with rows} SET {text column} = {text}"},
        {2, "UPDATE {table with rows} SET {column} = DEFAULT"},
        {2, "UPDATE {table with rows} SET {column} = {=column}"},
        {4, "DELETE FROM {table with rows}{| WHERE {column} IS NOT NULL}"},
        {2,
         "DELETE FROM {table with rows} WHERE ctid IN (SELECT ctid FROM {=table with rows} LIMIT "
         "1)"},
        {3, "TRUNCATE {table with rows}{| CASCADE| RESTART IDENTITY}"},
        {1, "TRUNCATE {table with rows}, {table with rows} CASCADE"},
        {2,
         "INSERT INTO {table with rows} {insert};;UPDATE {=table with rows} SET {column} = "
         "{=column};;DELETE "
         "FROM "
         "{=table with rows}"},
        {2, "INSERT INTO {table with rows} {insert};;TRUNCATE {=table with rows}"},
        {2, "UPDATE {table with rows} SET {regclass column} = {relation text}::regclass"},
        {1, "INSERT INTO {view} SELECT * FROM {=view} LIMIT 1"},
        {2, "SELECT count(*) FROM {relation}"},
        {1, "SELECT * FROM {table with rows} FOR UPDATE"},
        {1, "LOCK TABLE {table with rows} IN ACCESS EXCLUSIVE MODE"},
        {1, "ANALYZE {table with rows}"},
        {2, "SELECT 1 / 0"},
        {1,
         "MERGE INTO {table with rows} AS t USING (VALUES (1)) AS v (x) ON true WHEN MATCHED THEN "
         "DELETE"},
    };
    return list;
}

}  // namespace migration
