// Text search: parsers, templates, dictionaries, and configurations with their mappings.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass text_search_parsers_class{"pg_ts_parser",
                                                   R"sql(
SELECT p.oid AS objid, 0 AS subid, format('text search parser %I.%I', n.nspname, p.prsname) AS key,
    {own n} AND NOT {member pg_ts_parser p} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_ts_parser AS p
JOIN pg_namespace AS n ON n.oid = p.prsnamespace
)sql",
                                                   {{Facet::structure, R"sql(
SELECT p.oid AS objid, format('text search parser %I.%I', n.nspname, p.prsname) AS key,
    format('schema %I', n.nspname) AS parent,
    format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s',
        n.nspname, p.prsname, p.prsstart, p.prstoken, p.prsend, p.prslextype)
        || CASE WHEN p.prsheadline <> 0 THEN ', HEADLINE = ' || p.prsheadline ELSE '' END
        || ')' AS definition
FROM pg_ts_parser AS p
JOIN pg_namespace AS n ON n.oid = p.prsnamespace
WHERE {own n} AND NOT {member pg_ts_parser p}
)sql"}}};

extern const ObjectClass text_search_templates_class{"pg_ts_template",
                                                     R"sql(
SELECT t.oid AS objid, 0 AS subid,
    format('text search template %I.%I', n.nspname, t.tmplname) AS key,
    {own n} AND NOT {member pg_ts_template t} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_ts_template AS t
JOIN pg_namespace AS n ON n.oid = t.tmplnamespace
)sql",
                                                     {{Facet::structure, R"sql(
SELECT t.oid AS objid, format('text search template %I.%I', n.nspname, t.tmplname) AS key,
    format('schema %I', n.nspname) AS parent,
    format('CREATE TEXT SEARCH TEMPLATE %I.%I (', n.nspname, t.tmplname)
        || CASE WHEN t.tmplinit <> 0 THEN 'INIT = ' || t.tmplinit || ', ' ELSE '' END
        || 'LEXIZE = ' || t.tmpllexize || ')' AS definition
FROM pg_ts_template AS t
JOIN pg_namespace AS n ON n.oid = t.tmplnamespace
WHERE {own n} AND NOT {member pg_ts_template t}
)sql"}}};

extern const ObjectClass text_search_dictionaries_class{"pg_ts_dict",
                                                        R"sql(
SELECT d.oid AS objid, 0 AS subid,
    format('text search dictionary %I.%I', n.nspname, d.dictname) AS key,
    {own n} AND NOT {member pg_ts_dict d} AS own,
    d.dictowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_ts_dict AS d
JOIN pg_namespace AS n ON n.oid = d.dictnamespace
)sql",
                                                        {{Facet::structure, R"sql(
SELECT d.oid AS objid, format('text search dictionary %I.%I', n.nspname, d.dictname) AS key,
    format('schema %I', n.nspname) AS parent,
    format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I',
        n.nspname, d.dictname, tn.nspname, t.tmplname)
        || coalesce(', ' || d.dictinitoption, '') || ')' AS definition
FROM pg_ts_dict AS d
JOIN pg_namespace AS n ON n.oid = d.dictnamespace
JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
JOIN pg_namespace AS tn ON tn.oid = t.tmplnamespace
WHERE {own n} AND NOT {member pg_ts_dict d}
)sql"}}};

extern const ObjectClass text_search_configurations_class{"pg_ts_config",
                                                          R"sql(
SELECT c.oid AS objid, 0 AS subid,
    format('text search configuration %I.%I', n.nspname, c.cfgname) AS key,
    {own n} AND NOT {member pg_ts_config c} AS own,
    c.cfgowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_ts_config AS c
JOIN pg_namespace AS n ON n.oid = c.cfgnamespace
)sql",
                                                          {{Facet::structure, R"sql(
SELECT c.oid AS objid, format('text search configuration %I.%I', n.nspname, c.cfgname) AS key,
    format('schema %I', n.nspname) AS parent,
    format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)',
        n.nspname, c.cfgname, pn.nspname, p.prsname)
        || coalesce((
            SELECT string_agg(format(E'\nMAPPING FOR %s WITH %s', t.alias, t.dictionaries), ''
                ORDER BY t.tokid)
            FROM (
                SELECT k.tokid, k.alias,
                    string_agg(m.mapdict::regdictionary::text, ', '
                        ORDER BY m.mapseqno) AS dictionaries
                FROM pg_ts_config_map AS m
                JOIN ts_token_type(c.cfgparser) AS k ON k.tokid = m.maptokentype
                WHERE m.mapcfg = c.oid
                GROUP BY k.tokid, k.alias) AS t), '') AS definition
FROM pg_ts_config AS c
JOIN pg_namespace AS n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
JOIN pg_namespace AS pn ON pn.oid = p.prsnamespace
WHERE {own n} AND NOT {member pg_ts_config c}
)sql"}}};

}  // namespace migration
