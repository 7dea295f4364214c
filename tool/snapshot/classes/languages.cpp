// Procedural languages and access methods.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass languages_class{"pg_language",
                                         R"sql(
SELECT l.oid AS objid, 0 AS subid, format('language %I', l.lanname) AS key,
    l.oid >= 16384 AND NOT {member pg_language l} AS own,
    l.lanowner AS owner, l.lanacl AS acl, 'l' AS acl_kind
FROM pg_language AS l
)sql",
                                         {{Facet::structure, R"sql(
SELECT l.oid AS objid, format('language %I', l.lanname) AS key, NULL AS parent,
    concat_ws(' ', 'CREATE',
        CASE WHEN l.lanpltrusted THEN 'TRUSTED' END,
        format('LANGUAGE %I', l.lanname),
        CASE WHEN l.lanplcallfoid <> 0 THEN 'HANDLER ' || l.lanplcallfoid::regprocedure END,
        CASE WHEN l.laninline <> 0 THEN 'INLINE ' || l.laninline::regprocedure END,
        CASE WHEN l.lanvalidator <> 0
            THEN 'VALIDATOR ' || l.lanvalidator::regprocedure END) AS definition
FROM pg_language AS l
WHERE l.oid >= 16384 AND NOT {member pg_language l}
)sql"}},
                                         true,
                                         "true"};

extern const ObjectClass access_methods_class{"pg_am",
                                              R"sql(
SELECT a.oid AS objid, 0 AS subid, format('access method %I', a.amname) AS key,
    a.oid >= 16384 AND NOT {member pg_am a} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_am AS a
)sql",
                                              {{Facet::structure, R"sql(
SELECT a.oid AS objid, format('access method %I', a.amname) AS key, NULL AS parent,
    format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
        CASE a.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END,
        a.amhandler::oid::regprocedure) AS definition
FROM pg_am AS a
WHERE a.oid >= 16384 AND NOT {member pg_am a}
)sql"}}};

}  // namespace migration
