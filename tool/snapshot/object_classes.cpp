#include <fmt/format.h>

#include <utility>

#include "snapshot/object_class.hpp"
#include "snapshot/sql_words.hpp"

namespace migration {

extern const ObjectClass schemas_class, relations_class, constraints_class, triggers_class,
    event_triggers_class, rules_class, policies_class, statistics_class, functions_class,
    types_class, operators_class, operator_families_class, operator_classes_class, casts_class,
    transforms_class, languages_class, access_methods_class, collations_class, conversions_class,
    text_search_parsers_class, text_search_templates_class, text_search_dictionaries_class,
    text_search_configurations_class, extensions_class, foreign_data_wrappers_class,
    foreign_servers_class, user_mappings_class, publications_class, subscriptions_class,
    default_privileges_class, large_objects_class, databases_class, settings_class, roles_class,
    tablespaces_class, parameter_privileges_class, replication_slots_class,
    prepared_transactions_class;

namespace {

const ObjectClass* const classes[] = {
    &schemas_class,
    &relations_class,
    &constraints_class,
    &triggers_class,
    &event_triggers_class,
    &rules_class,
    &policies_class,
    &statistics_class,
    &functions_class,
    &types_class,
    &operators_class,
    &operator_families_class,
    &operator_classes_class,
    &casts_class,
    &transforms_class,
    &languages_class,
    &access_methods_class,
    &collations_class,
    &conversions_class,
    &text_search_parsers_class,
    &text_search_templates_class,
    &text_search_dictionaries_class,
    &text_search_configurations_class,
    &extensions_class,
    &foreign_data_wrappers_class,
    &foreign_servers_class,
    &user_mappings_class,
    &publications_class,
    &subscriptions_class,
    &default_privileges_class,
    &large_objects_class,
    &databases_class,
    &settings_class,
    &roles_class,
    &tablespaces_class,
    &parameter_privileges_class,
    &replication_slots_class,
    &prepared_transactions_class,
};

std::string number_of(Facet facet) {
    return std::to_string(static_cast<int>(facet));
}

// A query of what every kind of object has, over the class's identity. Words: {class}, {identity},
// {narrow}.
struct Common {
    Facet facet;
    const char* sql;
};

constexpr Common owner{Facet::owner, R"sql(
SELECT i.objid, 'owner of ' || i.key AS key, i.key AS parent, {user i.owner} AS definition
FROM {identity} AS i
WHERE i.own AND i.acl_kind <> 'c' AND i.owner IS NOT NULL)sql"};

// Against what the server gives by itself, or what an extension or initdb gave.
constexpr Common privileges{Facet::privileges, R"sql(
SELECT i.objid, 'privileges of ' || i.key AS key, i.key AS parent,
    coalesce({acl i.acl of i.owner}, 'none') AS definition
FROM {identity} AS i
LEFT JOIN pg_init_privs AS p ON p.classoid = {class} AND p.objoid = i.objid AND p.objsubid = i.subid
WHERE i.acl IS NOT NULL
    AND coalesce({acl i.acl of i.owner}, 'none') <> coalesce(
        CASE WHEN i.own OR p.objoid IS NULL
            THEN {acl acldefault(i.acl_kind::"char", i.owner) of i.owner}
            ELSE {acl p.initprivs of i.owner} END,
        'none'))sql"};

constexpr Common comments{Facet::comment, R"sql(
SELECT d.objoid AS objid, 'comment on ' || i.key AS key, i.key AS parent,
    d.description AS definition
FROM {identity} AS i
JOIN {descriptions} AS d ON d.classoid = {class} AND d.objoid = i.objid AND d.objsubid = i.subid
WHERE i.own)sql"};

constexpr Common labels{Facet::comment, R"sql(
SELECT l.objoid AS objid, 'security label on ' || i.key || ' by ' || l.provider AS key,
    i.key AS parent, l.label AS definition
FROM {identity} AS i
JOIN {labels} AS l ON l.classoid = {class} AND l.objoid = i.objid AND l.objsubid = i.subid
WHERE i.own)sql"};

std::string replace_all(std::string text, const std::string& word, const std::string& by) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
    return text;
}

// {narrow x.oid} becomes a condition on `objects`, or nothing where all are asked for.
std::string narrowed(std::string sql, const std::string& objects) {
    static constexpr std::string_view word = "{narrow ", with_indexed = " with indexed";
    for (auto at = sql.find(word); at != std::string::npos; at = sql.find(word, at)) {
        const auto end = sql.find('}', at);
        std::string oid = sql.substr(at + word.size(), end - at - word.size());
        std::string among = objects;
        if (oid.ends_with(with_indexed)) {
            oid.resize(oid.size() - with_indexed.size());
            among = fmt::format(
                "ARRAY(SELECT unnest({0}) UNION ALL SELECT x.indrelid FROM pg_index AS x WHERE "
                "x.indexrelid "
                "= ANY ({0}))",
                objects);
        }
        sql.replace(at, end + 1 - at,
                    objects.empty() ? "" : fmt::format("AND {} = ANY ({})", oid, among));
    }
    return sql;
}

std::string common_sql(const Common& common, const ObjectClass& described) {
    std::string sql = common.sql;
    sql = replace_all(sql, "{identity}", "(" + std::string(described.identity) + ")");
    const std::string_view catalogue = described.catalog;
    // Others know a large object by the catalogue of its data.
    sql = replace_all(sql, "{class}",
                      catalogue == "pg_largeobject_metadata"
                          ? "'pg_largeobject'::regclass"
                          : "'" + std::string(catalogue) + "'::regclass");
    const bool shared =
        catalogue == "pg_authid" || catalogue == "pg_database" || catalogue == "pg_tablespace";
    sql =
        replace_all(sql, "{descriptions}",
                    shared ? "(SELECT *, 0 AS objsubid FROM pg_shdescription)" : "pg_description");
    return replace_all(sql, "{labels}",
                       shared ? "(SELECT *, 0 AS objsubid FROM pg_shseclabel)" : "pg_seclabel");
}

}  // namespace

std::span<const ObjectClass* const> object_classes() {
    return classes;
}

std::string inhabited_sql(const ServerTraits& server) {
    std::string sql = "SELECT count(*) FROM pg_class WHERE oid >= 16384";
    int number = 0;
    for (const auto* described : classes) {
        const bool exists =
            described->catalog != std::string_view("pg_parameter_acl") || server.major >= 15;
        const std::string condition =
            described->inhabited != nullptr
                ? described->inhabited
                : "EXISTS (SELECT FROM " + std::string(described->catalog) + " WHERE oid >= 16384)";
        if (exists) sql += " UNION ALL SELECT " + std::to_string(number) + " WHERE " + condition;
        ++number;
    }
    return sql;
}

namespace {

class Describing {
public:
    Describing(const ObjectClass& described, const ServerTraits& server, std::string objects = "")
        : described_(described), server_(server), objects_(std::move(objects)) {}

    void add(Facet facet, const std::string& family) {
        sql_ += (sql_.empty() ? "SELECT objid, " : "\nUNION ALL SELECT objid, ") +
                number_of(facet) + ", key, parent, definition FROM (" + family + ") AS f";
        if (!objects_.empty()) sql_ += " WHERE objid = ANY (" + objects_ + ")";
    }
    void add_common() {
        if (described_.identity == nullptr) return;
        for (const auto& common : {owner, privileges, comments, labels})
            add(common.facet, common_sql(common, described_));
    }
    bool is_empty() const { return sql_.empty(); }
    // The statement; the next one starts.
    std::string finish() {
        std::string sql = std::exchange(sql_, "");
        if (described_.shared != nullptr) sql = "WITH " + std::string(described_.shared) + sql;
        return expand_sql_words(narrowed(std::move(sql), objects_), server_, !objects_.empty());
    }

private:
    const ObjectClass& described_;
    const ServerTraits& server_;
    std::string objects_;
    std::string sql_;
};

}  // namespace

std::vector<std::string> describe_all_sql(const ObjectClass& described, const ServerTraits& server,
                                          Scope scope) {
    std::vector<std::string> statements;
    Describing rest(described, server), large(described, server);
    for (const auto& family : described.families) {
        if (family.facet == Facet::rows && scope == Scope::without_rows) continue;
        (family.large ? large : rest).add(family.facet, family.sql);
        if (family.large) statements.push_back(large.finish());
    }
    rest.add_common();
    if (!rest.is_empty()) statements.push_back(rest.finish());
    return statements;
}

std::string describe_sql(const ObjectClass& described, const ServerTraits& server,
                         const std::string& objects) {
    Describing all(described, server, objects);
    for (const auto& family : described.families) all.add(family.facet, family.sql);
    all.add_common();
    return all.finish();
}

}  // namespace migration
