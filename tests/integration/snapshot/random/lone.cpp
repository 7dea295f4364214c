// Statements that want no transaction around them.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> lone_productions() {
    static constexpr Production list[] = {
        {3, "CREATE {|UNIQUE }INDEX CONCURRENTLY {name} ON {plain table} ({column})"},
        {2, "DROP INDEX CONCURRENTLY {index}"},
        {2, "REINDEX TABLE CONCURRENTLY {plain table}"},
        {2, "VACUUM{| FULL| ANALYZE} {plain table}"},
        {1, "ALTER TABLE {partitioned} DETACH PARTITION {partition} CONCURRENTLY"},
        {2, "INSERT INTO {table with rows} {insert}"},
        {2, "ALTER TABLE {table} RENAME TO {name}"},
        {1, "CREATE TABLE {new} (id serial)"},
    };
    return list;
}

}  // namespace migration
