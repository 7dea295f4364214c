// Partitioned tables and their partitions.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> partition_productions() {
    static constexpr Production list[] = {
        {4,
         "CREATE TABLE {new} (id integer{| NOT NULL| PRIMARY KEY}, {name} text{| DEFAULT 'x'}) "
         "PARTITION BY "
         "{LIST|RANGE|HASH} (id)"},
        {6, "CREATE TABLE {new} PARTITION OF {partitioned} {bound}"},
        {5, "CREATE TABLE {new} PARTITION OF {partitioned} DEFAULT"},
        {2, "CREATE TABLE {new} PARTITION OF {partitioned} {bound} PARTITION BY LIST (id)"},
        {4,
         "CREATE TABLE {new} (LIKE {partitioned});;ALTER TABLE {=partitioned} ATTACH PARTITION "
         "{=new} "
         "{bound}"},
        {4, "ALTER TABLE {partitioned} DETACH PARTITION {partition}"},
        {2,
         "CREATE TABLE {new} (LIKE {partitioned} INCLUDING ALL);;ALTER TABLE {=partitioned} ATTACH "
         "PARTITION "
         "{=new} DEFAULT"},
        {2, "CREATE {|UNIQUE }INDEX ON {partitioned} (id)"},
        {2, "{!partitioned}CREATE INDEX {free name} ON ONLY {=partitioned} (id)"},
        {2, "ALTER INDEX {index attachment}"},
        {3,
         "ALTER TABLE {partitioned} {ADD COLUMN {name} text|ADD CHECK (id > -1000)|DROP COLUMN "
         "{column}|RENAME COLUMN "
         "{column} TO {name}|ALTER COLUMN {column} SET NOT NULL|ADD PRIMARY KEY (id)}"},
        {4,
         "INSERT INTO {open partitioned} (id) SELECT i + {int} FROM pg_catalog.generate_series(1, "
         "3) AS i"},
        {2, "UPDATE {open partitioned} SET id = id + 1"},
        {1, "DROP TABLE {partitioned}{| CASCADE}"},
        {1, "DROP TABLE {partition of any}"},
    };
    return list;
}

}  // namespace migration
