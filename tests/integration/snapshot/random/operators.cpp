// Operators, their classes and families, casts, transforms.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> operator_productions() {
    static constexpr Production list[] = {
        {4,
         "CREATE OPERATOR {schema}.{symbol} (FUNCTION = {int4eq|int4pl|{binary function}}, LEFTARG "
         "= "
         "integer, RIGHTARG "
         "= integer{|, COMMUTATOR = OPERATOR({=schema}.{=symbol})|, RESTRICT = eqsel, JOIN = "
         "eqjoinsel})"},
        {1, "CREATE OPERATOR {schema}.{symbol} (FUNCTION = int4abs, RIGHTARG = integer)"},
        {2,
         "ALTER OPERATOR {operator} {SET (RESTRICT = NONE)|SET (RESTRICT = eqsel, JOIN = NONE)|SET "
         "SCHEMA "
         "{schema}}"},
        {2, "DROP OPERATOR {operator}{| CASCADE}"},
        {2, "CREATE VIEW {new} AS SELECT 1 OPERATOR({integer operator}) 2 AS {name}"},
        {3,
         "CREATE OPERATOR CLASS {schema}.{name} FOR TYPE integer USING btree{| FAMILY {operator "
         "family}} AS "
         "OPERATOR 1 "
         "<, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 "
         "btint4cmp(integer, "
         "integer)"},
        {2, "CREATE OPERATOR FAMILY {schema}.{name} USING btree"},
        {3,
         "ALTER OPERATOR FAMILY {operator family} USING btree ADD {OPERATOR {1|3} = (integer, "
         "bigint)|OPERATOR 1 < "
         "(integer, smallint)|FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint)}"},
        {1,
         "ALTER OPERATOR FAMILY {operator family} USING btree DROP OPERATOR 1 (integer, "
         "{smallint|bigint})"},
        {2,
         "ALTER OPERATOR {FAMILY {operator family}|CLASS {operator class}} USING btree {RENAME TO "
         "{name}|SET "
         "SCHEMA "
         "{schema}}"},
        {2,
         "DROP OPERATOR {FAMILY {operator family}|CLASS {operator class}} USING btree{| CASCADE}"},
        {3, "CREATE CAST ({own type} AS {text|integer}) WITH INOUT{| AS ASSIGNMENT}"},
        {1,
         "CREATE FUNCTION {schema}.{name}({own type}) RETURNS integer LANGUAGE plpgsql IMMUTABLE "
         "AS 'BEGIN "
         "RETURN 1; "
         "END';;CREATE CAST ({=own type} AS integer) WITH FUNCTION {=schema}.{=name}({=own type})"},
        {2, "DROP CAST {cast}"},
        {1,
         "CREATE FUNCTION {schema}.{name}(internal) RETURNS internal LANGUAGE internal IMMUTABLE "
         "AS "
         "'array_subscript_handler';;CREATE TRANSFORM FOR {own type} LANGUAGE sql (FROM SQL WITH "
         "FUNCTION "
         "{=schema}.{=name}(internal))"},
        {1, "DROP TRANSFORM {transform}"},
    };
    return list;
}

}  // namespace migration
