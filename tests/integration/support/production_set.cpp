#include "support/production_set.hpp"

#include "process/program.hpp"

namespace migration {
namespace {

// Each script notes in table `ran` that it ran; a primary key would hide a second time, so there is
// none.
const std::vector<std::pair<std::string, std::string>> scripts{
    {"001_notes.up.sql",
     "CREATE TABLE ran (what text NOT NULL);\nCREATE TABLE words (id integer, word text);\n"},
    {"001_notes.down.sql", "DROP TABLE words;\nDROP TABLE ran;\n"},
    {"002_whole.up.sql",
     "INSERT INTO ran VALUES ('002');\nCREATE TABLE accounts (id bigint PRIMARY KEY, name text);\n"
     "INSERT INTO accounts SELECT n, 'name ' || n FROM generate_series(1, 2000) AS n;\n"
     "SELECT pg_sleep(0.02);\nCREATE INDEX accounts_name ON accounts (name);\n"},
    {"002_whole.down.sql", "DROP TABLE accounts;\nDELETE FROM ran WHERE what = '002';\n"},
    {"003_stepwise.up.sql",
     "-- @no-transaction\nINSERT INTO ran VALUES ('003 first');\n"
     "CREATE INDEX CONCURRENTLY words_word ON words (word);\nINSERT INTO ran VALUES ('003 "
     "second');\n"
     "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS words_id ON words (id);\n"
     "CREATE INDEX CONCURRENTLY ON words (id, word);\nINSERT INTO ran VALUES ('003 third');\n"
     "VACUUM words;\nBEGIN;\nINSERT INTO ran VALUES ('003 fourth');\nSELECT pg_sleep(0.01);\n"
     "INSERT INTO ran VALUES ('003 fifth');\nCOMMIT;\nDROP INDEX CONCURRENTLY words_word;\n"
     "INSERT INTO ran VALUES ('003 sixth');\n"},
    {"003_stepwise.down.sql",
     "-- @no-transaction\nDELETE FROM ran WHERE what LIKE '003%';\nDROP INDEX CONCURRENTLY IF "
     "EXISTS "
     "words_word;\n"
     "DROP INDEX CONCURRENTLY words_id_word_idx;\nDROP INDEX CONCURRENTLY words_id;\n"},
    {"004_copied.up.sql",
     "INSERT INTO ran VALUES ('004');\nCREATE TABLE copied (id integer, word text);\n"
     "COPY copied FROM stdin;\n1\tone\n2\ttwo\n3\tthree\n\\.\n"},
    {"004_copied.down.sql", "DROP TABLE copied;\nDELETE FROM ran WHERE what = '004';\n"},
    {"005_last.up.sql",
     "INSERT INTO ran VALUES ('005');\nALTER TABLE accounts ADD COLUMN note text;\n"},
    {"005_last.down.sql",
     "ALTER TABLE accounts DROP COLUMN note;\nDELETE FROM ran WHERE what = '005';\n"},
};

std::vector<std::string> column(Session& session, const std::string& sql) {
    std::vector<std::string> list;
    const Rows rows = session.rows(sql);
    for (int i = 0; i < rows.size(); ++i) list.push_back(rows.text(i, 0));
    return list;
}

bool is_true(Session& session, const std::string& condition) {
    return session.rows("SELECT " + condition).is_true(0, 0);
}

}  // namespace

ProductionSet::ProductionSet() : folder_("production-set") {
    for (const auto& [name, text] : scripts) write_file(folder_.path() / "set" / name, text);
    ProgramCall call{
        MIGRATION_TOOL,
        {"validate", (folder_.path() / "set").string(), "--idempotence", "off", "--server", "local",
         "--manifest", (folder_.path() / "manifest.json").string()},
        {}};
    const auto result = run_program(call);
    if (result.exit_code != 0) throw std::runtime_error(result.output + result.errors);
}

std::vector<std::string> ProductionSet::command(const std::string& name,
                                                const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{name,
                                       "--directory",
                                       (folder_.path() / "set").string(),
                                       "--manifest",
                                       (folder_.path() / "manifest.json").string(),
                                       "--idempotence",
                                       "off"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::vector<std::string> ProductionSet::disagreements(Session& session) {
    std::vector<std::string> wrong;
    const bool has_ledger = is_true(session, "to_regclass('schema_migrations') IS NOT NULL");
    const auto applied =
        has_ledger
            ? column(session, "SELECT version FROM schema_migrations WHERE state = 'applied'")
            : std::vector<std::string>();
    const auto is_applied = [&](const std::string& version) {
        return std::find(applied.begin(), applied.end(), version) != applied.end();
    };
    for (const auto& [version, proof] : std::vector<std::pair<std::string, std::string>>{
             {"001", "to_regclass('ran') IS NOT NULL"},
             {"002", "to_regclass('accounts') IS NOT NULL"},
             {"004", "to_regclass('copied') IS NOT NULL"},
             {"005",
              "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('accounts') AND "
              "attname = "
              "'note')"}})
        if (is_applied(version) != is_true(session, proof))
            wrong.push_back(version + (is_applied(version) ? " is on record but not there"
                                                           : " is there but not on record"));
    if (is_true(session, "to_regclass('ran') IS NOT NULL"))
        for (const auto& what :
             column(session, "SELECT what FROM ran GROUP BY what HAVING count(*) > 1"))
            wrong.push_back(what + " ran more than once");
    return wrong;
}

std::vector<std::string> ProductionSet::faults_when_complete(Session& session) {
    auto wrong = disagreements(session);
    const auto ran = column(session, "SELECT string_agg(what, ', ' ORDER BY what) FROM ran");
    if (ran.at(0) !=
        "002, 003 fifth, 003 first, 003 fourth, 003 second, 003 sixth, 003 third, 004, 005")
        wrong.push_back("ran: " + ran.at(0));
    const auto applied = column(session,
                                "SELECT string_agg(version, ' ' ORDER BY version) FROM "
                                "schema_migrations WHERE state = 'applied'");
    if (applied.at(0) != "001 002 003 004 005") wrong.push_back("applied: " + applied.at(0));
    const auto indexes =
        column(session,
               "SELECT string_agg(indexrelid::regclass::text || CASE WHEN indisvalid THEN "
               "'' ELSE ' INVALID' END, ', ' ORDER BY 1) "
               "FROM (SELECT * FROM pg_index WHERE indrelid = 'words'::regclass ORDER BY "
               "indexrelid::regclass::text) AS i");
    if (indexes.at(0) != "words_id, words_id_word_idx")
        wrong.push_back("indexes: " + indexes.at(0));
    for (const auto& counts : column(session,
                                     "SELECT 'rows: ' || a || ' ' || c FROM (SELECT count(*) FROM "
                                     "accounts) AS a (a), (SELECT "
                                     "count(*) FROM copied) AS c (c) WHERE a <> 2000 OR c <> 3"))
        wrong.push_back(counts);
    // Each step once in the audit table.
    for (const auto& version :
         column(session,
                "SELECT version FROM schema_migrations_log WHERE action = 'up' AND "
                "outcome = 'done' GROUP BY version HAVING count(*) > 1"))
        wrong.push_back(version + " is done more than once in the audit table");
    return wrong;
}

}  // namespace migration
