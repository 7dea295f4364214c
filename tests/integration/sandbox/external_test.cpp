// Databases of our own on a server that is not ours.

#include <gmock/gmock.h>
#include <poll.h>

#include <thread>

#include "sandbox/external_databases.hpp"
#include "sandbox/sandbox.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::StartsWith;

class ExternalTest : public ServerTest {
protected:
    void SetUp() override {
        ServerTest::SetUp();
        if (IsSkipped()) return;
        Session root(server()->settings());
        root.command("DROP ROLE IF EXISTS maker");
        root.command("CREATE ROLE maker LOGIN CREATEDB");
    }
    void TearDown() override {
        if (server() == nullptr) return;
        Session root(server()->settings());
        for (const auto& name : databases())
            root.command("DROP DATABASE " + quote_identifier(name) + " WITH (FORCE)");
        root.command("DROP ROLE IF EXISTS maker");
    }

    static ConnectionSettings settings() { return server()->settings().with("user", "maker"); }
    static SandboxRequest request() {
        SandboxRequest request;
        request.provider = Provider::external;
        request.connection = settings().parameters();
        return request;
    }
    static std::vector<std::string> databases() {
        std::vector<std::string> names;
        Session session(server()->settings());
        const Rows rows = session.rows(
            "SELECT datname FROM pg_database WHERE datname LIKE 'migration\\_sandbox\\_%' ORDER BY "
            "1");
        for (int i = 0; i < rows.size(); ++i) names.push_back(rows.text(i, 0));
        return names;
    }
};

TEST_F(ExternalTest, HasDatabasesWithANameOfItsOwnAndDropsThem) {
    {
        const Sandbox sandbox(request());
        EXPECT_THAT(sandbox.database_prefix(), StartsWith("migration_sandbox_"));
        Session session(sandbox.settings());
        EXPECT_EQ(session.database(), sandbox.database_prefix() + "main");
        session.command("CREATE DATABASE " +
                        quote_identifier(sandbox.database_prefix() + "another"));
        EXPECT_EQ(databases().size(), 2U);
    }
    EXPECT_TRUE(databases().empty());
}

TEST_F(ExternalTest, SweepsWhatAnEarlierRunOfItsRoleLeftAndNothingElse) {
    Session maker(settings().with("application_name", external_application("bbbbbbbbbbbb")));
    maker.command(
        "CREATE DATABASE migration_sandbox_aaaaaaaaaaaa_trial");  // nobody is there any more
    maker.command(
        "CREATE DATABASE migration_sandbox_bbbbbbbbbbbb_trial");     // its owner is connected
    maker.command("CREATE DATABASE migration_sandbox_of_somebody");  // not one of our names
    Session root(server()->settings());
    root.command("CREATE DATABASE migration_sandbox_cccccccccccc_trial");  // another role's
    { const Sandbox sandbox(request()); }
    EXPECT_THAT(databases(), testing::ElementsAre("migration_sandbox_bbbbbbbbbbbb_trial",
                                                  "migration_sandbox_cccccccccccc_trial",
                                                  "migration_sandbox_of_somebody"));
}

// Whoever ordered a database may have been killed since; its order is still under way.
TEST_F(ExternalTest, EndsAnOrderForADatabaseBeforeItDrops) {
    const std::string token = "dddddddddddd";
    Session maker(settings().with("application_name", external_application(token)));
    maker.command("CREATE DATABASE migration_sandbox_of_somebody");
    std::optional<Session> reader(server()->settings().with(
        "dbname", "migration_sandbox_of_somebody"));  // keeps copies waiting
    std::thread order([&] {
        Session session(settings().with("application_name", external_application(token)));
        EXPECT_THROW(session.command("CREATE DATABASE " + external_prefix(token) +
                                     "late TEMPLATE migration_sandbox_of_somebody"),
                     SqlError);
    });
    Session root(server()->settings());
    while (!root.rows("SELECT FROM pg_stat_activity WHERE state = 'active' AND query ~ '^CREATE "
                      "DATABASE .*late'")
                .size())
        ::poll(nullptr, 0, 10);
    EXPECT_TRUE(drop_external_databases(maker, token));
    reader.reset();
    order.join();
    EXPECT_THAT(databases(), testing::ElementsAre("migration_sandbox_of_somebody"));
}

TEST_F(ExternalTest, NeedsTheRightToCreateDatabases) {
    Session(server()->settings()).command("ALTER ROLE maker NOCREATEDB");
    const auto error = error_of([] { const Sandbox sandbox(request()); });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), testing::HasSubstr("role \"maker\" may not create databases on "));
    EXPECT_EQ(error->hint(), "ALTER ROLE \"maker\" CREATEDB");
}

TEST_F(ExternalTest, SaysThatTheServerIsOfAnotherVersion) {
    auto other = request();
    other.major = server()->major() + 1;
    const auto error = error_of([&] { const Sandbox sandbox(other); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ErrorKind::usage);
    EXPECT_TRUE(databases().empty());
}

}  // namespace
}  // namespace migration
