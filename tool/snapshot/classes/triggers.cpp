// Triggers of tables, views and foreign tables, and event triggers.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass triggers_class{"pg_trigger",
                                        R"sql(
SELECT t.oid AS objid, 0 AS subid,
    format('trigger %I on %I.%I', t.tgname, n.nspname, c.relname) AS key,
    NOT {internal t} AND {own n} AND NOT {member pg_class c} AND NOT {member pg_trigger t} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'
)sql",
                                        // An internal trigger, such as a foreign key's, is told
                                        // only where somebody has changed when it fires.
                                        {{Facet::structure, R"sql(
SELECT t.oid AS objid,
    CASE WHEN {internal t}
        THEN 'trigger of constraint ' || quote_ident(k.conname) || ' on ' || k.conrelid::regclass
            || ' by ' || quote_ident(f.proname) || ' on '
        ELSE format('trigger %I on ', t.tgname) END
        || format('%I.%I', n.nspname, c.relname) AS key,
    {relation} AS parent,
    concat_ws(' ',
        CASE WHEN {internal t} THEN 'CONSTRAINT TRIGGER' ELSE pg_get_triggerdef(t.oid) END,
        {enabled t.tgenabled},
        'DEPENDS ON EXTENSION ' || (
            SELECT string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname)
            FROM pg_depend AS d
            JOIN pg_extension AS x ON x.oid = d.refobjid
            WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.deptype = 'x'),
        (SELECT format('OF TRIGGER %I ON %s', p.tgname, p.tgrelid::regclass)
         FROM pg_trigger AS p
         WHERE p.oid = t.tgparentid AND NOT {internal t})) AS definition
FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_proc AS f ON f.oid = t.tgfoid
LEFT JOIN pg_constraint AS k ON k.oid = t.tgconstraint
WHERE (NOT {internal t} OR t.tgenabled <> 'O') AND c.relpersistence <> 't'
    AND {own n} AND NOT {member pg_class c} AND NOT {member pg_trigger t}
)sql"}}};

extern const ObjectClass event_triggers_class{"pg_event_trigger",
                                              R"sql(
SELECT t.oid AS objid, 0 AS subid, format('event trigger %I', t.evtname) AS key,
    NOT {member pg_event_trigger t} AS own,
    t.evtowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_event_trigger AS t
)sql",
                                              {{Facet::structure, R"sql(
SELECT t.oid AS objid, format('event trigger %I', t.evtname) AS key, NULL AS parent,
    concat_ws(' ',
        format('CREATE EVENT TRIGGER %I ON %s', t.evtname, t.evtevent),
        'WHEN TAG IN (' || {list t.evttags} || ')',
        'EXECUTE FUNCTION ' || t.evtfoid::regprocedure,
        {enabled t.evtenabled}) AS definition
FROM pg_event_trigger AS t
WHERE NOT {member pg_event_trigger t}
)sql"}}};

}  // namespace migration
