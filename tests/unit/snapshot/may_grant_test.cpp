#include "snapshot/may_grant.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

TEST(MayGrant, IsFalseForWhatOnlyDefinesAndWrites) {
    for (const char* sql :
         {"", "CREATE TABLE t (a int PRIMARY KEY, b text DEFAULT 'x'); CREATE INDEX ON t (b);",
          "ALTER TABLE t ADD COLUMN c int; COMMENT ON TABLE t IS 'granted, doing, recall';",
          "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
          "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE  PROCEDURE f();",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
          "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE 'plpgsql';"})
        EXPECT_FALSE(may_grant(sql)) << sql;
}

TEST(MayGrant, IsTrueForEveryWordThatChangesPrivilegesOrRunsWhatIsNotWritten) {
    for (const char* sql :
         {"GRANT SELECT ON t TO PUBLIC", "revoke all on t from r", "DROP OWNED BY r",
          "DO $$ BEGIN END $$", "CALL p()", "CREATE EXTENSION dblink", "LOAD 'x'",
          "BEGIN EXECUTE format('%s', a); END", "SELECT 1; execute",
          "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a', 'b'",
          "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS ''",
          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r",
          "-- a grant in a comment, to be on the safe side"})
        EXPECT_TRUE(may_grant(sql)) << sql;
}

}  // namespace
}  // namespace migration
