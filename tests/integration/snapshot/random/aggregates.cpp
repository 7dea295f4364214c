// Aggregates and window functions.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> aggregate_productions() {
    static constexpr Production list[] = {
        {4,
         "CREATE{| OR REPLACE} AGGREGATE {schema}.{name}(integer) (SFUNC = int4pl, STYPE = "
         "integer{|, "
         "INITCOND = "
         "'{int}'|, PARALLEL = SAFE})"},
        {2,
         "CREATE AGGREGATE {schema}.{name}(VARIADIC \"any\") (SFUNC = "
         "ordered_set_transition_multi, STYPE = "
         "internal, "
         "FINALFUNC = rank_final, FINALFUNC_EXTRA)"},
        {2,
         "CREATE FUNCTION {new}(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN "
         "$1;;CREATE "
         "AGGREGATE "
         "{schema}.{name}(integer) (SFUNC = {=new}, STYPE = integer)"},
        {2, "ALTER AGGREGATE {aggregate} RENAME TO {name}"},
        {1, "ALTER AGGREGATE {aggregate} SET SCHEMA {schema}"},
        {2, "DROP AGGREGATE {aggregate}{| CASCADE}"},
        {1, "CREATE VIEW {new} AS SELECT {integer aggregate}(1) AS total"},
    };
    return list;
}

}  // namespace migration
