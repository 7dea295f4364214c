#include "apply/preflight.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

// What makes it writable again, by where the setting comes from.
std::string writable_hint(Session& session) {
    const Rows rows = session.rows(
        "SELECT s.source, pg_catalog.quote_ident(session_user) FROM pg_catalog.pg_settings AS s "
        "WHERE s.name = 'default_transaction_read_only'");
    const std::string source = rows.text(0, 0), role = rows.text(0, 1);
    const std::string database = quote_identifier(session.database());
    if (source == "client")
        return "remove default_transaction_read_only from the URL's options and from PGOPTIONS";
    std::string whose;
    if (source == "database") whose = "DATABASE " + database;
    if (source == "user") whose = "ROLE " + role;
    if (source == "database user") whose = "ROLE " + role + " IN DATABASE " + database;
    if (whose.empty())
        return "switch off default_transaction_read_only in the server's configuration";
    return "unless it is read only on purpose: ALTER " + whose +
           " RESET default_transaction_read_only";
}

// Whose an object of that kind is, and in which schema; a relation's OID. $1 is its name as its key
// has it. Not by casts to regclass and the like: these fail where our role may not use the schema.
struct OwnerQuery {
    ObjectKind kind;
    const char* sql;
};

constexpr const char* relation_owner =
    "SELECT c.relowner, n.oid, c.oid FROM pg_catalog.pg_class AS c "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = (pg_catalog.parse_ident($1))[1]::name AND c.relname = "
    "(pg_catalog.parse_ident($1))[2]::name";
constexpr const char* function_owner =
    "SELECT p.proowner, n.oid, NULL::oid FROM pg_catalog.pg_proc AS p "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace "
    "WHERE p.proname = (pg_catalog.parse_ident($1, false))[2]::name AND "
    "pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, "
    "pg_catalog.oidvectortypes(p.proargtypes)) = $1";

constexpr OwnerQuery owner_queries[]{
    {ObjectKind::table, relation_owner},
    {ObjectKind::foreign_table, relation_owner},
    {ObjectKind::view, relation_owner},
    {ObjectKind::materialized_view, relation_owner},
    {ObjectKind::sequence, relation_owner},
    {ObjectKind::index, relation_owner},
    {ObjectKind::function, function_owner},
    {ObjectKind::procedure, function_owner},
    {ObjectKind::aggregate, function_owner},
    {ObjectKind::type,
     "SELECT t.typowner, n.oid, NULL::oid FROM pg_catalog.pg_type AS t "
     "JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace "
     "WHERE n.nspname = (pg_catalog.parse_ident($1))[1]::name AND t.typname = "
     "(pg_catalog.parse_ident($1))[2]::name"},
    {ObjectKind::schema,
     "SELECT nspowner, NULL::oid, NULL::oid FROM pg_catalog.pg_namespace WHERE "
     "pg_catalog.quote_ident(nspname) = $1"},
};

// A script that becomes another role has that one's rights.
bool may_switch_role(const Script& script) {
    constexpr std::size_t short_statement = 1U << 16U;
    return std::any_of(
        script.statements.begin(), script.statements.end(), [&](const Statement& statement) {
            const auto sql = script.sql(statement);
            if (sql.size() > short_statement) return false;
            const auto first = sql.substr(0, sql.find_first_of(" \t\n"));
            return (contains_word(first, "set") || contains_word(first, "do") ||
                    contains_word(sql, "set_config")) &&
                   (contains_word(sql, "role") || contains_word(sql, "authorization"));
        });
}

// Whether it makes a table of what a query gives: that one may call functions with other rights.
bool makes_table_of_query(std::string_view sql, const std::string& first) {
    if (first != "create" || !contains_word(sql, "select")) return false;
    constexpr std::size_t words = 80;
    const auto start = sql.substr(0, words);
    return contains_word(start, "table") || contains_word(start, "materialized");
}

// Whether the script has nothing but statements that do with our role's rights what they say: it
// calls nothing that could do more.
bool is_plain(const Script& script) {
    return std::all_of(
        script.statements.begin(), script.statements.end(), [&](const Statement& statement) {
            const auto sql = script.sql(statement);
            const auto first = to_lower(sql.substr(0, sql.find_first_of(" \t\r\n(;")));
            for (const char* word : {"create", "alter", "drop", "comment", "grant", "revoke", "set",
                                     "reset", "truncate", "begin", "commit", "start", "end"})
                if (first == word) return !makes_table_of_query(sql, first);
            return statement.left_out;
        });
}

class PermissionCheck {
public:
    PermissionCheck(Session& session, const ManifestServer* validated)
        : session_(session), validated_(validated) {
        const Rows rows = session.rows(
            "SELECT pg_catalog.quote_ident(current_user), rolsuper, rolcreaterole, "
            "pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') "
            "FROM pg_catalog.pg_roles WHERE rolname = current_user");
        role_ = rows.text(0, 0);
        superuser_ = rows.is_true(0, 1);
        creates_roles_ = rows.is_true(0, 2);
        creates_schemas_ = rows.is_true(0, 3);
    }

    void look_at_ledger(const LedgerName& ledger) {
        const Rows rows = session_.rows(
            "SELECT n.oid IS NOT NULL, c.oid IS NOT NULL, "
            "coalesce(pg_catalog.has_schema_privilege(n.oid, 'CREATE'), false), "
            "coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT') AND "
            "pg_catalog.has_table_privilege(c.oid, 'INSERT') AND "
            "pg_catalog.has_table_privilege(c.oid, 'UPDATE') AND "
            "pg_catalog.has_table_privilege(c.oid, 'DELETE'), false), "
            "pg_catalog.quote_ident($1), pg_catalog.format('%1$I.%2$I, %1$I.%3$I', $1, $2, "
            "$3::text) "
            "FROM (SELECT) AS one LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = $1 "
            "LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = $2",
            {ledger.schema, ledger.table, ledger.table + "_log"});
        const std::string schema = rows.text(0, 4);
        if (!rows.is_true(0, 0))
            add("the ledger's schema does not exist: \"" + ledger.schema + "\"",
                "CREATE SCHEMA " + schema, true);
        else if (!rows.is_true(0, 1) && !rows.is_true(0, 2))
            add("role " + role_ + " may not create the ledger in schema \"" + ledger.schema + "\"",
                "GRANT CREATE ON SCHEMA " + schema + " TO " + role_, true);
        else if (rows.is_true(0, 1) && !rows.is_true(0, 3))
            add("role " + role_ + " may not write the ledger",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + rows.text(0, 5) + " TO " + role_,
                true);
    }

    void look_at_up(const Migration& migration) {
        begin(migration.up, migration.name());
        for (const auto& extension : migration.up.annotations.requires_extensions)
            look_at_extension(extension);
        if (const auto* changes = changes_of(migration.version)) look_at(*changes);
    }

    void look_at_down(const Migration& migration) {
        begin(migration.down.value(), migration.name());
        const auto* changes = changes_of(migration.version);
        if (changes == nullptr) return;
        Changes undone = *changes;
        for (auto& change : undone) std::swap(change.before, change.after);
        look_at(undone);
    }

    Obstacles take() { return std::move(missing_); }

private:
    void add(const std::string& what, const std::string& mend, bool is_certain) {
        for (auto& known : missing_)
            if (known.mend == mend) {
                known.is_certain = known.is_certain || is_certain;
                return;
            }
        missing_.push_back({what, mend, is_certain});
    }

    void begin(const Script& script, std::string name) {
        script_ = &script;
        name_ = std::move(name);
        own_rights_ = !may_switch_role(script);
        is_plain_ = is_plain(script);
    }

    const Changes* changes_of(const std::string& version) const {
        const auto* state = validated_ == nullptr ? nullptr : validated_->state(version);
        return state == nullptr ? nullptr : &state->changes;
    }

    void look_at(const Changes& changes) {
        for (const auto& change : changes)
            if (!change.after) dropped_.insert(change.key);
        for (const auto& change : changes) look_at_change(change);
    }

    void look_at_change(const Change& change) {
        const bool made = !change.before;
        if (made) made_.insert(change.key);
        const ObjectKey& object = change.key;
        if (change.facet == Facet::server && object.is(ObjectKind::role) && !creates_roles_ &&
            !superuser_ && own_rights_)
            add("migration \"" + name_ + "\" needs a role that may create roles",
                "ALTER ROLE " + role_ + " CREATEROLE", false);
        if (change.facet != Facet::structure) return;
        if (made && object.is(ObjectKind::extension))
            return look_at_extension(std::string(object.name()));
        if (!own_rights_) return;
        if (made && (object.is(ObjectKind::schema) || object.is(ObjectKind::publication)) &&
            !creates_schemas_)
            return add("migration \"" + name_ + "\" makes a " +
                           std::string(object.is(ObjectKind::schema) ? "schema" : "publication") +
                           ", but role " + role_ + " may not",
                       "GRANT CREATE ON DATABASE " + quote_identifier(session_.database()) +
                           " TO " + role_,
                       is_plain_ && object.is(ObjectKind::schema));
        if (made && change.parent.is(ObjectKind::schema)) return look_at_schema(change.parent);
        if (!made) look_at_owner(change.key);
        if (change.parent.is(ObjectKind::table))
            look_at_owner(change.parent, made && object.is(ObjectKind::trigger));
    }

    void look_at_schema(const ObjectKey& key) {
        if (made_.contains(key) || !looked_at_.insert(key.text()).second) return;
        const std::string schema(key.name());
        const Rows rows = session_.rows(
            "SELECT pg_catalog.has_schema_privilege(oid, 'CREATE') FROM pg_catalog.pg_namespace "
            "WHERE pg_catalog.quote_ident(nspname) = $1",
            {schema});
        if (rows.size() > 0 && !rows.is_true(0, 0))
            add("migration \"" + name_ + "\" creates objects in schema " + schema + ", but role " +
                    role_ + " may not",
                "GRANT CREATE ON SCHEMA " + schema + " TO " + role_, is_plain_);
    }

    // Of what the script does not name itself it changes no more than what follows from something
    // else: a view's definition, when a column is renamed. A schema's owner may drop what is in it,
    // and whoever has TRIGGER may make one.
    void look_at_owner(const ObjectKey& key, bool by_trigger = false) {
        const auto query = std::find_if(std::begin(owner_queries), std::end(owner_queries),
                                        [&](const auto& known) { return key.is(known.kind); });
        if (superuser_ || made_.contains(key) || query == std::end(owner_queries)) return;
        if (!contains_word(script_->text, key.bare_name())) return;
        if (!looked_at_.insert(by_trigger ? "trigger on " + key.text() : key.text()).second) return;
        const std::string sql =
            "SELECT pg_catalog.pg_has_role(o.owner, 'USAGE'), "
            "coalesce(pg_catalog.pg_has_role(n.nspowner, 'USAGE'), false), "
            "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o.owner)), " +
            std::string(by_trigger ? "pg_catalog.has_table_privilege(o.relation, 'TRIGGER')"
                                   : "false") +
            ", EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolsuper AND "
            "pg_catalog.pg_has_role(o.owner, "
            "r.oid, 'MEMBER')) FROM (" +
            query->sql +
            ") AS o (owner, schema, relation) LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = "
            "o.schema";
        const Rows rows = session_.rows(sql, {std::string(key.name())});
        if (rows.size() == 0 || rows.is_true(0, 0) ||
            (dropped_.contains(key) && rows.is_true(0, 1)) || rows.is_true(0, 3))
            return;
        // Nobody is to be made a superuser for the sake of one object.
        const std::string mend = rows.is_true(0, 4)
                                     ? "ALTER " + key.kind_in_sql() + " " +
                                           std::string(key.name()) + " OWNER TO " + role_
                                     : "GRANT " + rows.text(0, 2) + " TO " + role_;
        add("migration \"" + name_ + "\" changes " + key.text() + ", which belongs to " +
                rows.text(0, 2),
            mend, is_plain_);
    }

    void look_at_extension(const std::string& quoted) {
        const Rows rows = session_.rows(
            "SELECT a.installed_version IS NOT NULL, v.superuser, v.trusted FROM "
            "pg_catalog.pg_available_extensions AS a "
            "JOIN pg_catalog.pg_available_extension_versions AS v ON v.name = a.name AND v.version "
            "= "
            "a.default_version "
            "WHERE a.name = $1 OR pg_catalog.quote_ident(a.name) = $1",
            {quoted});
        if (rows.size() == 0)
            return add("migration \"" + name_ +
                           "\" needs an extension that the server does not offer: \"" + quoted +
                           "\"",
                       "install it on the server, then run 'up' again", true);
        if (rows.is_true(0, 0) || superuser_ || !rows.is_true(0, 1)) return;
        if (rows.is_true(0, 2) && creates_schemas_) return;
        if (own_rights_ &&
            (made_.contains({ObjectKind::extension, quoted}) || validated_ == nullptr))
            add("migration \"" + name_ + "\" makes extension " + quoted + ", but role " + role_ +
                    " may not, by PostgreSQL's own rules",
                "CREATE EXTENSION " + quoted, false);
    }

    Session& session_;
    const ManifestServer* validated_;
    std::string role_;
    bool superuser_ = false;
    bool creates_roles_ = false;
    bool creates_schemas_ = false;
    Obstacles missing_;
    std::set<ObjectKey> made_;  // by the steps themselves
    std::set<ObjectKey> dropped_;
    std::set<std::string> looked_at_;
    // Of the one that is looked at:
    const Script* script_ = nullptr;
    std::string name_;
    bool own_rights_ = true;  // it runs with those of our role
    bool is_plain_ = true;    // and calls nothing that could have others
};

}  // namespace

void require_writable(Session& session) {
    const Rows rows = session.rows(
        "SELECT pg_catalog.pg_is_in_recovery(), "
        "pg_catalog.current_setting('transaction_read_only') = 'on'");
    if (rows.is_true(0, 0))
        throw Error(
            ErrorKind::unreachable, "the server is a standby: it can only be read",
            "connect to the primary; with several hosts, target_session_attrs=read-write finds it");
    if (rows.is_true(0, 1))
        throw Error(ErrorKind::failed, "the database or the role is set to read only",
                    writable_hint(session));
}

Obstacles obstacles_to_up(Session& session, const LedgerName& ledger,
                          const std::vector<UpStep>& steps, const ManifestServer* validated) {
    require_writable(session);
    PermissionCheck check(session, validated);
    check.look_at_ledger(ledger);
    for (const auto& step : steps) check.look_at_up(*step.migration);
    return check.take();
}

Obstacles obstacles_to_down(Session& session, const LedgerName& ledger,
                            const std::vector<DownStep>& steps, const ManifestServer* validated) {
    require_writable(session);
    PermissionCheck check(session, validated);
    check.look_at_ledger(ledger);
    for (const auto& step : steps)
        if (step.migration != nullptr && step.migration->down) check.look_at_down(*step.migration);
    return check.take();
}

Obstacles obstacles_to_ledger(Session& session, const LedgerName& ledger) {
    return obstacles_to_up(session, ledger, {}, nullptr);
}

}  // namespace migration
