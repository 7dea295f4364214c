// Schemas, views, sequences, types, extensions, comments.

#include "support/snapshot_test.hpp"

namespace migration {
namespace {

class SnapshotOfSchemaTest : public SnapshotTest {};

TEST_F(SnapshotOfSchemaTest, SeesSchemas) {
    expect_changes({{"", "CREATE SCHEMA s", {"owner of schema s", "schema s"}},
                    {"CREATE SCHEMA s", "DROP SCHEMA s", {"owner of schema s", "schema s"}}});
}

TEST_F(SnapshotOfSchemaTest, SeesViews) {
    expect_changes({
        {"", "CREATE VIEW v AS SELECT 1 AS a", {"owner of view public.v", "view public.v"}},
        {"CREATE VIEW v AS SELECT 1 AS a",
         "CREATE OR REPLACE VIEW v AS SELECT 2 AS a",
         {"view public.v"}},
        {"CREATE VIEW v AS SELECT 1 AS a",
         "ALTER VIEW v SET (security_barrier = true)",
         {"view public.v"}},
        {"CREATE VIEW v AS SELECT 1 AS a", "ALTER VIEW v RENAME COLUMN a TO b", {"view public.v"}},
        {"",
         "CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
         {"materialized view public.v", "owner of materialized view public.v",
          "rows of materialized view public.v"}},
        {"CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
         "REFRESH MATERIALIZED VIEW v WITH NO DATA",
         {"materialized view public.v", "rows of materialized view public.v"}},
        {"CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
         "CREATE INDEX i ON v (a)",
         {"index public.i"}},
    });
}

TEST_F(SnapshotOfSchemaTest, SeesSequencesAndTheirValues) {
    expect_changes({
        {"",
         "CREATE SEQUENCE q",
         {"owner of sequence public.q", "sequence public.q", "value of sequence public.q"}},
        {"CREATE SEQUENCE q", "ALTER SEQUENCE q INCREMENT 5", {"sequence public.q"}},
        {"CREATE SEQUENCE q", "ALTER SEQUENCE q CYCLE", {"sequence public.q"}},
        {"CREATE SEQUENCE q", "SELECT nextval('q')", {"value of sequence public.q"}},
        {"CREATE SEQUENCE q", "SELECT setval('q', 1, true)", {"value of sequence public.q"}},
        {"CREATE SEQUENCE q; CREATE TABLE t (a int)",
         "ALTER SEQUENCE q OWNED BY t.a",
         {"sequence public.q"}},
    });
}

TEST_F(SnapshotOfSchemaTest, SeesTypes) {
    expect_changes({
        {"", "CREATE TYPE e AS ENUM ('a', 'b')", {"owner of type public.e", "type public.e"}},
        {"CREATE TYPE e AS ENUM ('a', 'b')",
         "ALTER TYPE e ADD VALUE 'c' BEFORE 'b'",
         {"type public.e"}},
        {"CREATE TYPE e AS ENUM ('a', 'b')",
         "ALTER TYPE e RENAME VALUE 'a' TO 'x'",
         {"type public.e"}},
        {"",
         "CREATE DOMAIN d AS text CONSTRAINT k CHECK (VALUE <> '')",
         {"constraint k on public.d", "owner of type public.d", "type public.d"}},
        {"CREATE DOMAIN d AS text", "ALTER DOMAIN d SET DEFAULT 'x'", {"type public.d"}},
        {"CREATE DOMAIN d AS text", "ALTER DOMAIN d SET NOT NULL", {"type public.d"}},
        {"",
         "CREATE TYPE c AS (a int, b text)",
         {"column order of type public.c", "column public.c.a", "column public.c.b",
          "owner of type public.c", "type public.c"}},
        {"CREATE TYPE c AS (a int)",
         "ALTER TYPE c ALTER ATTRIBUTE a TYPE text",
         {"column public.c.a"}},
    });
}

TEST_F(SnapshotOfSchemaTest, SeesComments) {
    const char* ground =
        "CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0)); CREATE INDEX i ON t (a); CREATE VIEW v "
        "AS SELECT "
        "1 AS b; "
        "CREATE TYPE e AS ENUM (); CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS "
        "'SELECT 1'; "
        "CREATE SEQUENCE q; CREATE DOMAIN d AS text CONSTRAINT dk CHECK (VALUE <> '')";
    expect_changes({
        {ground, "COMMENT ON SCHEMA public IS 'x'", {"comment on schema public"}},
        {ground, "COMMENT ON TABLE t IS 'x'", {"comment on table public.t"}},
        {ground, "COMMENT ON COLUMN t.a IS 'x'", {"comment on column public.t.a"}},
        {ground, "COMMENT ON CONSTRAINT k ON t IS 'x'", {"comment on constraint k on public.t"}},
        {ground,
         "COMMENT ON CONSTRAINT dk ON DOMAIN d IS 'x'",
         {"comment on constraint dk on public.d"}},
        {ground, "COMMENT ON INDEX i IS 'x'", {"comment on index public.i"}},
        {ground, "COMMENT ON VIEW v IS 'x'", {"comment on view public.v"}},
        {ground, "COMMENT ON COLUMN v.b IS 'x'", {"comment on column public.v.b"}},
        {ground, "COMMENT ON TYPE e IS 'x'", {"comment on type public.e"}},
        {ground, "COMMENT ON SEQUENCE q IS 'x'", {"comment on sequence public.q"}},
        {"CREATE TABLE t (); COMMENT ON TABLE t IS 'x'",
         "COMMENT ON TABLE t IS NULL",
         {"comment on table public.t"}},
    });
}

TEST_F(SnapshotOfSchemaTest, HangsCommentsOnWhatTheySpeakOf) {
    run("CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN d AS "
        "text; "
        "CREATE TABLE t (a int); "
        "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()");
    for (const char* sql :
         {"COMMENT ON DOMAIN d IS 'x'", "COMMENT ON TABLE t IS 'x'", "COMMENT ON COLUMN t.a IS 'x'",
          "COMMENT ON TRIGGER g ON t IS 'x'", "COMMENT ON SCHEMA public IS 'x'"}) {
        const Changes changes = changes_of(sql);
        ASSERT_EQ(changes.size(), 1U) << sql;
        EXPECT_TRUE(take().contains(changes[0].parent)) << sql << ": " << changes[0].parent;
    }
}

TEST_F(SnapshotOfSchemaTest, HangsAFunctionsCommentOnTheFunction) {
    run("CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    const Changes changes = changes_of("COMMENT ON FUNCTION f(int, text) IS 'x'");
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_TRUE(take().contains(changes[0].parent)) << changes[0].parent;
}

TEST_F(SnapshotOfSchemaTest, SeesExtensionsButNotWhatTheyHold) {
    if (session().rows("SELECT FROM pg_available_extensions WHERE name = 'pgcrypto'").size() == 0)
        GTEST_SKIP() << "pgcrypto is not installed";
    EXPECT_THAT(keys_of("CREATE EXTENSION pgcrypto"),
                testing::ElementsAre("comment on extension pgcrypto", "extension pgcrypto"));
}

}  // namespace
}  // namespace migration
