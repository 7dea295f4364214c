#include "apply/preflight.hpp"

#include <set>

#include "base/text.hpp"

namespace migration {
namespace {

void require_writable(Session& session) {
    const Rows rows = session.rows(
        "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on'");
    if (rows.is_true(0, 0))
        throw Error(ErrorKind::unreachable, "the server is a standby: it can only be read",
                    "connect to the primary; with several hosts, target_session_attrs=read-write finds it");
    if (rows.is_true(0, 1))
        throw Error(ErrorKind::failed, "the database or the role is set to read only",
                    "ALTER DATABASE " + quote_identifier(session.database()) +
                        " RESET default_transaction_read_only");
}

struct Missing {
    std::string what;
    std::string mend;
};

class Examination {
public:
    Examination(Session& session, const ManifestServer* validated)
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
            "pg_catalog.has_table_privilege(c.oid, 'DELETE'), false) "
            "FROM (SELECT) AS one LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = $1 "
            "LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = $2",
            {ledger.schema, ledger.table});
        const std::string schema = quote_identifier(ledger.schema);
        if (!rows.is_true(0, 0))
            add("the ledger's schema does not exist: \"" + ledger.schema + "\"", "CREATE SCHEMA " + schema);
        else if (!rows.is_true(0, 1) && !rows.is_true(0, 2))
            add("role " + role_ + " may not create the ledger in schema \"" + ledger.schema + "\"",
                "GRANT CREATE ON SCHEMA " + schema + " TO " + role_);
        else if (rows.is_true(0, 1) && !rows.is_true(0, 3))
            add("role " + role_ + " may not write the ledger",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + schema + "." + quote_identifier(ledger.table) +
                    ", " + schema + "." + quote_identifier(ledger.table + "_log") + " TO " + role_);
    }

    void look_at(const Migration& migration) {
        for (const auto& extension : migration.up.annotations.requires_extensions)
            look_at_extension(extension, migration.name());
        if (validated_ == nullptr) return;
        if (const auto* state = validated_->state(migration.version))
            for (const auto& change : state->changes) look_at_change(change, migration.name());
    }

    void require_nothing_missing() const {
        if (missing_.empty()) return;
        std::string text, mend;
        for (const auto& [what, statement] : missing_) {
            text += (text.empty() ? "" : "\n") + what;
            mend += (mend.empty() ? "" : "; ") + statement;
        }
        throw Error(ErrorKind::failed, text, mend);
    }

private:
    void add(const std::string& what, const std::string& mend) {
        for (const auto& known : missing_)
            if (known.mend == mend) return;
        missing_.push_back({what, mend});
    }

    void look_at_change(const Change& change, const std::string& name) {
        const bool made = !change.before;
        if (made) made_.insert(change.key);
        if (change.facet == Facet::server && change.key.starts_with("role ") && !creates_roles_ &&
            !superuser_)
            add("migration \"" + name + "\" needs a role that may create roles",
                "ALTER ROLE " + role_ + " CREATEROLE");
        if (change.facet != Facet::structure) return;
        if (made && change.key.starts_with("extension "))
            return look_at_extension(change.key.substr(std::string("extension ").size()), name);
        if (made && change.key.starts_with("schema ") && !creates_schemas_)
            return add("migration \"" + name + "\" makes a schema, which role " + role_ + " may not",
                       "GRANT CREATE ON DATABASE " + quote_identifier(session_.database()) + " TO " + role_);
        if (made && change.parent.starts_with("schema ")) return look_at_schema(change.parent, name);
        if (!made && change.key.starts_with("table ")) look_at_owner(change.key, name);
        if (change.parent.starts_with("table ")) look_at_owner(change.parent, name);
    }

    // "schema x", quoted where it must be
    void look_at_schema(const std::string& key, const std::string& name) {
        if (made_.contains(key) || !looked_at_.insert(key).second) return;
        const std::string schema = key.substr(std::string("schema ").size());
        const Rows rows = session_.rows(
            "SELECT pg_catalog.has_schema_privilege(oid, 'CREATE') FROM pg_catalog.pg_namespace "
            "WHERE pg_catalog.quote_ident(nspname) = $1",
            {schema});
        if (rows.size() > 0 && !rows.is_true(0, 0))
            add("migration \"" + name + "\" creates in schema " + schema + ", which role " + role_ +
                    " may not",
                "GRANT CREATE ON SCHEMA " + schema + " TO " + role_);
    }

    void look_at_owner(const std::string& key, const std::string& name) {
        if (superuser_ || made_.contains(key) || !looked_at_.insert(key).second) return;
        const std::string table = key.substr(std::string("table ").size());
        const Rows rows = session_.rows(
            "SELECT pg_catalog.pg_has_role(relowner, 'USAGE'), "
            "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(relowner)) "
            "FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)",
            {table});
        if (rows.size() > 0 && !rows.is_true(0, 0))
            add("migration \"" + name + "\" changes table " + table + ", which belongs to " + rows.text(0, 1),
                "GRANT " + rows.text(0, 1) + " TO " + role_);
    }

    void look_at_extension(const std::string& quoted, const std::string& name) {
        const Rows rows = session_.rows(
            "SELECT a.installed_version IS NOT NULL, v.superuser, v.trusted FROM "
            "pg_catalog.pg_available_extensions AS a "
            "JOIN pg_catalog.pg_available_extension_versions AS v ON v.name = a.name AND v.version = "
            "a.default_version "
            "WHERE a.name = $1 OR pg_catalog.quote_ident(a.name) = $1",
            {quoted});
        if (rows.size() == 0)
            return add("migration \"" + name + "\" needs an extension that the server does not offer: \"" +
                           quoted + "\"",
                       "install it on the server, then run 'up' again");
        if (rows.is_true(0, 0) || superuser_ || !rows.is_true(0, 1)) return;
        if (rows.is_true(0, 2) && creates_schemas_) return;
        if (made_.contains("extension " + quoted) || validated_ == nullptr)
            add("migration \"" + name + "\" makes extension " + quoted + ", which role " + role_ + " may not",
                "CREATE EXTENSION " + quoted + " (as a superuser)");
    }

    Session& session_;
    const ManifestServer* validated_;
    std::string role_;
    bool superuser_ = false;
    bool creates_roles_ = false;
    bool creates_schemas_ = false;
    std::vector<Missing> missing_;
    std::set<std::string> made_;  // by the steps themselves
    std::set<std::string> looked_at_;
};

}  // namespace

void require_possible(Session& session, const LedgerName& ledger, const std::vector<UpStep>& steps,
                      const ManifestServer* validated) {
    require_writable(session);
    Examination examination(session, validated);
    examination.look_at_ledger(ledger);
    for (const auto& step : steps) examination.look_at(*step.migration);
    examination.require_nothing_missing();
}

}  // namespace migration
