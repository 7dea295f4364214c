// The databases that a validation makes: copies, also of one that somebody uses, with its settings.

#include "validate/databases.hpp"

#include <gmock/gmock.h>

#include "support/server.hpp"

namespace migration {
namespace {

class DatabasesTest : public ServerTest {
protected:
    // As the owner of the server, or as a role that may do no more than create databases.
    static TrialServer as(const std::string& role) {
        const auto settings = server()->settings();
        return {
            role.empty() ? settings : settings.with("user", role), {}, "databases_test_", false};
    }

    static std::string value(const Session& session, const std::string& sql) {
        return session.another().rows(sql).text(0, 0);
    }

    void TearDown() override {
        if (server() != nullptr)
            Session(server()->settings()).command("DROP ROLE IF EXISTS databases_role");
    }
};

TEST_F(DatabasesTest, CopiesOneThatSomebodyIsConnectedTo) {
    Databases databases(as(""));
    databases.create("one");
    Session user = databases.connect("one");
    user.command("CREATE TABLE t AS SELECT 1 AS a");
    databases.clone("one", "two");
    EXPECT_EQ(value(databases.connect("two"), "SELECT a FROM t"), "1");
    EXPECT_THROW(user.rows("SELECT 1"), Error);
}

TEST_F(DatabasesTest, CopiesTheSettingsOfTheDatabase) {
    Session(server()->settings()).command("CREATE ROLE databases_role LOGIN CREATEDB");
    for (const char* role : {"", "databases_role"}) {
        Databases databases(as(role));
        databases.create("one");
        {
            Session session = databases.connect("one");
            session.command(
                "ALTER DATABASE databases_test_one SET search_path = a, \"b c\", pg_catalog");
            session.command(
                "ALTER DATABASE databases_test_one SET default_transaction_read_only = on");
            session.command(
                "ALTER ROLE CURRENT_USER IN DATABASE databases_test_one SET DateStyle = 'SQL, "
                "DMY'");
        }
        databases.clone("one", "two");
        databases.clone("two", "three");
        const Session session = databases.connect("three");
        EXPECT_EQ(value(session, "SHOW search_path"), "a, \"b c\", pg_catalog") << role;
        EXPECT_EQ(value(session, "SHOW DateStyle"), "SQL, DMY") << role;
        EXPECT_EQ(value(session, "SHOW default_transaction_read_only"), "on") << role;
    }
}

}  // namespace
}  // namespace migration
