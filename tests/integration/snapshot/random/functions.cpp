// Functions and procedures.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> function_productions() {
    static constexpr Production list[] = {
        {5,
         "CREATE{| OR REPLACE} FUNCTION {schema}.{name}() RETURNS integer LANGUAGE sql IMMUTABLE{| "
         "COST 10| "
         "STRICT| "
         "PARALLEL SAFE| SECURITY DEFINER} AS 'SELECT {int}'"},
        {3,
         "CREATE FUNCTION {schema}.{name}({name} integer{| DEFAULT {int}}) RETURNS integer "
         "LANGUAGE sql "
         "IMMUTABLE "
         "RETURN {int} + 1"},
        {3,
         "CREATE FUNCTION {schema}.{name}({name} {type}{|, OUT a integer, OUT b text}) RETURNS "
         "{record|void} "
         "LANGUAGE "
         "plpgsql AS 'BEGIN END'"},
        {4,
         "CREATE{| OR REPLACE} FUNCTION {schema}.{name}() RETURNS bigint LANGUAGE sql BEGIN ATOMIC "
         "SELECT "
         "count(*) FROM "
         "{relation}; END"},
        {3,
         "CREATE FUNCTION {schema}.{name}() RETURNS SETOF {any table} LANGUAGE sql BEGIN ATOMIC "
         "SELECT * "
         "FROM {=any "
         "table}; END"},
        {2,
         "CREATE FUNCTION {schema}.{name}({any table}) RETURNS {type} LANGUAGE plpgsql AS 'BEGIN "
         "RETURN "
         "NULL; END'"},
        {2,
         "CREATE FUNCTION {schema}.{name}(a integer DEFAULT {number function}) RETURNS TABLE (x "
         "{type}, y "
         "integer) "
         "LANGUAGE plpgsql AS 'BEGIN END'"},
        {2,
         "CREATE FUNCTION {schema}.{name}(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE "
         "AS "
         "'SELECT $1 = $2'"},
        {2,
         "CREATE{| OR REPLACE} PROCEDURE {schema}.{name}({|integer|INOUT a text}) LANGUAGE plpgsql "
         "AS 'BEGIN "
         "{|NULL;} "
         "END'"},
        {2,
         "CREATE PROCEDURE {schema}.{name}() BEGIN ATOMIC DELETE FROM {table with rows} WHERE "
         "false; END"},
        {3,
         "CREATE OR REPLACE FUNCTION {number function} RETURNS integer LANGUAGE sql IMMUTABLE AS "
         "'SELECT "
         "{int} + "
         "{int}'"},
        {4, "ALTER ROUTINE {routine} RENAME TO {name}"},
        {3, "ALTER ROUTINE {routine} SET SCHEMA {schema}"},
        {3,
         "ALTER FUNCTION {function} {STABLE|VOLATILE|STRICT|CALLED ON NULL INPUT|COST "
         "{int}0|LEAKPROOF|SECURITY "
         "INVOKER|SET search_path = {schema}, public|SET work_mem = '1MB'|RESET ALL}"},
        {1, "ALTER FUNCTION {function} {|NO }DEPENDS ON EXTENSION {extension}"},
        {5, "DROP ROUTINE {routine}{| CASCADE}"},
        {1, "CREATE{| OR REPLACE} LANGUAGE {name} HANDLER plpgsql_call_handler"},
        {1, "ALTER LANGUAGE {language} RENAME TO {name}"},
        {1, "DROP LANGUAGE {language} CASCADE"},
        {1,
         "CREATE FUNCTION {schema}.{name}() RETURNS integer LANGUAGE {language} AS 'BEGIN RETURN "
         "1; END'"},
        {1, "CALL {plain procedure}"},
    };
    return list;
}

}  // namespace migration
