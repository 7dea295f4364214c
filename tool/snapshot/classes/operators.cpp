// Operators, operator classes and operator families with their members.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass operators_class{"pg_operator",
                                         R"sql(
SELECT o.oid AS objid, 0 AS subid,
    format('operator %I.%s(%s, %s)', n.nspname, o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
        format_type(o.oprright, NULL)) AS key,
    {own n} AND NOT {member pg_operator o} AS own,
    o.oprowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_operator AS o
JOIN pg_namespace AS n ON n.oid = o.oprnamespace
)sql",
                                         {{Facet::structure, R"sql(
SELECT o.oid AS objid,
    format('operator %I.%s(%s, %s)', n.nspname, o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
        format_type(o.oprright, NULL)) AS key,
    format('schema %I', n.nspname) AS parent,
    concat_ws(', ',
        format('CREATE OPERATOR %I.%s (FUNCTION = %s',
            n.nspname, o.oprname, o.oprcode::oid::regprocedure),
        CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
        'RIGHTARG = ' || format_type(o.oprright, NULL),
        CASE WHEN o.oprcom <> 0 THEN 'COMMUTATOR = ' || o.oprcom::regoperator END,
        CASE WHEN o.oprnegate <> 0 THEN 'NEGATOR = ' || o.oprnegate::regoperator END,
        CASE WHEN o.oprrest <> 0 THEN 'RESTRICT = ' || o.oprrest::oid::regprocedure END,
        CASE WHEN o.oprjoin <> 0 THEN 'JOIN = ' || o.oprjoin::oid::regprocedure END,
        CASE WHEN o.oprcanhash THEN 'HASHES' END,
        CASE WHEN o.oprcanmerge THEN 'MERGES' END) || ')' AS definition
FROM pg_operator AS o
JOIN pg_namespace AS n ON n.oid = o.oprnamespace
WHERE {own n} AND NOT {member pg_operator o}
)sql"}}};

extern const ObjectClass operator_families_class{
    "pg_opfamily",
    R"sql(
SELECT f.oid AS objid, 0 AS subid,
    format('operator family %I.%I using %I', n.nspname, f.opfname, a.amname) AS key,
    {own n} AND NOT {member pg_opfamily f} AS own,
    f.opfowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_opfamily AS f
JOIN pg_namespace AS n ON n.oid = f.opfnamespace
JOIN pg_am AS a ON a.oid = f.opfmethod
)sql",
    // With its loose members; the others are told by their operator class. They may be the user's
    // in a family that is the system's.
    {{Facet::structure, R"sql(
SELECT f.oid AS objid,
    format('operator family %I.%I using %I', n.nspname, f.opfname, a.amname) AS key,
    CASE WHEN {own n} THEN format('schema %I', n.nspname) END AS parent,
    concat_ws(' ',
        format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, a.amname),
        m.members) AS definition
FROM pg_opfamily AS f
JOIN pg_namespace AS n ON n.oid = f.opfnamespace
JOIN pg_am AS a ON a.oid = f.opfmethod
CROSS JOIN LATERAL (
    SELECT string_agg(x.member, ', ' ORDER BY x.member COLLATE "C") AS members
    FROM (
        SELECT format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator)
            || coalesce(' FOR ORDER BY ' || (
                SELECT format('%I.%I', sn.nspname, s.opfname)
                FROM pg_opfamily AS s
                JOIN pg_namespace AS sn ON sn.oid = s.opfnamespace
                WHERE s.oid = o.amopsortfamily), '') AS member
        FROM pg_amop AS o
        WHERE o.amopfamily = f.oid AND o.oid >= 16384
            AND NOT EXISTS (
                SELECT FROM pg_depend AS d
                WHERE d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                    AND d.refclassid = 'pg_opclass'::regclass)
        UNION ALL
        SELECT format('FUNCTION %s (%s, %s) %s', p.amprocnum,
            format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
            p.amproc::oid::regprocedure)
        FROM pg_amproc AS p
        WHERE p.amprocfamily = f.oid AND p.oid >= 16384
            AND NOT EXISTS (
                SELECT FROM pg_depend AS d
                WHERE d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                    AND d.refclassid = 'pg_opclass'::regclass)) AS x) AS m
WHERE NOT {member pg_opfamily f} AND ({own n} OR m.members IS NOT NULL)
)sql"}},
    true,
    "EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384) "
    "OR EXISTS (SELECT FROM pg_amop WHERE oid >= 16384) "
    "OR EXISTS (SELECT FROM pg_amproc WHERE oid >= 16384)"};

extern const ObjectClass operator_classes_class{"pg_opclass",
                                                R"sql(
SELECT c.oid AS objid, 0 AS subid,
    format('operator class %I.%I using %I', n.nspname, c.opcname, a.amname) AS key,
    {own n} AND NOT {member pg_opclass c} AS own,
    c.opcowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_opclass AS c
JOIN pg_namespace AS n ON n.oid = c.opcnamespace
JOIN pg_am AS a ON a.oid = c.opcmethod
)sql",
                                                {{Facet::structure, R"sql(
SELECT c.oid AS objid,
    format('operator class %I.%I using %I', n.nspname, c.opcname, a.amname) AS key,
    format('operator family %I.%I using %I', fn.nspname, f.opfname, a.amname) AS parent,
    concat_ws(' ',
        format('CREATE OPERATOR CLASS %I.%I', n.nspname, c.opcname),
        CASE WHEN c.opcdefault THEN 'DEFAULT' END,
        format('FOR TYPE %s USING %I FAMILY %I.%I',
            format_type(c.opcintype, NULL), a.amname, fn.nspname, f.opfname),
        CASE WHEN c.opckeytype <> 0 THEN 'STORAGE ' || format_type(c.opckeytype, NULL) END,
        (SELECT string_agg(m.member, ', ' ORDER BY m.member COLLATE "C")
        FROM (
            SELECT format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator)
                || coalesce(' FOR ORDER BY ' || (
                    SELECT format('%I.%I', sn.nspname, sf.opfname)
                    FROM pg_opfamily AS sf
                    JOIN pg_namespace AS sn ON sn.oid = sf.opfnamespace
                    WHERE sf.oid = o.amopsortfamily), '') AS member
            FROM pg_depend AS d
            JOIN pg_amop AS o ON o.oid = d.objid
            WHERE d.classid = 'pg_amop'::regclass
                AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
            UNION ALL
            SELECT format('FUNCTION %s (%s, %s) %s', p.amprocnum,
                format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
                p.amproc::oid::regprocedure)
            FROM pg_depend AS d
            JOIN pg_amproc AS p ON p.oid = d.objid
            WHERE d.classid = 'pg_amproc'::regclass
                AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid) AS m)
        ) AS definition
FROM pg_opclass AS c
JOIN pg_namespace AS n ON n.oid = c.opcnamespace
JOIN pg_am AS a ON a.oid = c.opcmethod
JOIN pg_opfamily AS f ON f.oid = c.opcfamily
JOIN pg_namespace AS fn ON fn.oid = f.opfnamespace
WHERE {own n} AND NOT {member pg_opclass c}
)sql"}}};

}  // namespace migration
