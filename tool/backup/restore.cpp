#include "backup/restore.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "backup/client_program.hpp"
#include "base/text.hpp"
#include "base/utc_time.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

// At most 63 bytes, as the server would cut it.
std::string name_beside(const std::string& database, const std::string& what) {
    const std::string suffix = "_" + what + "_" + to_lower(compact_utc_time());
    return database.substr(0, 63 - suffix.size()) + suffix;
}

void drop(Session& session, const std::string& name) noexcept {
    try {
        session.command("DROP DATABASE IF EXISTS " + quote_identifier(name) + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The error that led here is the one to tell.
    }
}

// A name may hold what a connection string takes for its own.
std::string conninfo_value(const std::string& name) {
    std::string value = "'";
    for (const char c : name)
        value += (c == '\'' || c == '\\' ? std::string("\\") : std::string()) + c;
    return value + "'";
}

void end_sessions(Session& session, const std::string& database) {
    session.rows(
        "SELECT pg_catalog.pg_terminate_backend(pid, 5000) FROM pg_catalog.pg_stat_activity "
        "WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid()",
        {database});
}

// Goes on ending sessions, as long as it lives: a pool of connections opens new ones at once. ALTER
// DATABASE … RENAME lets no more of them in, and waits 5 seconds for those that are left to go.
class SessionsEnder {
public:
    SessionsEnder(Session session, const std::string& database)
        : thread_([session = std::move(session), database](const std::stop_token& stop) mutable {
              try {
                  for (; !stop.stop_requested();
                       std::this_thread::sleep_for(std::chrono::milliseconds(20)))
                      end_sessions(session, database);
              } catch (const std::exception&) {
                  // The rename fails then, and says that there are others.
              }
          }) {}

private:
    std::jthread thread_;
};

// The elements of a setting such as search_path, each a literal, as SET takes them: `"$user",
// public`.
std::string list_literals(std::string_view value) {
    std::string literals, element;
    bool quoted = false, any = false;
    const auto end_element = [&] {
        if (any) literals += (literals.empty() ? "" : ", ") + quote_literal(element);
        element.clear();
        any = false;
    };
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '"' && quoted && value.substr(i + 1).starts_with('"')) {
            element += value[++i];
        } else if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ',' && !quoted) {
            end_element();
        } else if (quoted || c != ' ') {
            element += c;
            any = true;
        }
    }
    end_element();
    return literals.empty() ? "''" : literals;
}

// Settings whose value is a list of names, quoted one by one.
bool is_list_of_names(std::string_view setting) {
    constexpr std::array<std::string_view, 5> lists{
        "search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries",
        "shared_preload_libraries"};
    return std::find(lists.begin(), lists.end(), setting) != lists.end();
}

// Of the database $1: encoding, collation, character types, owner, provider of the locale, its
// locale, its rules, and its tablespace where that is not the one that a new database gets anyway:
// naming one takes the right to create in it. Not every server has all of them.
constexpr const char* properties_sql = R"sql(
SELECT pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
    pg_catalog.pg_get_userbyid(d.datdba),
    j.all ->> 'datlocprovider',
    coalesce(j.all ->> 'datlocale', j.all ->> 'daticulocale'),
    j.all ->> 'daticurules',
    CASE WHEN d.dattablespace <> m.dattablespace THEN t.spcname END
FROM pg_catalog.pg_database AS d
JOIN pg_catalog.pg_tablespace AS t ON t.oid = d.dattablespace
JOIN pg_catalog.pg_database AS m ON m.datname = 'template0'
CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(d)) AS j ("all")
WHERE d.datname = $1
)sql";

std::string locale_clause(const Rows& properties) {
    const std::string_view provider = properties.at(0, 4);
    if (provider.empty()) return "";
    if (provider == "c") return " LOCALE_PROVIDER libc";
    const std::string name = provider == "i" ? "ICU" : "BUILTIN";
    std::string clause = " LOCALE_PROVIDER " + to_lower(name) + " " + name + "_LOCALE " +
                         quote_literal(properties.at(0, 5));
    if (!properties.is_null(0, 6)) clause += " ICU_RULES " + quote_literal(properties.at(0, 6));
    return clause;
}

}  // namespace

Restore::Restore(const ConnectionSettings& settings, Session& session, std::filesystem::path file)
    : settings_(settings),
      database_(session.database()),
      file_(std::move(file)),
      program_(client_program("pg_restore", session.server_major())) {
    if (!std::filesystem::is_regular_file(file_))
        throw Error(ErrorKind::usage, "no such file: \"" + file_.string() + "\"");
    const auto list = run_program({program_, {"--list", file_.string()}, {}});
    if (list.exit_code != 0)
        throw Error(ErrorKind::usage,
                    "not a backup in pg_dump's custom format: \"" + file_.string() +
                        "\": " + one_line(trim(list.errors), 300),
                    "'backup' and --backup write such files");
}

void Restore::into_new_database(const std::string& name) const {
    Session session(settings_);
    create_like(session, name, database_);
    try {
        fill(name);
        copy_settings(session, name, database_);
    } catch (const Error&) {
        drop(session, name);
        throw;
    }
}

// Nobody may be on a database that is renamed, we neither.
std::string Restore::in_place(const std::string& database) const {
    const std::string fresh = name_beside(database, "restored");
    std::string aside = name_beside(database, "before_restore");
    Session session(settings_.with("dbname", database == "postgres" ? "template1" : "postgres"));
    create_like(session, fresh, database);
    try {
        fill(fresh);
        copy_settings(session, fresh, database);
        end_sessions(session, database);
        const SessionsEnder ender(session.another(), database);
        session.command("BEGIN; ALTER DATABASE " + quote_identifier(database) + " RENAME TO " +
                        quote_identifier(aside) + "; ALTER DATABASE " + quote_identifier(fresh) +
                        " RENAME TO " + quote_identifier(database) + "; COMMIT");
    } catch (const Error&) {
        session.roll_back();
        drop(session, fresh);
        throw;
    }
    return aside;
}

void Restore::create_like(Session& session, const std::string& name,
                          const std::string& model) const {
    const Rows rows = session.rows(properties_sql, {model});
    if (rows.size() == 0) throw Error(ErrorKind::failed, "no such database: \"" + model + "\"");
    session.command("CREATE DATABASE " + quote_identifier(name) + " TEMPLATE template0 ENCODING " +
                    quote_literal(rows.at(0, 0)) + " LC_COLLATE " + quote_literal(rows.at(0, 1)) +
                    " LC_CTYPE " + quote_literal(rows.at(0, 2)) + locale_clause(rows) + " OWNER " +
                    quote_identifier(rows.at(0, 3)) +
                    (rows.is_null(0, 7) ? "" : " TABLESPACE " + quote_identifier(rows.at(0, 7))));
}

// What a dump of a database does not hold: the settings and privileges of the database itself, its
// comment, and how many sessions it takes.
void Restore::copy_settings(Session& session, const std::string& name,
                            const std::string& model) const {
    const Rows settings = session.rows(
        "SELECT r.rolname, pg_catalog.split_part(c, '=', 1), pg_catalog.substr(c, "
        "pg_catalog.strpos(c, '=') "
        "+ 1) "
        "FROM pg_catalog.pg_db_role_setting AS s JOIN pg_catalog.pg_database AS d ON d.oid = "
        "s.setdatabase "
        "LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole "
        "CROSS JOIN pg_catalog.unnest(s.setconfig) AS c WHERE d.datname = $1",
        {model});
    for (int i = 0; i < settings.size(); ++i)
        session.command((settings.is_null(i, 0)
                             ? "ALTER DATABASE " + quote_identifier(name)
                             : "ALTER ROLE " + quote_identifier(settings.at(i, 0)) +
                                   " IN DATABASE " + quote_identifier(name)) +
                        " SET " + quote_identifier(settings.at(i, 1)) + " = " +
                        (is_list_of_names(settings.at(i, 1)) ? list_literals(settings.at(i, 2))
                                                             : quote_literal(settings.at(i, 2))));
    const Rows rest = session.rows(
        "SELECT datconnlimit, pg_catalog.shobj_description(oid, 'pg_database') FROM "
        "pg_catalog.pg_database "
        "WHERE datname = $1",
        {model});
    session.command("ALTER DATABASE " + quote_identifier(name) + " CONNECTION LIMIT " +
                    rest.text(0, 0));
    if (!rest.is_null(0, 1))
        session.command("COMMENT ON DATABASE " + quote_identifier(name) + " IS " +
                        quote_literal(rest.at(0, 1)));
    const Rows grants = session.rows(
        "SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
        "pg_catalog.quote_ident(r.rolname) "
        "END, "
        "a.is_grantable FROM pg_catalog.pg_database AS d CROSS JOIN "
        "pg_catalog.aclexplode(d.datacl) AS a "
        "LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee WHERE d.datname = $1",
        {model});
    if (grants.size() > 0)
        session.command("REVOKE ALL ON DATABASE " + quote_identifier(name) + " FROM PUBLIC");
    for (int i = 0; i < grants.size(); ++i)
        session.command("GRANT " + grants.text(i, 0) + " ON DATABASE " + quote_identifier(name) +
                        " TO " + grants.text(i, 1) +
                        (grants.is_true(i, 2) ? " WITH GRANT OPTION" : ""));
}

void Restore::fill(const std::string& name) const {
    ProgramCall call{program_,
                     {"--exit-on-error", "--no-password", "--dbname=dbname=" + conninfo_value(name),
                      file_.string()},
                     {}};
    call.environment = settings_.with("dbname", name).environment();
    const auto result = run_program(call);
    if (result.exit_code != 0)
        throw Error(ErrorKind::failed, "pg_restore failed: " + one_line(trim(result.errors), 500),
                    "the database is as it was");
}

}  // namespace migration
