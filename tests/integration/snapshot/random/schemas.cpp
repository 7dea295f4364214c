// Schemas.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> schema_productions() {
    static constexpr Production list[] = {
        {6, "CREATE SCHEMA {name}{| AUTHORIZATION {role}}"},
        {1,
         "CREATE SCHEMA {name} CREATE TABLE {name} (id integer PRIMARY KEY) CREATE VIEW {name} AS "
         "SELECT 1 "
         "AS one"},
        {4, "ALTER SCHEMA {schema} RENAME TO {name}"},
        {2, "DROP SCHEMA {schema} RESTRICT"},
        {3, "DROP SCHEMA {schema} CASCADE"},
        {1, "ALTER SCHEMA {schema} RENAME TO {name};;CREATE TABLE {new} (id integer)"},
        {1, "CREATE SCHEMA IF NOT EXISTS public"},
    };
    return list;
}

}  // namespace migration
