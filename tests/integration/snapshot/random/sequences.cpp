// Sequences and their values.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> sequence_productions() {
    static constexpr Production list[] = {
        {5,
         "CREATE SEQUENCE {new}{| AS smallint| INCREMENT 5| START {int} MINVALUE -1000| CYCLE "
         "CACHE 10}"},
        {2, "{!any table}CREATE SEQUENCE {new beside} OWNED BY {=any table}.{column}"},
        {6, "SELECT nextval({sequence text})"},
        {4, "SELECT setval({sequence text}, 1 + {int}{|, false})"},
        {4,
         "ALTER SEQUENCE {sequence} {RESTART|RESTART WITH 17|INCREMENT BY {2|3}|MAXVALUE 5000|NO "
         "MAXVALUE|CACHE 4|AS "
         "bigint|CYCLE|START WITH 2}"},
        {2, "{!any table}ALTER SEQUENCE {sequence beside} OWNED BY {NONE|{=any table}.{column}}"},
        {3, "ALTER SEQUENCE {sequence} RENAME TO {free name}"},
        {2, "ALTER SEQUENCE {free sequence} SET SCHEMA {other schema}"},
        {1, "ALTER SEQUENCE {sequence} SET {LOGGED|UNLOGGED}"},
        {3, "DROP SEQUENCE {sequence}{| CASCADE}"},
        {2, "SELECT nextval({sequence text}) FROM pg_catalog.generate_series(1, 40)"},
        {1, "SELECT nextval({sequence text});;SELECT 1 / 0"},
    };
    return list;
}

}  // namespace migration
