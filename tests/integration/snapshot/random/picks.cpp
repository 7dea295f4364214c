#include "snapshot/random/picks.hpp"

#include <algorithm>
#include <stdexcept>

namespace migration {

namespace {

const std::string own_schema =
    "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> 'ledger'";

// Objects `o` of a catalogue whose columns start with `prefix`, in schema `n`.
std::string objects(const std::string& catalogue, const std::string& prefix, const std::string& condition,
                    std::string text = "") {
    if (text.empty()) text = "format('%I.%I', n.nspname, o." + prefix + "name)";
    return "SELECT " + text + " FROM " + catalogue + " AS o JOIN pg_namespace AS n ON n.oid = o." + prefix +
           "namespace WHERE " + own_schema +
           " AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = '" + catalogue +
           "'::regclass AND e.objid = o.oid AND e.deptype = 'e') AND " + condition;
}

std::string relations(const std::string& kinds, const std::string& condition = "true",
                      std::string text = "") {
    return objects("pg_class", "rel", "o.relkind IN (" + kinds + ") AND " + condition, std::move(text));
}

std::string functions(const std::string& condition, const std::string& text) {
    return objects("pg_proc", "pro", condition, text);
}

std::string types(const std::string& condition) {
    return objects("pg_type", "typ",
                   "(o.typrelid = 0 OR EXISTS (SELECT FROM pg_class AS c WHERE c.oid = o.typrelid AND "
                   "c.relkind = 'c')) AND " +
                       condition);
}

std::string columns(const std::string& condition) {
    return "SELECT quote_ident(a.attname) FROM pg_attribute AS a WHERE a.attrelid = to_regclass(:scope) AND "
           "a.attnum > 0 AND NOT a.attisdropped AND " +
           condition;
}

std::string constraints(const std::string& condition) {
    return "SELECT quote_ident(k.conname) FROM pg_constraint AS k WHERE " + condition;
}

// Parts of tables, as name ON table.
std::string on_table(const std::string& catalogue, const std::string& name, const std::string& table,
                     const std::string& condition) {
    return "SELECT format('%I ON %I.%I', p." + name + ", n.nspname, c.relname) FROM " + catalogue +
           " AS p JOIN pg_class AS c ON c.oid = p." + table +
           " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE " + own_schema + " AND " + condition;
}

std::string unqualified(const std::string& catalogue, const std::string& name,
                        const std::string& condition = "true") {
    return "SELECT quote_ident(o." + name + ") FROM " + catalogue + " AS o WHERE o.oid >= 16384 AND " +
           condition;
}

std::string quoted(const std::string& sql) {
    return "SELECT quote_literal(x) FROM (" + sql + ") AS q (x)";
}

const std::string signature =
    "format('%I.%I(%s)', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid))";
const std::string function_name = "format('%I.%I', n.nspname, o.proname)";

const std::string free_names = R"sql(
SELECT format('%I.%I', n.nspname, name)
FROM pg_namespace AS n
CROSS JOIN unnest(:pool) AS name
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'ledger')
    AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relname = name)
    AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.typnamespace = n.oid AND t.typname = name)
)sql";

// The same schema's as the object's that was picked last.
const std::string free_names_beside = R"sql(
SELECT quote_ident(name)
FROM unnest(:pool) AS name
CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT c.relnamespace FROM pg_class AS c WHERE c.oid = to_regclass(:scope)),
    (SELECT t.typnamespace FROM pg_type AS t WHERE t.oid = to_regtype(:scope)))) AS s (schema)
WHERE NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = schema AND c.relname = name)
    AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.typnamespace = schema AND t.typname = name)
)sql";

// Schemas in which the object's name that was picked last is free.
const std::string free_schemas = R"sql(
SELECT quote_ident(n.nspname)
FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'ledger')
    AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relname = (parse_ident(:scope))[2])
    AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.typnamespace = n.oid AND t.typname = (parse_ident(:scope))[2])
)sql";

const std::string inheritances = R"sql(
SELECT format('%s NO INHERIT %s', i.inhrelid::regclass, i.inhparent::regclass)
FROM pg_inherits AS i
JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence <> 't'
)sql";

const std::string identity_indexes = R"sql(
SELECT format('%s REPLICA IDENTITY USING INDEX %I', i.indrelid::regclass, c.relname)
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indisunique AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indexrelid >= 16384
    AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)
    AND c.relnamespace <> to_regnamespace('ledger') AND c.relnamespace <> to_regnamespace('pg_toast')
)sql";

const std::string index_attachments = R"sql(
SELECT format('%s ATTACH PARTITION %s', p.indexrelid::regclass, i.indexrelid::regclass)
FROM pg_index AS p
JOIN pg_inherits AS h ON h.inhparent = p.indrelid
JOIN pg_index AS i ON i.indrelid = h.inhrelid
WHERE NOT p.indisvalid AND p.indkey::text = i.indkey::text AND p.indisunique = i.indisunique
)sql";

const std::string column_types = R"sql(
SELECT unnest(ARRAY['integer', 'text', 'boolean', 'numeric(6,2)', 'timestamptz', 'jsonb', 'text[]', 'bigint', 'varchar(9)'])
UNION ALL
SELECT format('%I.%I', n.nspname, t.typname) || CASE WHEN :number % 5 = 0 THEN '[]' ELSE '' END
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
WHERE t.typtype IN ('e', 'd', 'c', 'r', 'm') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'ledger')
)sql";

// The rest of an INSERT into the table: three rows.
const std::string insertions = R"sql(
SELECT format('(%s) OVERRIDING SYSTEM VALUE SELECT %s FROM pg_catalog.generate_series(1, 3) AS i',
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
    string_agg(CASE
        WHEN b.typcategory = 'N' AND b.oid < 16384 AND b.typname !~ '^reg' AND b.typname <> 'oid' THEN 'i + ' || :number
        WHEN b.oid IN ('text'::regtype, 'varchar'::regtype) THEN '''v'' || i'
        WHEN b.oid = 'bool'::regtype THEN 'i > 1'
        WHEN b.oid = 'timestamptz'::regtype THEN '''2024-01-01 00:00Z''::pg_catalog.timestamptz'
        WHEN b.oid = 'jsonb'::regtype THEN '''[1]''::pg_catalog.jsonb'
        WHEN b.typtype = 'e' THEN coalesce((SELECT quote_literal(l.enumlabel) FROM pg_enum AS l WHERE l.enumtypid = b.oid ORDER BY l.enumsortorder LIMIT 1), 'NULL')
        ELSE 'NULL' END, ', ' ORDER BY a.attnum))
FROM pg_attribute AS a
JOIN pg_type AS t ON t.oid = a.atttypid
JOIN pg_type AS b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
WHERE a.attrelid = to_regclass(:scope) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
HAVING count(*) > 0
)sql";

const std::string bounds = R"sql(
SELECT CASE p.partstrat
    WHEN 'l' THEN format('FOR VALUES IN (%s)', :number % 40)
    WHEN 'r' THEN format('FOR VALUES FROM (%s) TO (%s)', :number % 20 * 10, :number % 20 * 10 + 10)
    ELSE format('FOR VALUES WITH (MODULUS 4, REMAINDER %s)', :number % 4) END
FROM pg_partitioned_table AS p
WHERE p.partrelid = to_regclass(:scope)
)sql";

// Columns of numbers that a foreign key may point at.
const std::string references = R"sql(
SELECT format('REFERENCES %I.%I (%I)', n.nspname, c.relname, a.attname)
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indimmediate AND a.atttypid = 'integer'::regtype
    AND n.nspname !~ '^pg_' AND n.nspname <> 'ledger'
)sql";

const std::string members = R"sql(
SELECT format('%I DROP %s %s', x.extname, upper(i.type), i.identity)
FROM pg_depend AS d
JOIN pg_extension AS x ON x.oid = d.refobjid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS i
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND x.extname <> 'plpgsql'
    AND i.type IN ('table', 'function', 'type', 'view', 'sequence', 'schema', 'server', 'operator')
)sql";

const std::string casts = R"sql(
SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
FROM pg_cast AS c
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql";

const std::vector<Pick>& picks() {
    static const std::vector<Pick> table{
        {"schema", "SELECT quote_ident(n.nspname) FROM pg_namespace AS n WHERE " + own_schema},
        {"schema text",
         "SELECT quote_literal(quote_ident(n.nspname)) FROM pg_namespace AS n WHERE " + own_schema},
        {"new", free_names},
        {"free name", free_names_beside},
        {"other schema", free_schemas},

        {"table", relations("'r', 'p'"), true},
        {"any table", relations("'r', 'p'", "o.relnatts > 0"), true},
        {"plain table", relations("'r'"), true},
        {"table with rows", relations("'r'"), true},
        {"partitioned", relations("'p'"), true},
        {"open partitioned",
         relations("'p'", "EXISTS (SELECT FROM pg_partitioned_table AS p WHERE p.partrelid = o.oid AND p.partdefid <> 0)"), true},
        {"typed table", relations("'r'", "o.reloftype <> 0"), true},
        {"inheritance", inheritances},
        {"identity index", identity_indexes},
        {"index attachment", index_attachments},
        {"foreign table", relations("'f'"), true},
        {"view", relations("'v'"), true},
        {"materialized view", relations("'m'"), true},
        {"relation", relations("'r', 'p', 'v', 'm', 'f'"), true},
        {"relation text", quoted(relations("'r', 'p', 'v', 'm', 'S'"))},
        {"sequence", relations("'S'"), true},
        {"free sequence", relations("'S'", "NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = o.oid AND d.deptype IN ('a', 'i'))"), true},
        {"sequence text", quoted(relations("'S'"))},
        {"index", relations("'i', 'I'"), true},
        {"expression index",
         relations("'i'",
                   "EXISTS (SELECT FROM pg_index AS i WHERE i.indexrelid = o.oid AND i.indkey[0] = 0)")},
        {"partition of any", relations("'r', 'p'", "o.relispartition"), true},
        {"partition", relations("'r', 'p'",
                                "EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = o.oid AND "
                                "i.inhparent = to_regclass(:scope))")},
        {"bound", bounds},
        {"access method", unqualified("pg_am", "amname")},

        {"column", columns("true")},
        {"int column", columns("a.atttypid = 'integer'::regtype")},
        {"text column", columns("a.atttypid IN ('text'::regtype, 'varchar'::regtype)")},
        {"regclass column", columns("a.atttypid = 'regclass'::regtype")},
        {"not null int column",
         columns(
             "a.atttypid = 'integer'::regtype AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''")},
        {"identity column", columns("a.attidentity <> ''")},
        {"generated column", columns("a.attgenerated <> ''")},
        {"view columns",
         "SELECT pg_get_viewdef.cols FROM (SELECT string_agg('NULL::' || format_type(a.atttypid, "
         "a.atttypmod) || ' AS ' || "
         "quote_ident(a.attname), ', ' ORDER BY a.attnum) AS cols FROM pg_attribute AS a WHERE a.attrelid = "
         "to_regclass(:scope) AND a.attnum > 0) AS pg_get_viewdef WHERE cols IS NOT NULL"},
        {"insert", insertions},

        {"constraint", constraints("k.conrelid = to_regclass(:scope)")},
        {"foreign key", constraints("k.conrelid = to_regclass(:scope) AND k.contype = 'f'")},
        {"domain constraint", constraints("k.contypid = to_regtype(:scope)")},
        {"references", references},
        {"index name",
         "SELECT quote_ident(c.relname) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE "
         "i.indrelid = "
         "to_regclass(:scope)"},
        {"loose unique index",
         "SELECT quote_ident(c.relname) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE "
         "i.indrelid = "
         "to_regclass(:scope) AND i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE "
         "k.conindid = c.oid)"},

        {"rule", on_table("pg_rewrite", "rulename", "ev_class", "p.rulename <> '_RETURN'")},
        {"rule of it",
         "SELECT quote_ident(rulename) FROM pg_rewrite WHERE ev_class = to_regclass(:scope) AND rulename <> "
         "'_RETURN'"},
        {"trigger", on_table("pg_trigger", "tgname", "tgrelid", "NOT p.tgisinternal")},
        {"trigger of it",
         "SELECT quote_ident(tgname) FROM pg_trigger WHERE tgrelid = to_regclass(:scope) AND NOT "
         "tgisinternal"},
        {"policy", on_table("pg_policy", "polname", "polrelid", "true")},
        {"event trigger", unqualified("pg_event_trigger", "evtname")},

        {"function", functions("o.prokind = 'f'", signature)},
        {"routine", functions("true", signature)},
        {"aggregate", functions("o.prokind = 'a'", signature)},
        {"number function",
         functions(
             "o.prokind = 'f' AND o.pronargs = 0 AND NOT o.proretset AND o.prorettype = 'integer'::regtype",
             function_name + " || '()'")},
        {"binary function", functions("o.prokind = 'f' AND o.proargtypes::text = '23 23'", function_name)},
        {"integer aggregate", functions("o.prokind = 'a' AND o.proargtypes::text = '23'", function_name)},
        {"plain procedure", functions("o.prokind = 'p' AND o.pronargs = 0", function_name + " || '()'")},
        {"trigger function", functions("o.prorettype = 'trigger'::regtype", function_name)},
        {"event function", functions("o.prorettype = 'event_trigger'::regtype", function_name)},
        {"language", unqualified("pg_language", "lanname")},

        {"type", column_types},
        {"type text", quoted(types("o.typtype IN ('e', 'd', 'c')"))},
        {"own type", types("o.typtype IN ('e', 'd', 'c', 'r') AND o.typname NOT LIKE '\\_%'"), true},
        {"enum", types("o.typtype = 'e'"), true},
        {"label", "SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = to_regtype(:scope)"},
        {"domain", types("o.typtype = 'd'"), true},
        {"composite", types("o.typtype = 'c'"), true},
        {"base type", types("o.typtype = 'b' AND o.typelem = 0")},

        {"operator",
         objects("pg_operator", "opr", "true",
                 "format('%I.%s (%s, %s)', n.nspname, o.oprname, CASE o.oprleft WHEN 0 THEN 'NONE' ELSE "
                 "format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL))")},
        {"integer operator", objects("pg_operator", "opr", "o.oprleft = 23 AND o.oprright = 23",
                                     "format('%I.%s', n.nspname, o.oprname)")},
        {"operator class", objects("pg_opclass", "opc", "true")},
        {"operator family", objects("pg_opfamily", "opf", "true")},
        {"cast", casts},
        {"transform",
         "SELECT format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) FROM pg_transform AS "
         "t JOIN "
         "pg_language AS l ON l.oid = t.trflang"},

        {"configuration", objects("pg_ts_config", "cfg", "true")},
        {"configuration text", quoted(objects("pg_ts_config", "cfg", "true"))},
        {"dictionary", objects("pg_ts_dict", "dict", "true")},
        {"parser", objects("pg_ts_parser", "prs", "true")},
        {"collation", objects("pg_collation", "coll", "true")},
        {"conversion", objects("pg_conversion", "con", "true")},

        {"wrapper", unqualified("pg_foreign_data_wrapper", "fdwname")},
        {"server", unqualified("pg_foreign_server", "srvname")},
        {"user mapping",
         "SELECT format('%s SERVER %I', CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, "
         "srvname) FROM pg_user_mappings"},

        {"publication", unqualified("pg_publication", "pubname")},
        {"published table",
         "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_publication_rel AS r JOIN pg_class AS c ON "
         "c.oid = r.prrelid "
         "JOIN pg_namespace AS n ON n.oid = c.relnamespace"},
        {"subscription",
         "SELECT quote_ident(subname) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database "
         "WHERE datname = "
         "current_database())"},
        {"statistics", objects("pg_statistic_ext", "stx", "true")},

        {"large object", "SELECT oid::text FROM pg_largeobject_metadata"},
        {"extension", unqualified("pg_extension", "extname")},
        {"member", members},
    };
    return table;
}

std::string array_of(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + quote_literal(name);
    return "ARRAY[" + list + "]";
}

void replace_all(std::string& text, std::string_view word, const std::string& value) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
        text.replace(at, word.size(), value);
}

}  // namespace

const Pick* find_pick(std::string_view name) {
    const auto found =
        std::find_if(picks().begin(), picks().end(), [&](const Pick& pick) { return pick.name == name; });
    return found == picks().end() ? nullptr : &*found;
}

std::optional<std::string> choose(const Pick& pick, const std::string& scope, Session& session, Dice& dice) {
    std::string sql = pick.sql;
    if (scope.empty() && sql.find(":scope") != std::string::npos)
        throw std::logic_error("nothing picked yet that could have a " + std::string(pick.name));
    replace_all(sql, ":number", std::to_string(dice.below(200)));
    replace_all(sql, ":pool", array_of(name_pool()));
    replace_all(sql, ":scope", quote_literal(scope));
    const Rows rows = session.rows("SELECT x FROM (" + sql + ") AS candidates (x) ORDER BY x COLLATE \"C\"");
    if (rows.size() == 0) return std::nullopt;
    return rows.text(static_cast<int>(dice.below(static_cast<std::size_t>(rows.size()))), 0);
}

}  // namespace migration
