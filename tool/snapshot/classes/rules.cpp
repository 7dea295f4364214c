// Rewrite rules; a view's own rule is told by the view.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass rules_class{"pg_rewrite",
                                     R"sql(
SELECT w.oid AS objid, 0 AS subid,
    format('rule %I on %I.%I', w.rulename, n.nspname, c.relname) AS key,
    w.rulename <> '_RETURN' AND {own n}
        AND NOT {member pg_class c} AND NOT {member pg_rewrite w} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_rewrite AS w
JOIN pg_class AS c ON c.oid = w.ev_class
JOIN pg_namespace AS n ON n.oid = c.relnamespace
)sql",
                                     {{Facet::structure, R"sql(
SELECT w.oid AS objid, format('rule %I on %I.%I', w.rulename, n.nspname, c.relname) AS key,
    {relation} AS parent,
    concat_ws(' ', pg_get_ruledef(w.oid), {enabled w.ev_enabled}) AS definition
FROM pg_rewrite AS w
JOIN pg_class AS c ON c.oid = w.ev_class
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE (w.rulename <> '_RETURN' OR w.ev_enabled <> 'O')
    AND {own n} AND NOT {member pg_class c} AND NOT {member pg_rewrite w}
)sql"}}};

}  // namespace migration
