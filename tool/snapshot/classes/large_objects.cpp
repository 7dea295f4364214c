// Large objects; their data counts as rows.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass large_objects_class{"pg_largeobject_metadata",
                                             R"sql(
SELECT l.oid AS objid, 0 AS subid, format('large object %s', l.oid) AS key, true AS own,
    l.lomowner AS owner, l.lomacl AS acl, 'L' AS acl_kind
FROM pg_largeobject_metadata AS l
)sql",
                                             {{Facet::structure, R"sql(
SELECT l.oid AS objid, format('large object %s', l.oid) AS key, NULL AS parent,
    'LARGE OBJECT' AS definition
FROM pg_largeobject_metadata AS l
)sql"},
                                              {Facet::rows, R"sql(
SELECT l.oid AS objid, format('rows of large object %s', l.oid) AS key,
    format('large object %s', l.oid) AS parent,
    {from superuser}
    coalesce((
        SELECT format('%s pages, digest %s', count(*),
            sum(hashtextextended(p.pageno || ' ' || encode(p.data, 'hex'), 0)::numeric))
        FROM pg_largeobject AS p
        WHERE p.loid = l.oid), 'empty')
    {else} 'hidden: no privilege' {end} AS definition
FROM pg_largeobject_metadata AS l
)sql"}},
                                             true,
                                             "EXISTS (SELECT FROM pg_largeobject_metadata)"};

}  // namespace migration
