#include "snapshot/random/picks.hpp"

#include <algorithm>
#include <stdexcept>

#include "snapshot/random/pick_queries.hpp"

namespace migration {

namespace {

const std::string own_schema =
    "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> 'ledger'";

// Objects `o` of a catalogue whose columns start with `prefix`, in schema `n`.
std::string objects(const std::string& catalogue, const std::string& prefix,
                    const std::string& condition, std::string text = "") {
    if (text.empty()) text = "format('%I.%I', n.nspname, o." + prefix + "name)";
    return "SELECT " + text + " FROM " + catalogue + " AS o JOIN pg_namespace AS n ON n.oid = o." +
           prefix + "namespace WHERE " + own_schema +
           " AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = '" + catalogue +
           "'::regclass AND e.objid = o.oid AND e.deptype = 'e') AND " + condition;
}

std::string relations(const std::string& kinds, const std::string& condition = "true",
                      std::string text = "") {
    return objects("pg_class", "rel", "o.relkind IN (" + kinds + ") AND " + condition,
                   std::move(text));
}

std::string functions(const std::string& condition, const std::string& text) {
    return objects("pg_proc", "pro", condition, text);
}

std::string types(const std::string& condition) {
    return objects(
        "pg_type", "typ",
        "(o.typrelid = 0 OR EXISTS (SELECT FROM pg_class AS c WHERE c.oid = o.typrelid AND "
        "c.relkind = 'c')) AND " +
            condition);
}

std::string columns(const std::string& condition) {
    return "SELECT quote_ident(a.attname) FROM pg_attribute AS a WHERE a.attrelid = "
           "to_regclass(:scope) AND "
           "a.attnum > 0 AND NOT a.attisdropped AND " +
           condition;
}

std::string constraints(const std::string& condition) {
    return "SELECT quote_ident(k.conname) FROM pg_constraint AS k WHERE " + condition;
}

// Parts of tables, as name ON table.
std::string on_table(const std::string& catalogue, const std::string& name,
                     const std::string& table, const std::string& condition) {
    return "SELECT format('%I ON %I.%I', p." + name + ", n.nspname, c.relname) FROM " + catalogue +
           " AS p JOIN pg_class AS c ON c.oid = p." + table +
           " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE " + own_schema + " AND " +
           condition;
}

std::string unqualified(const std::string& catalogue, const std::string& name,
                        const std::string& condition = "true") {
    return "SELECT quote_ident(o." + name + ") FROM " + catalogue +
           " AS o WHERE o.oid >= 16384 AND " + condition;
}

std::string quoted(const std::string& sql) {
    return "SELECT quote_literal(x) FROM (" + sql + ") AS q (x)";
}

const std::string signature =
    "format('%I.%I(%s)', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid))";
const std::string function_name = "format('%I.%I', n.nspname, o.proname)";

// Strings of other constants: made in this order, after those above.
const std::vector<Pick> picks{
    {"schema", "SELECT quote_ident(n.nspname) FROM pg_namespace AS n WHERE " + own_schema},
    {"schema text",
     "SELECT quote_literal(quote_ident(n.nspname)) FROM pg_namespace AS n WHERE " + own_schema},
    {"new", candidates::free_names},
    {"free name", candidates::free_names_beside},
    {"new beside", "SELECT format('%I.%s', (parse_ident(:scope))[1], x) FROM (" +
                       std::string(candidates::free_names_beside) + ") AS q (x)"},
    {"sequence beside", relations("'S'", "n.nspname = (parse_ident(:scope))[1]"), true},
    {"other schema", candidates::free_schemas},

    {"table", relations("'r', 'p'"), true},
    {"any table", relations("'r', 'p'", "o.relnatts > 0"), true},
    {"plain table", relations("'r'"), true},
    {"table with rows", relations("'r'"), true},
    {"partitioned", relations("'p'"), true},
    {"open partitioned",
     relations("'p'",
               "EXISTS (SELECT FROM pg_partitioned_table AS p WHERE p.partrelid = o.oid AND "
               "p.partdefid <> 0)"),
     true},
    {"typed table", relations("'r'", "o.reloftype <> 0"), true},
    {"inheritance", candidates::inheritances},
    {"identity index", candidates::identity_indexes},
    {"index attachment", candidates::index_attachments},
    {"foreign table", relations("'f'"), true},
    {"view", relations("'v'"), true},
    {"materialized view", relations("'m'"), true},
    {"relation", relations("'r', 'p', 'v', 'm', 'f'"), true},
    {"relation text", quoted(relations("'r', 'p', 'v', 'm', 'S'"))},
    {"sequence", relations("'S'"), true},
    {"free sequence",
     relations("'S'",
               "NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = o.oid AND d.deptype IN "
               "('a', 'i'))"),
     true},
    {"sequence text", quoted(relations("'S'"))},
    {"index", relations("'i', 'I'"), true},
    {"expression index",
     relations(
         "'i'",
         "EXISTS (SELECT FROM pg_index AS i WHERE i.indexrelid = o.oid AND i.indkey[0] = 0)")},
    {"partition of any", relations("'r', 'p'", "o.relispartition"), true},
    {"partition", relations("'r', 'p'",
                            "EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = o.oid AND "
                            "i.inhparent = to_regclass(:scope))")},
    {"bound", candidates::bounds},
    {"access method", unqualified("pg_am", "amname")},

    {"column", columns("true")},
    {"int column", columns("a.atttypid = 'integer'::regtype")},
    {"text column", columns("a.atttypid IN ('text'::regtype, 'varchar'::regtype)")},
    {"regclass column", columns("a.atttypid = 'regclass'::regtype")},
    {"not null int column", columns("a.atttypid = 'integer'::regtype AND a.attnotnull AND NOT "
                                    "a.atthasdef AND a.attidentity = ''")},
    {"identity column", columns("a.attidentity <> ''")},
    {"generated column", columns("a.attgenerated <> ''")},
    {"view columns",
     "SELECT pg_get_viewdef.cols FROM (SELECT string_agg('NULL::' || format_type(a.atttypid, "
     "a.atttypmod) || ' AS ' || "
     "quote_ident(a.attname), ', ' ORDER BY a.attnum) AS cols FROM pg_attribute AS a WHERE "
     "a.attrelid = "
     "to_regclass(:scope) AND a.attnum > 0) AS pg_get_viewdef WHERE cols IS NOT NULL"},
    {"insert", candidates::insertions},

    {"constraint", constraints("k.conrelid = to_regclass(:scope)")},
    {"foreign key", constraints("k.conrelid = to_regclass(:scope) AND k.contype = 'f'")},
    {"domain constraint", constraints("k.contypid = to_regtype(:scope)")},
    {"references", candidates::references},
    {"index name",
     "SELECT quote_ident(c.relname) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid "
     "WHERE "
     "i.indrelid = "
     "to_regclass(:scope)"},
    {"loose unique index",
     "SELECT quote_ident(c.relname) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid "
     "WHERE "
     "i.indrelid = "
     "to_regclass(:scope) AND i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE "
     "k.conindid = c.oid)"},

    {"rule", on_table("pg_rewrite", "rulename", "ev_class", "p.rulename <> '_RETURN'")},
    {"rule of it",
     "SELECT quote_ident(rulename) FROM pg_rewrite WHERE ev_class = to_regclass(:scope) AND "
     "rulename <> "
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
    {"number function", functions("o.prokind = 'f' AND o.pronargs = 0 AND NOT o.proretset AND "
                                  "o.prorettype = 'integer'::regtype",
                                  function_name + " || '()'")},
    {"binary function",
     functions("o.prokind = 'f' AND o.proargtypes::text = '23 23'", function_name)},
    {"integer aggregate",
     functions("o.prokind = 'a' AND o.proargtypes::text = '23'", function_name)},
    {"plain procedure",
     functions("o.prokind = 'p' AND o.pronargs = 0", function_name + " || '()'")},
    {"trigger function", functions("o.prorettype = 'trigger'::regtype", function_name)},
    {"event function", functions("o.prorettype = 'event_trigger'::regtype", function_name)},
    {"language", unqualified("pg_language", "lanname")},

    {"type", candidates::column_types},
    {"type text", quoted(types("o.typtype IN ('e', 'd', 'c')"))},
    {"own type", types("o.typtype IN ('e', 'd', 'c', 'r') AND o.typname NOT LIKE '\\_%'"), true},
    {"enum", types("o.typtype = 'e'"), true},
    {"label", "SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = to_regtype(:scope)"},
    {"domain", types("o.typtype = 'd'"), true},
    {"composite", types("o.typtype = 'c'"), true},
    {"base type", types("o.typtype = 'b' AND o.typelem = 0")},

    {"operator",
     objects(
         "pg_operator", "opr", "true",
         "format('%I.%s (%s, %s)', n.nspname, o.oprname, CASE o.oprleft WHEN 0 THEN 'NONE' ELSE "
         "format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL))")},
    {"integer operator", objects("pg_operator", "opr", "o.oprleft = 23 AND o.oprright = 23",
                                 "format('%I.%s', n.nspname, o.oprname)")},
    {"operator class", objects("pg_opclass", "opc", "true")},
    {"operator family", objects("pg_opfamily", "opf", "true")},
    {"cast", candidates::casts},
    {"transform",
     "SELECT format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) FROM "
     "pg_transform AS "
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
     "SELECT format('%s SERVER %I', CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) "
     "END, "
     "srvname) FROM pg_user_mappings"},

    {"publication", unqualified("pg_publication", "pubname")},
    {"published table",
     "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_publication_rel AS r JOIN pg_class AS c "
     "ON "
     "c.oid = r.prrelid "
     "JOIN pg_namespace AS n ON n.oid = c.relnamespace"},
    {"subscription",
     "SELECT quote_ident(subname) FROM pg_subscription WHERE subdbid = (SELECT oid FROM "
     "pg_database "
     "WHERE datname = "
     "current_database())"},
    {"statistics", objects("pg_statistic_ext", "stx", "true")},

    {"large object", "SELECT oid::text FROM pg_largeobject_metadata"},
    {"extension", unqualified("pg_extension", "extname")},
    {"member", candidates::members},
};

std::string array_of(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + quote_literal(name);
    return "ARRAY[" + list + "]";
}

void replace_all(std::string& text, std::string_view word, const std::string& value) {
    for (auto at = text.find(word); at != std::string::npos;
         at = text.find(word, at + value.size()))
        text.replace(at, word.size(), value);
}

}  // namespace

const Pick* find_pick(std::string_view name) {
    const auto found = std::find_if(picks.begin(), picks.end(),
                                    [&](const Pick& pick) { return pick.name == name; });
    return found == picks.end() ? nullptr : &*found;
}

std::optional<std::string> choose(const Pick& pick, const std::string& scope, Session& session,
                                  Dice& dice) {
    std::string sql = pick.sql;
    if (scope.empty() && sql.find(":scope") != std::string::npos)
        throw std::logic_error("nothing picked yet that could have a " + std::string(pick.name));
    replace_all(sql, ":number", std::to_string(dice.below(200)));
    replace_all(sql, ":pool", array_of(name_pool()));
    replace_all(sql, ":scope", quote_literal(scope));
    const Rows rows =
        session.rows("SELECT x FROM (" + sql + ") AS candidates (x) ORDER BY x COLLATE \"C\"");
    if (rows.size() == 0) return std::nullopt;
    return rows.text(static_cast<int>(dice.below(static_cast<std::size_t>(rows.size()))), 0);
}

}  // namespace migration
