#include "backup/restore.hpp"

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
    for (const char c : name) value += (c == '\'' || c == '\\' ? std::string("\\") : std::string()) + c;
    return value + "'";
}

void end_sessions(Session& session, const std::string& database) {
    session.rows(
        "SELECT pg_catalog.pg_terminate_backend(pid, 5000) FROM pg_catalog.pg_stat_activity "
        "WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid()",
        {database});
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

void Restore::create_like(Session& session, const std::string& name, const std::string& model) const {
    const Rows rows = session.rows(
        "SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, "
        "pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database WHERE datname = $1",
        {model});
    if (rows.size() == 0) throw Error(ErrorKind::failed, "no such database: \"" + model + "\"");
    session.command("CREATE DATABASE " + quote_identifier(name) + " TEMPLATE template0 ENCODING " +
                    quote_literal(rows.at(0, 0)) + " LC_COLLATE " + quote_literal(rows.at(0, 1)) +
                    " LC_CTYPE " + quote_literal(rows.at(0, 2)) + " OWNER " +
                    quote_identifier(rows.at(0, 3)));
}

// What a dump of a database does not hold: the settings and privileges of the database itself.
void Restore::copy_settings(Session& session, const std::string& name, const std::string& model) const {
    const Rows settings = session.rows(
        "SELECT r.rolname, pg_catalog.split_part(c, '=', 1), pg_catalog.substr(c, pg_catalog.strpos(c, '=') "
        "+ 1) "
        "FROM pg_catalog.pg_db_role_setting AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase "
        "LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole "
        "CROSS JOIN pg_catalog.unnest(s.setconfig) AS c WHERE d.datname = $1",
        {model});
    for (int i = 0; i < settings.size(); ++i)
        session.command((settings.is_null(i, 0) ? "ALTER DATABASE " + quote_identifier(name)
                                                : "ALTER ROLE " + quote_identifier(settings.at(i, 0)) +
                                                      " IN DATABASE " + quote_identifier(name)) +
                        " SET " + quote_identifier(settings.at(i, 1)) + " = " +
                        quote_literal(settings.at(i, 2)));
    const Rows grants = session.rows(
        "SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(r.rolname) "
        "END, "
        "a.is_grantable FROM pg_catalog.pg_database AS d CROSS JOIN pg_catalog.aclexplode(d.datacl) AS a "
        "LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee WHERE d.datname = $1",
        {model});
    if (grants.size() > 0)
        session.command("REVOKE ALL ON DATABASE " + quote_identifier(name) + " FROM PUBLIC");
    for (int i = 0; i < grants.size(); ++i)
        session.command("GRANT " + grants.text(i, 0) + " ON DATABASE " + quote_identifier(name) + " TO " +
                        grants.text(i, 1) + (grants.is_true(i, 2) ? " WITH GRANT OPTION" : ""));
}

void Restore::fill(const std::string& name) const {
    ProgramCall call{
        program_,
        {"--exit-on-error", "--no-password", "--dbname=dbname=" + conninfo_value(name), file_.string()},
        {}};
    call.environment = settings_.with("dbname", name).environment();
    const auto result = run_program(call);
    if (result.exit_code != 0)
        throw Error(ErrorKind::failed, "pg_restore failed: " + one_line(trim(result.errors), 500),
                    "the database is as it was");
}

}  // namespace migration
