// Sets that change what belongs to the whole server: two of their states cannot stand on one
// server.

#include "support/local_request.hpp"
#include "support/stairway_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class ServerObjectsTest : public StairwayTest {
protected:
    // On servers of its own: roles that a wrong down leaves are nobody else's.
    static RunVerdict walk(const SetFolder& folder) {
        const auto start = [] {
            auto sandbox = std::make_shared<const Sandbox>(find_local_request().value());
            return TrialServer{sandbox->settings(), sandbox, "", false};
        };
        return walk_stairway(folder.sound_set(), start(), "local", {}, start);
    }
};

const Files role{
    {"001_role.up.sql",
     "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE "
     "reader; "
     "END IF; END $$; CREATE TABLE IF NOT EXISTS t (a int); GRANT SELECT ON t TO reader;"},
    {"001_role.down.sql", "DROP TABLE IF EXISTS t; DROP ROLE IF EXISTS reader;"}};

Files with(Files files, const Files& more) {
    files.insert(files.end(), more.begin(), more.end());
    return files;
}

TEST_F(ServerObjectsTest, ARoleComesAndGoes) {
    const auto run = walk(SetFolder(role));
    EXPECT_THAT(shown(run), ElementsAre("001 passed"));
    EXPECT_EQ(run.chain, Result::passed);
}

TEST_F(ServerObjectsTest, AWrongPairBehindARoleDoesNotSpoilItsSuccessors) {
    const auto run =
        walk(SetFolder(with(role, {{"002_index.up.sql", "CREATE INDEX IF NOT EXISTS i ON t (a);"},
                                   {"002_index.down.sql", "SELECT 1;"},
                                   {"003_more.up.sql", "CREATE TABLE IF NOT EXISTS u (a int);"},
                                   {"003_more.down.sql", "DROP TABLE IF EXISTS u;"}})));
    EXPECT_THAT(shown(run), ElementsAre("001 passed", "002 down failed", "003 passed"));
}

TEST_F(ServerObjectsTest, ARoleLeftBehindIsToldAndIsThereForTheNext) {
    const auto run = walk(SetFolder(
        {{"001_role.up.sql", role[0].second},
         {"001_role.down.sql", "DROP TABLE IF EXISTS t;"},
         {"002_grant.up.sql", "CREATE TABLE IF NOT EXISTS u (a int); GRANT SELECT ON u TO reader;"},
         {"002_grant.down.sql", "DROP TABLE IF EXISTS u;"}}));
    EXPECT_THAT(shown(run), ElementsAre("001 down failed", "002 passed"));
    EXPECT_THAT(shown(run.migrations[0].findings), ElementsAre("down left_behind role reader"));
}

}  // namespace
}  // namespace migration
