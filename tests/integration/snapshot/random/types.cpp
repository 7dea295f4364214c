// Enums, domains, composite types, ranges, base types.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> type_productions() {
    static constexpr Production list[] = {
        {4, "CREATE TYPE {new} AS ENUM ({|'a'|'a', 'b', 'it''s'})"},
        {4,
         "ALTER TYPE {enum} ADD VALUE{| IF NOT EXISTS} {text}{|| BEFORE {label}| AFTER {label}}"},
        {2, "ALTER TYPE {enum} RENAME VALUE {label} TO {text}"},
        {5,
         "CREATE DOMAIN {new} AS {integer|text|text COLLATE \"C\"|numeric(8,2)|{enum}}{|| NOT "
         "NULL| CHECK "
         "(VALUE IS NOT "
         "NULL OR true)| CONSTRAINT {name} CHECK (VALUE IS NULL OR VALUE IS NOT NULL)}"},
        {2,
         "ALTER DOMAIN {domain} ADD{| CONSTRAINT {name}} CHECK (VALUE IS NOT NULL OR true){| NOT "
         "VALID}"},
        {3,
         "ALTER DOMAIN {domain} {SET NOT NULL|DROP NOT NULL|SET DEFAULT NULL|SET DEFAULT 1|DROP "
         "DEFAULT}"},
        {3,
         "ALTER DOMAIN {domain} {DROP CONSTRAINT {domain constraint}|VALIDATE CONSTRAINT {domain "
         "constraint}|RENAME "
         "CONSTRAINT {domain constraint} TO {name}}"},
        {4, "CREATE TYPE {new} AS (a integer, {name} {text|{type}})"},
        {4,
         "ALTER TYPE {composite} {ADD ATTRIBUTE {name} {type}|DROP ATTRIBUTE {column}|RENAME "
         "ATTRIBUTE "
         "{column} TO "
         "{name}|ALTER ATTRIBUTE {column} TYPE {bigint|text}}{| CASCADE}"},
        {3,
         "CREATE TYPE {new} AS RANGE (SUBTYPE = {integer|text|numeric|timestamptz|{domain}}{|, "
         "MULTIRANGE_TYPE_NAME = "
         "{schema}.{name}})"},
        {1,
         "CREATE TYPE {new};;CREATE FUNCTION {schema}.{name}(cstring) RETURNS {=new} LANGUAGE "
         "internal "
         "IMMUTABLE STRICT "
         "AS 'int4in';;CREATE FUNCTION {=schema}.{name}({=new}) RETURNS cstring LANGUAGE internal "
         "IMMUTABLE "
         "STRICT AS "
         "'int4out'"},
        {2,
         "CREATE TYPE {new};;CREATE FUNCTION {=new}(cstring) RETURNS {=new} LANGUAGE internal "
         "IMMUTABLE "
         "STRICT AS "
         "'int4in';;CREATE FUNCTION {=new}({=new}) RETURNS cstring LANGUAGE internal IMMUTABLE "
         "STRICT AS "
         "'int4out';;CREATE TYPE {=new} (INPUT = {=new}, OUTPUT = {=new}, LIKE = integer{|, "
         "CATEGORY = 'N'|, "
         "DEFAULT = "
         "'3'})"},
        {1, "CREATE TYPE {new}"},
        {1, "ALTER TYPE {base type} SET (STORAGE = PLAIN)"},
        {4, "ALTER TYPE {own type} RENAME TO {free name}"},
        {3, "ALTER TYPE {own type} SET SCHEMA {other schema}"},
        {3, "DROP TYPE {own type}"},
        {4, "DROP TYPE {own type} CASCADE"},
        {2, "DROP DOMAIN {domain}{| CASCADE}"},
    };
    return list;
}

}  // namespace migration
