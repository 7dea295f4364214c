// Owners, and roles that act.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> owner_productions() {
    static constexpr Production list[] = {
        {5, "ALTER TABLE {relation} OWNER TO {role}"},
        {2, "ALTER SCHEMA {schema} OWNER TO {role}"},
        {2, "ALTER ROUTINE {routine} OWNER TO {role}"},
        {2, "ALTER TYPE {own type} OWNER TO {role}"},
        {1, "ALTER OPERATOR {operator} OWNER TO {role}"},
        {1, "ALTER STATISTICS {statistics} OWNER TO {role}"},
        {1,
         "ALTER {PUBLICATION {publication}|SERVER {server}|COLLATION {collation}|CONVERSION "
         "{conversion}|TEXT SEARCH "
         "DICTIONARY {dictionary}|TEXT SEARCH CONFIGURATION {configuration}|LANGUAGE {language}} "
         "OWNER TO "
         "{role}"},
        {1, "REASSIGN OWNED BY {role} TO {role}"},
        {1, "DROP OWNED BY {role} CASCADE"},
        {5, "SET LOCAL ROLE random_one;;CREATE TABLE {new} (id serial, {name} {type});;RESET ROLE"},
        {2,
         "SET LOCAL ROLE random_one;;CREATE FUNCTION {schema}.{name}() RETURNS integer LANGUAGE "
         "sql AS "
         "'SELECT "
         "1';;CREATE TYPE {new} AS ENUM ('x')"},
    };
    return list;
}

}  // namespace migration
