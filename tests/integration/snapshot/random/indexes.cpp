// Indexes.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> index_productions() {
    static constexpr Production list[] = {
        {5, "CREATE INDEX{| {name}} ON {table} ({column}{| DESC| DESC NULLS LAST})"},
        {4,
         "CREATE UNIQUE INDEX{| {name}} ON {table} ({int column}){| NULLS NOT DISTINCT}{| WHERE "
         "{=int "
         "column} > 3}"},
        {3, "CREATE INDEX {name} ON {table} ((lower({text column})))"},
        {2, "CREATE INDEX {name} ON {table} (({number function}))"},
        {2, "CREATE INDEX ON {table} ({text column} COLLATE {\"C\"|{collation}})"},
        {2, "CREATE INDEX ON {table} ({text column} text_pattern_ops)"},
        {2,
         "CREATE INDEX ON {table} USING {hash|brin|btree} ({int column}){| WITH (fillfactor = "
         "70)}"},
        {2, "CREATE INDEX ON {table} ({int column}) INCLUDE ({column})"},
        {1, "CREATE INDEX ON {table} ({int column} {operator class})"},
        {1, "CREATE INDEX ON {materialized view} ((1))"},
        {4, "ALTER INDEX {index} RENAME TO {free name}"},
        {2, "ALTER INDEX {index} SET (fillfactor = {50|60})"},
        {1, "ALTER INDEX {index} RESET (fillfactor)"},
        {2, "ALTER INDEX {expression index} ALTER COLUMN 1 SET STATISTICS {int}"},
        {2, "ALTER TABLE {plain table} CLUSTER ON {index name}"},
        {1, "CLUSTER {plain table} USING {index name}"},
        {2, "REINDEX {INDEX {index}|TABLE {plain table}}"},
        {5, "DROP INDEX {index}{| CASCADE}"},
    };
    return list;
}

}  // namespace migration
