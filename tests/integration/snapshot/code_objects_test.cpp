// Functions, procedures, triggers, event triggers.

#include "support/snapshot_test.hpp"

namespace migration {
namespace {

class SnapshotOfCodeTest : public SnapshotTest {};

const char* const function = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'";

TEST_F(SnapshotOfCodeTest, SeesFunctions) {
    expect_changes({
        {"", function, {"function public.f(integer)", "owner of function public.f(integer)"}},
        {function,
         "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2'",
         {"function public.f(integer)"}},
        {function, "ALTER FUNCTION f(int) IMMUTABLE", {"function public.f(integer)"}},
        {function, "ALTER FUNCTION f(int) SECURITY DEFINER", {"function public.f(integer)"}},
        {function,
         "ALTER FUNCTION f(int) SET search_path = 'pg_catalog'",
         {"function public.f(integer)"}},
        {function,
         "CREATE FUNCTION f(a text, b int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
         {"function public.f(text, integer)", "owner of function public.f(text, integer)"}},
        {"",
         "CREATE FUNCTION f(OUT a int) BEGIN ATOMIC SELECT 1; END",
         {"function public.f()", "owner of function public.f()"}},
    });
}

TEST_F(SnapshotOfCodeTest, SeesProceduresAndAggregates) {
    expect_changes({
        {"",
         "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
         {"owner of procedure public.p()", "procedure public.p()"}},
        {"CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
         "DROP PROCEDURE p",
         {"owner of procedure public.p()", "procedure public.p()"}},
        {"",
         "CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int)",
         {"aggregate public.g(integer)", "owner of aggregate public.g(integer)"}},
    });
}

TEST_F(SnapshotOfCodeTest, SeesTriggersAndWhetherTheyAreEnabled) {
    const char* ground =
        "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "RETURN NEW; "
        "END'; "
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()";
    expect_changes({
        {ground,
         "CREATE TRIGGER h AFTER UPDATE OF a ON t EXECUTE FUNCTION f()",
         {"trigger h on public.t"}},
        {ground, "ALTER TABLE t DISABLE TRIGGER g", {"trigger g on public.t"}},
        {ground, "ALTER TABLE t ENABLE ALWAYS TRIGGER g", {"trigger g on public.t"}},
        {ground, "DROP TRIGGER g ON t", {"trigger g on public.t"}},
    });
}

TEST_F(SnapshotOfCodeTest, SeesEventTriggersAndPublications) {
    run("CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE TABLE t "
        "(a int)");
    EXPECT_THAT(keys_of("CREATE EVENT TRIGGER g ON ddl_command_end EXECUTE FUNCTION e()"),
                testing::ElementsAre("event trigger g", "owner of event trigger g"));
    EXPECT_THAT(keys_of("ALTER EVENT TRIGGER g DISABLE"), testing::ElementsAre("event trigger g"));
    EXPECT_THAT(keys_of("SET client_min_messages = error; CREATE PUBLICATION p FOR TABLE t"),
                testing::ElementsAre("owner of publication p", "publication p"));
    EXPECT_THAT(keys_of("ALTER PUBLICATION p SET (publish = 'insert')"),
                testing::ElementsAre("publication p"));
}

}  // namespace
}  // namespace migration
