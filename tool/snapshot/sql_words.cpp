#include "snapshot/sql_words.hpp"

#include <algorithm>
#include <stdexcept>

namespace migration {
namespace {

// Of a text `name=value`: where the name is that of a secret, the value is told by a trace of its
// digest alone, so that another one is seen.
std::string without_secret(const std::string& item) {
    return "CASE WHEN " + item +
           " ~* '^[^=]*(pass|password|passphrase|secret|token|api_?key)=' THEN split_part(" + item +
           ", '=', 1) || ' (hidden, ' || left(encode(sha256(convert_to(" + item +
           ", 'UTF8')), 'hex'), 2) || ')' ELSE " + item + " END";
}

constexpr const char* relation =
    R"((CASE c.relkind
        WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view'
        WHEN 'S' THEN 'sequence'
        WHEN 'f' THEN 'foreign table'
        WHEN 'c' THEN 'type'
        WHEN 'i' THEN 'index'
        WHEN 'I' THEN 'index'
        ELSE 'table' END || format(' %I.%I', n.nspname, c.relname)))";

std::string acl_text(const std::string& arguments) {
    const auto of = arguments.rfind(" of ");
    const std::string acl = arguments.substr(0, of), holder = arguments.substr(of + 4);
    return "(SELECT string_agg(g.item, '; ' ORDER BY g.item COLLATE \"C\") FROM ("
           "SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN " +
           holder +
           " THEN 'OWNER' ELSE quote_ident(pg_get_userbyid(x.grantee)) END || "
           "': ' || "
           "string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE "
           "'' END, "
           "', ' "
           "ORDER BY x.privilege_type COLLATE \"C\") || CASE WHEN x.grantor <> " +
           holder +
           " THEN ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) ELSE '' END AS item "
           "FROM "
           "aclexplode(" +
           acl + ") AS x GROUP BY x.grantee, x.grantor) AS g)";
}

// A composite type's columns belong to what its type belongs to, an identity's sequence to what its
// table belongs to; what a range type brings along to the type. Of few rows each is looked up; for
// whole catalogues the extensions' side of pg_depend, which is short, is read once. A row that an
// outer join left out is no member.
std::string member(const std::string& arguments, bool of_few) {
    const auto space = arguments.find(' ');
    const std::string catalogue = arguments.substr(0, space), row = arguments.substr(space + 1);
    // OFFSET 0 keeps the planner from reading all of pg_depend once, in place of an index for each
    // of the few.
    const std::string each = of_few ? " OFFSET 0)" : ")";
    const auto depends = [&](const std::string& of, const std::string& oid, const char* types) {
        return "EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = '" + of +
               "'::regclass AND e.objid = " + oid + " AND e.deptype " + types + each;
    };
    const auto is_member = [&](const std::string& of, const std::string& oid) {
        if (of_few) return depends(of, oid, "= 'e'");
        return "coalesce(" + oid +
               " = ANY (ARRAY(SELECT e.objid FROM pg_depend AS e WHERE e.refclassid = "
               "'pg_extension'::regclass AND "
               "e.classid = '" +
               of + "'::regclass AND e.deptype = 'e')), false)";
    };
    if (catalogue == "pg_proc" || catalogue == "pg_cast")
        return depends(catalogue, row + ".oid", "IN ('e', 'i')");
    std::string itself = is_member(catalogue, row + ".oid");
    if (catalogue != "pg_class") return itself;
    return "(" + itself + " OR " + row + ".relkind = 'c' AND " +
           is_member("pg_type", row + ".reltype") + " OR " + row +
           ".relkind = 'S' AND EXISTS (SELECT FROM pg_depend AS i WHERE i.classid = "
           "'pg_class'::regclass AND "
           "i.objid = " +
           row + ".oid AND i.deptype = 'i' AND " + is_member("pg_class", "i.refobjid") + each + ")";
}

std::string meaning(const std::string& word, const std::string& arguments, bool of_few) {
    if (word == "relation") return relation;
    if (word == "own")
        return "(" + arguments + ".nspname NOT LIKE 'pg\\_%' AND " + arguments +
               ".nspname <> 'information_schema')";
    if (word == "member") return member(arguments, of_few);
    if (word == "acl") return acl_text(arguments);
    if (word == "user") return "quote_ident(pg_get_userbyid(" + arguments + "))";
    // What the server made for a constraint. Before 15, what a partition got of its parent is
    // marked internal too.
    if (word == "internal")
        return "(" + arguments + ".tgisinternal AND " + arguments + ".tgconstraint <> 0)";
    // pg_attver is the server's own counter (15.19 and later), not an option.
    if (word == "options")
        return "(SELECT string_agg(o.item, ', ' ORDER BY o.item COLLATE \"C\") FROM unnest(" +
               arguments + ") AS o (item) WHERE o.item NOT LIKE 'pg\\_attver=%')";
    if (word == "list")
        return "(SELECT string_agg(" + without_secret("o.item") +
               ", ', ' ORDER BY o.item COLLATE \"C\") FROM unnest(" + arguments + ") AS o (item))";
    if (word == "shown") return without_secret(arguments);
    if (word == "enabled")
        return "CASE " + arguments +
               " WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED REPLICA' WHEN 'A' THEN 'ENABLED "
               "ALWAYS' END";
    throw std::logic_error("unknown word in a catalogue query: \"" + word + "\"");
}

// The side of each {from N} … {else} … {end} that holds for the server.
std::string choose_versions(std::string_view sql, const ServerTraits& server) {
    std::string chosen;
    for (;;) {
        const auto from = sql.find("{from ");
        if (from == std::string_view::npos) return chosen.append(sql);
        const auto open_end = sql.find('}', from);
        const auto middle = sql.find("{else}", from);
        const auto end = sql.find("{end}", from);
        const std::string condition(sql.substr(from + 6, open_end - from - 6));
        const bool newer =
            condition == "superuser" ? server.superuser : server.major >= std::stoi(condition);
        chosen.append(sql.substr(0, from));
        chosen.append(newer ? sql.substr(open_end + 1, middle - open_end - 1)
                            : sql.substr(middle + 6, end - middle - 6));
        sql.remove_prefix(end + 5);
    }
}

}  // namespace

std::string expand_sql_words(std::string_view text, const ServerTraits& server, bool of_few) {
    const std::string chosen = choose_versions(text, server);
    std::string_view sql = chosen;
    std::string expanded;
    for (;;) {
        const auto open = sql.find('{');
        if (open == std::string_view::npos) return expanded.append(sql);
        const auto close = sql.find('}', open);
        const std::string inside(sql.substr(open + 1, close - open - 1));
        const auto space = std::min(inside.find(' '), inside.size());
        expanded.append(sql.substr(0, open));
        expanded += meaning(inside.substr(0, space),
                            inside.substr(std::min(space + 1, inside.size())), of_few);
        sql.remove_prefix(close + 1);
    }
}

}  // namespace migration
