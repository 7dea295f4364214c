// Extended statistics.

#include "snapshot/family.hpp"

namespace migration {

const Family statistics_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('statistics %I.%I', n.nspname, s.stxname),
    pg_catalog.format('table %s', s.stxrelid::pg_catalog.regclass),
    pg_catalog.pg_get_statisticsobjdef(s.oid)
FROM pg_catalog.pg_statistic_ext AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND e.objid = s.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
