// Extended statistics.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass statistics_class{"pg_statistic_ext",
                                          R"sql(
SELECT s.oid AS objid, 0 AS subid, format('statistics %I.%I', n.nspname, s.stxname) AS key,
    {own n} AND NOT {member pg_statistic_ext s} AS own,
    s.stxowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_statistic_ext AS s
JOIN pg_namespace AS n ON n.oid = s.stxnamespace
)sql",
                                          {{Facet::structure, R"sql(
SELECT s.oid AS objid, format('statistics %I.%I', sn.nspname, s.stxname) AS key,
    {relation} AS parent,
    concat_ws(' ', pg_get_statisticsobjdef(s.oid),
        'STATISTICS ' || nullif(s.stxstattarget, -1)) AS definition
FROM pg_statistic_ext AS s
JOIN pg_namespace AS sn ON sn.oid = s.stxnamespace
JOIN pg_class AS c ON c.oid = s.stxrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {own sn} AND NOT {member pg_statistic_ext s}
)sql"}}};

}  // namespace migration
