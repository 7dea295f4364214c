#include "manifest/live_names.hpp"

#include <utility>

#include "base/text.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '$' || (c & 0x80) != 0;
}

// Where the name at `at` ends: a quoted one, a word, or an operator.
std::size_t name_end(std::string_view text, std::size_t at) {
    if (at >= text.size()) return at;
    if (text[at] == '"') {
        for (++at; at < text.size(); ++at) {
            if (text[at] != '"') continue;
            if (at + 1 == text.size() || text[at + 1] != '"') return at + 1;
            ++at;
        }
        return at;
    }
    if (!is_word_byte(text[at]))
        return std::min(text.find_first_not_of("+-*/<>=~!@#%^&|`?", at), text.size());
    while (at < text.size() && is_word_byte(text[at])) ++at;
    return at;
}

// Name of an extension, quoted, → the schema that validation had it in, quoted.
std::map<std::string, std::string> validated_schemas(const ManifestServer& validated) {
    std::map<std::string, std::string> schemas;
    for (const auto& state : validated.states)
        for (const auto& change : state.changes)
            if (change.key.is(ObjectKind::extension) && change.after)
                schemas[std::string(change.key.name())] = extension_schema(*change.after);
    return schemas;
}

// Functions, operators and what else has arguments are told by their identity up to those.
constexpr const char* members_sql = R"sql(
SELECT DISTINCT i.schema,
    pg_catalog.substr(
        coalesce(i.name, pg_catalog.split_part(i.identity, '(', 1)),
        CASE WHEN i.name IS NULL THEN pg_catalog.length(i.schema) + 2 ELSE 1 END)
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
    AND d.refobjid = e.oid AND d.deptype = 'e'
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS i
WHERE pg_catalog.quote_ident(e.extname) = $1 AND i.schema IS NOT NULL
)sql";

}  // namespace

LiveNames::LiveNames(const ManifestServer& validated, std::string role)
    : validated_role_(validated.role), role_(std::move(role)) {}

void LiveNames::add_moved(const std::string& member, const std::string& validated,
                          const std::string& live) {
    moved_[validated + "." + member] = live + "." + member;
    left_.insert(validated);
}

ObjectKey LiveNames::key(const ObjectKey& key) const {
    const std::string prefix = validated_role_ + " on ";
    const bool names_role =
        key.is(ObjectKind::default_privileges) || key.is(ObjectKind::user_mapping);
    if (names_role && key.name().starts_with(prefix))
        return {key.kind(), role_ + " on " + std::string(key.name().substr(prefix.size()))};
    return definition(key.text());
}

std::string LiveNames::definition(const std::string& definition) const {
    if (moved_.empty()) return definition;
    const std::string_view text = definition;
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::max(name_end(text, at), at + 1);
        const auto schema = text.substr(at, end - at);
        const bool is_first = at == 0 || text[at - 1] != '.';
        if (is_first && end < text.size() && text[end] == '.' && left_.contains(schema)) {
            const auto whole = text.substr(at, name_end(text, end + 1) - at);
            const auto moved = moved_.find(whole);
            result += moved == moved_.end() ? std::string(whole) : moved->second;
            at += whole.size();
        } else {
            result += schema;
            at = end;
        }
    }
    return result;
}

std::string extension_schema(std::string_view definition) {
    constexpr std::string_view create = "CREATE EXTENSION ", word = " SCHEMA ";
    const auto at = name_end(definition, create.size());
    if (!definition.starts_with(create) || !definition.substr(at).starts_with(word)) return "";
    const auto begin = at + word.size();
    return std::string(definition.substr(begin, name_end(definition, begin) - begin));
}

LiveNames read_live_names(Session& session, const ManifestServer& validated) {
    LiveNames names(validated,
                    session.rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0));
    const auto schemas = validated_schemas(validated);
    if (schemas.empty()) return names;
    const Rows extensions = session.rows(
        "SELECT pg_catalog.quote_ident(e.extname), pg_catalog.quote_ident(n.nspname) "
        "FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = "
        "e.extnamespace");
    for (int i = 0; i < extensions.size(); ++i) {
        const auto found = schemas.find(extensions.text(i, 0));
        if (found == schemas.end() || found->second == extensions.text(i, 1)) continue;
        const Rows members = session.rows(members_sql, {extensions.text(i, 0)});
        for (int j = 0; j < members.size(); ++j)
            if (members.text(j, 0) == extensions.text(i, 1))
                names.add_moved(members.text(j, 1), found->second, members.text(j, 0));
    }
    return names;
}

}  // namespace migration
