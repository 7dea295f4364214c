// Temporary objects, of which a snapshot knows nothing.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> temporary_productions() {
    static constexpr Production list[] = {
        {4,
         "CREATE TEMP TABLE {name} (id serial PRIMARY KEY, {name} text){| ON COMMIT DROP| ON "
         "COMMIT DELETE "
         "ROWS}"},
        {2, "CREATE TEMP TABLE {name} AS SELECT * FROM {relation}"},
        {1, "CREATE TEMP VIEW {name} AS SELECT * FROM {relation}"},
        {1, "CREATE TEMP SEQUENCE {name}"},
        {2, "CREATE TEMP TABLE {name} () INHERITS ({plain table})"},
        {1, "CREATE FUNCTION pg_temp.{name}() RETURNS integer LANGUAGE sql AS 'SELECT 1'"},
        {2, "DISCARD TEMP"},
        {1,
         "CREATE TEMP TABLE passing (id integer);;INSERT INTO passing VALUES (1);;CREATE TABLE "
         "{new} AS "
         "SELECT * FROM "
         "passing;;DROP TABLE passing"},
    };
    return list;
}

}  // namespace migration
