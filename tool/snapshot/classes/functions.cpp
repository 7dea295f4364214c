// Functions, procedures, window functions and aggregates.

#include "snapshot/object_class.hpp"

namespace migration {
namespace {

constexpr const char* identity_of_functions = R"sql(
SELECT p.oid AS objid, 0 AS subid,
    format(
        CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END
            || ' %I.%I(%s)',
        n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS key,
    {own n} AND NOT {member pg_proc p} AS own, p.proowner AS owner, p.proacl AS acl, 'f' AS acl_kind
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
)sql";

constexpr Family functions{Facet::structure, R"sql(
SELECT p.oid AS objid,
    format(CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END || ' %I.%I(%s)',
        n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS key,
    format('schema %I', n.nspname) AS parent,
    concat_ws(' ',
        pg_get_functiondef(p.oid),
        'DEPENDS ON EXTENSION ' || (
            SELECT string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname)
            FROM pg_depend AS d
            JOIN pg_extension AS x ON x.oid = d.refobjid
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'x')
        ) AS definition
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.prokind <> 'a' AND {own n} AND NOT {member pg_proc p}
)sql"};

constexpr Family aggregates{Facet::structure, R"sql(
SELECT p.oid AS objid,
    format('aggregate %I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS key,
    format('schema %I', n.nspname) AS parent,
    concat_ws(', ',
        format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s',
            n.nspname, p.proname, pg_get_function_arguments(p.oid), g.aggtransfn),
        'STYPE = ' || format_type(g.aggtranstype, NULL),
        CASE WHEN g.aggtransspace <> 0 THEN 'SSPACE = ' || g.aggtransspace END,
        CASE WHEN g.aggfinalfn <> 0 THEN 'FINALFUNC = ' || g.aggfinalfn END,
        CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
        'FINALFUNC_MODIFY = ' || g.aggfinalmodify::text,
        CASE WHEN g.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || g.aggcombinefn END,
        CASE WHEN g.aggserialfn <> 0 THEN 'SERIALFUNC = ' || g.aggserialfn END,
        CASE WHEN g.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || g.aggdeserialfn END,
        'INITCOND = ' || quote_literal(g.agginitval),
        CASE WHEN g.aggmtransfn <> 0 THEN 'MSFUNC = ' || g.aggmtransfn END,
        CASE WHEN g.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || g.aggminvtransfn END,
        CASE WHEN g.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(g.aggmtranstype, NULL) END,
        CASE WHEN g.aggmtransspace <> 0 THEN 'MSSPACE = ' || g.aggmtransspace END,
        CASE WHEN g.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || g.aggmfinalfn END,
        CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
        CASE WHEN g.aggmtransfn <> 0 THEN 'MFINALFUNC_MODIFY = ' || g.aggmfinalmodify::text END,
        'MINITCOND = ' || quote_literal(g.aggminitval),
        CASE WHEN g.aggsortop <> 0 THEN 'SORTOP = ' || g.aggsortop::regoperator END,
        'KIND = ' || g.aggkind::text || ' ' || g.aggnumdirectargs,
        'PARALLEL = ' || p.proparallel::text) || ')' AS definition
FROM pg_proc AS p
JOIN pg_aggregate AS g ON g.aggfnoid = p.oid
JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE {own n} AND NOT {member pg_proc p}
)sql"};

}  // namespace

extern const ObjectClass functions_class{
    "pg_proc", identity_of_functions, {functions, aggregates}, true, "true"};

}  // namespace migration
