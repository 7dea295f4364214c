// Footprints: what validation puts on record must be found again in a database where OIDs are
// others.

#include "apply/engine.hpp"
#include "snapshot/footprint.hpp"
#include "support/stairway_test.hpp"
#include "validate/bring_up.hpp"

namespace migration {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

using StraightRunTest = StairwayTest;

struct Step {
    const char* name;
    const char* up;
    const char* down;
};

// Of each kind of object, and of each way in which a catalogue's row may hold the OID of another.
const std::vector<Step> steps{
    {"01_types",
     "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN email AS text CHECK (VALUE ~ '@');"
     "CREATE TYPE pair AS (a int, b mood);",
     "DROP TYPE pair; DROP DOMAIN email; DROP TYPE mood;"},
    {"02_tables",
     "CREATE TABLE people (id serial PRIMARY KEY, mail email NOT NULL, state mood DEFAULT 'good', "
     "two pair,"
     "price numeric(12, 2) DEFAULT 0, tags text[] DEFAULT '{}', seen timestamptz DEFAULT now(), "
     "UNIQUE "
     "(mail));",
     "DROP TABLE people;"},
    {"03_reference",
     "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY, person int REFERENCES people ON "
     "DELETE "
     "CASCADE,"
     "states mood[] CHECK ('bad'::mood <> ALL (states)), total numeric(10, 2) CHECK (total > 0));"
     "COMMENT ON TABLE orders IS 'what people want';",
     "DROP TABLE orders;"},
    {"04_column", "ALTER TABLE people ADD COLUMN note text DEFAULT 'none' NOT NULL;",
     "ALTER TABLE people DROP COLUMN note;"},
    {"05_index",
     "CREATE INDEX people_mail ON people (lower(mail)) WHERE state = 'good'; CREATE INDEX "
     "orders_person ON "
     "orders "
     "(person, total DESC) INCLUDE (states);",
     "DROP INDEX people_mail; DROP INDEX orders_person;"},
    {"06_view",
     "CREATE VIEW buyers AS SELECT p.id, p.state, count(*) AS orders FROM people p JOIN orders o "
     "ON o.person "
     "= p.id "
     "GROUP BY p.id, p.state HAVING count(*) > 1;",
     "DROP VIEW buyers;"},
    {"07_function",
     "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.seen := now(); RETURN "
     "NEW; END';"
     "CREATE TRIGGER touch BEFORE UPDATE ON people FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM "
     "NEW.state)"
     "EXECUTE FUNCTION touch();",
     "DROP TRIGGER touch ON people; DROP FUNCTION touch();"},
    {"08_schema",
     "CREATE SCHEMA archive; CREATE TABLE archive.old (LIKE public.orders INCLUDING ALL); CREATE "
     "SEQUENCE "
     "archive.n "
     "OWNED BY archive.old.total;",
     "DROP SCHEMA archive CASCADE;"},
    {"09_partitions",
     "CREATE TABLE log (at date NOT NULL, line text) PARTITION BY RANGE (at);"
     "CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
     "CREATE INDEX ON log (at);",
     "DROP TABLE log;"},
    {"10_policy",
     "ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON orders USING (person = 1);"
     "CREATE STATISTICS people_stats ON state, mail FROM people;",
     "DROP STATISTICS people_stats; DROP POLICY own ON orders; ALTER TABLE orders DISABLE ROW "
     "LEVEL "
     "SECURITY;"},
    {"11_rename",
     "ALTER TABLE people RENAME TO persons; ALTER TABLE persons RENAME COLUMN note TO remark;",
     "ALTER TABLE persons RENAME COLUMN remark TO note; ALTER TABLE persons RENAME TO people;"},
    {"12_drop", "ALTER TABLE persons DROP COLUMN tags;",
     "ALTER TABLE persons ADD COLUMN tags text[] DEFAULT '{}';"},
    {"13_rows", "INSERT INTO persons (mail) VALUES ('a@b');", "DELETE FROM persons;"},
    {"14_nothing", "SELECT 1;", "SELECT 1;"},
};

// Statements of which one catalogue row says something by an object's OID, with ? for the object's
// schema.
const std::vector<std::string> by_oid{
    "CREATE TABLE n (k ?.kind)",
    "CREATE TABLE n (k ?.kind[])",
    "CREATE TABLE n (k int DEFAULT nextval('?.n'))",
    "CREATE TABLE n (k int DEFAULT nextval('?.n') + 1)",
    "CREATE TABLE n (k int DEFAULT ?.f())",
    "CREATE TABLE n (k text COLLATE ?.c)",
    "CREATE TABLE n (k int REFERENCES ?.t)",
    "CREATE TABLE n (k int CHECK (k > ?.f()))",
    "CREATE TABLE n (k text CHECK (k::?.kind = 'x'))",
    "CREATE VIEW n AS SELECT * FROM ?.t",
    "CREATE VIEW n AS SELECT '?.t'::regclass AS c",
    "CREATE VIEW n AS SELECT 'a' COLLATE ?.c AS c",
    "CREATE FUNCTION n(k ?.kind) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION n(k int DEFAULT ?.f()) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION n() RETURNS int LANGUAGE sql RETURN ?.f()",
    "CREATE TABLE n () INHERITS (?.t)",
    "CREATE TABLE n (k int); CREATE TRIGGER g BEFORE INSERT ON n FOR EACH ROW EXECUTE FUNCTION "
    "?.g()",
    "CREATE TABLE n (k int); CREATE INDEX ON n ((k + ?.f()))",
    "CREATE DOMAIN n AS ?.kind",
    "ALTER TABLE ?.t ADD COLUMN k int",
    "ALTER TABLE ?.t ALTER COLUMN id SET STATISTICS 7",
    "COMMENT ON TABLE ?.t IS 'x'",
    "CREATE CAST (?.kind AS a.t) WITH INOUT",
};

// Two schemas with the same in both.
constexpr const char* two_schemas = R"sql(
CREATE SCHEMA a;
CREATE TYPE a.kind AS ENUM ('x');
CREATE SEQUENCE a.n;
CREATE TABLE a.t (id int PRIMARY KEY);
CREATE FUNCTION a.f() RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE COLLATION a.c FROM "C";
CREATE FUNCTION a.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE SCHEMA b;
CREATE TYPE b.kind AS ENUM ('x');
CREATE SEQUENCE b.n;
CREATE TABLE b.t (id int PRIMARY KEY);
CREATE FUNCTION b.f() RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE COLLATION b.c FROM "C";
CREATE FUNCTION b.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
)sql";

SetFolder folder_of_steps() {
    std::map<std::string, std::string> files;
    for (const auto& step : steps) {
        const std::string allowed =
            "-- @not-idempotent: once is enough\n-- @allow: refuses once is enough\n"
            "-- @allow: order a test\n-- @allow: data a test\n-- @allow: changed a test\n";
        files[std::string(step.name) + ".up.sql"] = allowed + step.up;
        files[std::string(step.name) + ".down.sql"] = allowed + step.down;
    }
    return SetFolder(Files(files.begin(), files.end()));
}

TEST_F(StraightRunTest, FootprintsAreFoundAgainUnderOtherOids) {
    const SetFolder folder = folder_of_steps();
    const auto set = folder.sound_set();
    const auto run = walk(folder);
    ASSERT_TRUE(run.passed()) << testing::PrintToString(shown(run));
    std::vector<std::string> without;
    for (const auto& verdict : run.migrations)
        if (verdict.footprint.empty()) without.push_back(verdict.name());
    // Rows that are gone cannot be read. 14 counts them for a while after the transaction, too.
    const bool counts_at_once = Session(server()->settings()).server_major() >= 15;
    if (counts_at_once)
        EXPECT_THAT(without, ElementsAre("12_drop"));
    else
        EXPECT_THAT(without, Contains("12_drop"));

    Session admin(server()->settings());
    admin.command("DROP DATABASE IF EXISTS elsewhere");
    admin.command("CREATE DATABASE elsewhere");
    {
        Session session(server()->settings().with("dbname", "elsewhere"));
        session.command(
            "CREATE SCHEMA theirs; CREATE TYPE theirs.mood AS ENUM ('a'); CREATE TABLE "
            "theirs.people (id "
            "serial "
            "PRIMARY KEY, m theirs.mood); CREATE VIEW theirs.v AS SELECT * FROM theirs.people");
        prepare_database(session, set);
        Ledger ledger(session, set.ledger, set.name);
        Engine engine(session, ledger, set.directory);
        FootprintReader footprints(session);
        for (std::size_t i = 0; i < set.migrations.size(); ++i) {
            const auto known = Footprint::from_text(run.migrations[i].footprint);
            engine.hooks().recording = [&](Batch& open, const auto& prepared) {
                const auto found =
                    footprints.read(open, Grants::possible, prepared,
                                    known ? known->catalogues : std::map<Oid, bool>());
                if (!found && !counts_at_once) return;
                EXPECT_EQ(found ? found->digest : "", known ? known->digest : "")
                    << set.migrations[i].name();
            };
            engine.up(set.migrations[i]);
        }
    }
    admin.command("DROP DATABASE elsewhere");
}

class StraightRunFootprintTest : public DatabaseTest {
protected:
    // Of the statements when they are rolled back; empty where there is none.
    std::string digest_of(FootprintReader& footprints, const std::string& sql, Grants grants) {
        session().command("BEGIN");
        session().command(sql);
        Batch batch(session());
        const auto found = footprints.read(batch, grants, prepared_statements(session()));
        session().command("ROLLBACK");
        return found ? found->digest : "";
    }
};

TEST_F(StraightRunFootprintTest, NoneOfWhatMayHoldOidsSomewhereInside) {
    session().command("CREATE TYPE kind AS ENUM ('x'); CREATE TYPE pair AS (a int, b kind)");
    FootprintReader footprints(session());
    for (const char* sql :
         {"CREATE TABLE n (k kind[] DEFAULT '{x}')", "CREATE TABLE n (k pair DEFAULT '(1,x)')",
          "CREATE TABLE n (k regclass[] DEFAULT '{pg_class}')", "CREATE ROLE footprint_role",
          "CREATE TABLE n (k int); DROP TABLE n", "SELECT lo_create(0)"})
        EXPECT_EQ(digest_of(footprints, sql, Grants::possible), "") << sql;
}

TEST_F(StraightRunFootprintTest, WhatAnOidStandsForCounts) {
    session().command(two_schemas);
    FootprintReader footprints(session());
    std::vector<std::string> same;
    for (const auto& text : by_oid) {
        const auto digest = [&](const std::string& schema) {
            std::string sql = text;
            for (auto at = sql.find('?'); at != std::string::npos; at = sql.find('?'))
                sql.replace(at, 1, schema);
            return digest_of(footprints, sql, Grants::none);
        };
        const std::string one = digest("a"), other = digest("b");
        EXPECT_NE(one, "") << text;
        EXPECT_EQ(one, digest("a")) << text;
        if (one == other) same.push_back(text);
    }
    EXPECT_THAT(same, IsEmpty());
}

}  // namespace
}  // namespace migration
