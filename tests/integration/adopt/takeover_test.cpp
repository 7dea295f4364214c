// `baseline --from` beside others, and killed: all rows are recorded once, or none.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "base/file.hpp"
#include "ledger/ledger.hpp"
#include "support/child.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::HasSubstr;

class Takeovers : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped()) return;
        for (const char* name : {"1_t1", "2_t2", "3_t3"}) {
            write_file(folder_.path() / "city" / (std::string(name) + ".up.sql"), "SELECT 1;\n");
            write_file(folder_.path() / "city" / (std::string(name) + ".down.sql"), "SELECT 1;\n");
        }
        run(read_file(std::filesystem::path(MIGRATION_HISTORIES) / "goose.sql"));
    }

    std::unique_ptr<Child> start(const std::string& output) {
        const auto all = settings();
        const std::string url =
            "host=" + all.parameter("host").value() + " port=" + all.parameter("port").value() +
            " user=" + all.parameter("user").value() + " dbname=" + all.parameter("dbname").value();
        return std::make_unique<Child>(
            MIGRATION_TOOL,
            std::vector<std::string>{"baseline", "--from", "goose", "--directory",
                                     (folder_.path() / "city").string()},
            std::map<std::string, std::string>{{"DATABASE_URL", url}}, folder_.path() / output);
    }

    // Until that many sessions wait for a lock of somebody.
    void await_waiting(int sessions) {
        for (int i = 0; i < 500; ++i) {
            if (value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                      "AND wait_event_type = 'Lock'") == std::to_string(sessions))
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        ADD_FAILURE() << "nobody waits";
    }

    // Until all sessions but those of the test are gone.
    void await_alone(int own) {
        for (int i = 0; i < 500; ++i) {
            if (value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") ==
                std::to_string(own))
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        ADD_FAILURE() << "somebody is still there";
    }

private:
    TemporaryDirectory folder_{"migration-takeover-"};
};

TEST_F(Takeovers, OfTwoAtOnceOneWaitsAndHasNothingToDo) {
    Session holder = connect();
    holder.command("BEGIN");
    holder.command("LOCK TABLE goose_db_version IN ACCESS EXCLUSIVE MODE");
    const auto first = start("first");
    await_waiting(1);
    const auto second = start("second");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_TRUE(second->running());
    holder.command("COMMIT");
    EXPECT_EQ(first->exit_code(), 0);
    EXPECT_EQ(second->exit_code(), 0);
    EXPECT_THAT(first->output(), HasSubstr("city: 3 migrations recorded"));
    EXPECT_THAT(second->output(), HasSubstr("city: nothing to do"));
    EXPECT_EQ(value("SELECT count(*) FROM schema_migrations_log"), "3");
}

TEST_F(Takeovers, ThatAreKilledLeaveNothing) {
    Ledger(session(), LedgerName{}, "city").create();
    run(R"(CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN PERFORM pg_catalog.pg_advisory_xact_lock(4711); RETURN NEW; END';
CREATE TRIGGER wait BEFORE INSERT ON schema_migrations_log
    FOR EACH ROW WHEN (NEW.version = '3') EXECUTE FUNCTION wait();)");
    Session holder = connect();
    holder.command("SELECT pg_catalog.pg_advisory_lock(4711)");
    const auto killed = start("killed");
    await_waiting(1);
    killed->kill(SIGKILL);
    killed->exit_code();
    holder.command("SELECT pg_catalog.pg_advisory_unlock(4711)");
    await_alone(2);
    EXPECT_EQ(value("SELECT count(*) FROM schema_migrations"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM schema_migrations_log"), "0");
    const auto again = start("again");
    EXPECT_EQ(again->exit_code(), 0);
    EXPECT_EQ(value("SELECT count(*) FROM schema_migrations"), "3");
}

}  // namespace
}  // namespace migration
