#include "snapshot/may_reach.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

TEST(MayReachOthers, IsFalseForWhatKeepsToItsSession) {
    for (const char* sql :
         {"", "CREATE TABLE t (a int, program text, subscription int)",
          "SELECT from_program FROM t",
          "COPY t FROM stdin; CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
          "DO $$ BEGIN EXECUTE 'CREATE TABLE t (a int)'; END $$",
          "CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE EXTENSION \"uuid-ossp\"",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE 'plpgsql'"})
        EXPECT_FALSE(may_reach_others(sql)) << sql;
}

TEST(MayReachOthers, IsTrueForEveryWayToAnotherSession) {
    for (const char* sql :
         {"SELECT dblink_exec('dbname=x', 'y')", "SELECT public.dblink('x')",
          "CREATE EXTENSION dblink", "create extension if not exists postgres_fdw",
          "CREATE EXTENSION pg_cron", "COPY t FROM PROGRAM 'psql'",
          "COPY (SELECT 1) TO PROGRAM 'psql'",
          "COPY (SELECT 1) TO -- run the helper\n PROGRAM 'psql'",
          "COPY (SELECT 1) TO /* x */ PROGRAM 'psql'",
          "DO $$ BEGIN EXECUTE format('copy (select 1) to pro' || 'gram %L', 'psql'); END $$",
          "SET track_counts = off; CREATE VIEW v AS SELECT 1; SET track_counts = on",
          "CREATE FUNCTION f() RETURNS int LANGUAGE /* of old */ c AS 'a', 'b'",
          "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
          "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
          "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a', 'b'",
          "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS ''"})
        EXPECT_TRUE(may_reach_others(sql)) << sql;
}

}  // namespace
}  // namespace migration
