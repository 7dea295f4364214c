// Casts and transforms. Those of the system have OIDs below 16384.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass casts_class{"pg_cast",
                                     R"sql(
SELECT c.oid AS objid, 0 AS subid,
    format('cast (%s as %s)',
        format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS key,
    c.oid >= 16384 AND NOT {member pg_cast c} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_cast AS c
)sql",
                                     {{Facet::structure, R"sql(
SELECT c.oid AS objid,
    format('cast (%s as %s)',
        format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS key,
    NULL AS parent,
    format('CREATE CAST (%s AS %s) ',
        format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
        || CASE c.castmethod
            WHEN 'b' THEN 'WITHOUT FUNCTION'
            WHEN 'i' THEN 'WITH INOUT'
            ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END
        || CASE c.castcontext
            WHEN 'a' THEN ' AS ASSIGNMENT'
            WHEN 'i' THEN ' AS IMPLICIT'
            ELSE '' END AS definition
FROM pg_cast AS c
WHERE c.oid >= 16384 AND NOT {member pg_cast c}
)sql"}}};

extern const ObjectClass transforms_class{"pg_transform",
                                          R"sql(
SELECT t.oid AS objid, 0 AS subid,
    format('transform for %s language %I', format_type(t.trftype, NULL), l.lanname) AS key,
    t.oid >= 16384 AND NOT {member pg_transform t} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_transform AS t
JOIN pg_language AS l ON l.oid = t.trflang
)sql",
                                          {{Facet::structure, R"sql(
SELECT t.oid AS objid,
    format('transform for %s language %I', format_type(t.trftype, NULL), l.lanname) AS key,
    NULL AS parent,
    concat_ws(', ',
        format('CREATE TRANSFORM FOR %s LANGUAGE %I (', format_type(t.trftype, NULL), l.lanname)
            || CASE WHEN t.trffromsql <> 0
                THEN 'FROM SQL WITH FUNCTION ' || t.trffromsql::oid::regprocedure
                ELSE '' END,
        CASE WHEN t.trftosql <> 0
            THEN 'TO SQL WITH FUNCTION ' || t.trftosql::oid::regprocedure END)
        || ')' AS definition
FROM pg_transform AS t
JOIN pg_language AS l ON l.oid = t.trflang
WHERE t.oid >= 16384 AND NOT {member pg_transform t}
)sql"}}};

}  // namespace migration
