// Comments on everything.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> comment_productions() {
    static constexpr Production list[] = {
        {4, "COMMENT ON TABLE {table} IS {note}"},
        {3, "{!any table}COMMENT ON COLUMN {=any table}.{column} IS {note}"},
        {1, "COMMENT ON VIEW {view} IS {note}"},
        {1, "COMMENT ON MATERIALIZED VIEW {materialized view} IS {note}"},
        {1, "COMMENT ON FOREIGN TABLE {foreign table} IS {note}"},
        {2, "COMMENT ON INDEX {index} IS {note}"},
        {1, "COMMENT ON SEQUENCE {sequence} IS {note}"},
        {2, "{!any table}COMMENT ON CONSTRAINT {constraint} ON {=any table} IS {note}"},
        {1, "{!domain}COMMENT ON CONSTRAINT {domain constraint} ON DOMAIN {=domain} IS {note}"},
        {1, "COMMENT ON TRIGGER {trigger} IS {note}"},
        {1, "COMMENT ON RULE {rule} IS {note}"},
        {1, "COMMENT ON POLICY {policy} IS {note}"},
        {2, "COMMENT ON ROUTINE {routine} IS {note}"},
        {1, "COMMENT ON AGGREGATE {aggregate} IS {note}"},
        {2, "COMMENT ON TYPE {own type} IS {note}"},
        {1, "COMMENT ON DOMAIN {domain} IS {note}"},
        {1, "COMMENT ON SCHEMA {schema} IS {note}"},
        {1, "COMMENT ON OPERATOR {operator} IS {note}"},
        {1,
         "COMMENT ON OPERATOR {CLASS {operator class}|FAMILY {operator family}} USING btree IS "
         "{note}"},
        {1, "COMMENT ON CAST {cast} IS {note}"},
        {1, "COMMENT ON COLLATION {collation} IS {note}"},
        {1, "COMMENT ON CONVERSION {conversion} IS {note}"},
        {1,
         "COMMENT ON TEXT SEARCH {CONFIGURATION {configuration}|DICTIONARY {dictionary}} IS "
         "{note}"},
        {1, "COMMENT ON {SERVER {server}|FOREIGN DATA WRAPPER {wrapper}} IS {note}"},
        {1, "COMMENT ON {PUBLICATION {publication}|SUBSCRIPTION {subscription}} IS {note}"},
        {1, "COMMENT ON STATISTICS {statistics} IS {note}"},
        {1, "COMMENT ON EVENT TRIGGER {event trigger} IS {note}"},
        {1,
         "COMMENT ON {EXTENSION {extension}|LANGUAGE {language}|ACCESS METHOD {access method}} IS "
         "{note}"},
        {1, "COMMENT ON FUNCTION pg_catalog.now() IS {note}"},
    };
    return list;
}

}  // namespace migration
