// Extensions and their members.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> extension_productions() {
    static constexpr Production list[] = {
        {3,
         "CREATE EXTENSION IF NOT EXISTS {citext|intarray|pgcrypto|lo|unaccent|tcn}{| SCHEMA "
         "{schema}}"},
        {2, "DROP EXTENSION {extension}{| CASCADE}"},
        {3,
         "ALTER EXTENSION {extension} ADD {TABLE {plain table}|ROUTINE {routine}|TYPE {own "
         "type}|VIEW "
         "{view}|SEQUENCE "
         "{sequence}|SCHEMA {schema}|SERVER {server}}"},
        {3, "ALTER EXTENSION {member}"},
        {1, "ALTER EXTENSION {extension} SET SCHEMA {schema}"},
    };
    return list;
}

}  // namespace migration
