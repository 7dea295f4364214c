// What belongs to the database as one, and to the server.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> server_productions() {
    static constexpr Production list[] = {
        {1,
         "DO $$ BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %I IS %L', "
         "pg_catalog.current_database(), "
         "'{int}'); END $$"},
        {1,
         "DO $$ BEGIN EXECUTE pg_catalog.format('{GRANT CREATE ON DATABASE %I TO|REVOKE TEMP ON "
         "DATABASE %I "
         "FROM} "
         "PUBLIC', pg_catalog.current_database()); END $$"},
        {1,
         "DO $$ BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %I SET work_mem = ''{1|2|3}MB''', "
         "pg_catalog.current_database()); END $$"},
        {1, "ALTER ROLE {role} {SET work_mem = '{2|3}MB'|RESET ALL|CONNECTION LIMIT {int}}"},
        {1, "COMMENT ON ROLE {role} IS {note}"},
        {1, "{GRANT random_one TO|REVOKE random_one FROM} \"random two\""},
    };
    return list;
}

}  // namespace migration
