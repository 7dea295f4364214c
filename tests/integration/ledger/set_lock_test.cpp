#include "ledger/set_lock.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using namespace std::chrono_literals;

class SetLockTest : public DatabaseTest {};

TEST_F(SetLockTest, MakesTheSecondWaitAndThenNamesTheHolder) {
    const SetLock held(session(), {}, "city", 0ms);
    Session other = connect();
    const auto error = error_of([&] { const SetLock second(other, {}, "city", 100ms); });
    EXPECT_EQ(error->kind(), ErrorKind::lock_busy);
    EXPECT_THAT(error->what(),
                testing::StartsWith("another runner holds the lock of set \"city\": pid " +
                                    value("SELECT pg_backend_pid()") + ", local, connected since "));
    EXPECT_EQ(error->hint(), "wait for it and try again, or wait longer with --lock-wait");
}

TEST_F(SetLockTest, GoesToTheOneThatWaits) {
    auto held = std::make_unique<SetLock>(session(), LedgerName{}, "city", 0ms);
    std::string failure = "did not run";
    std::thread waiter([&] {
        try {
            Session other = connect();
            const SetLock second(other, {}, "city", 30s);
            failure.clear();
        } catch (const std::exception& error) {
            failure = error.what();
        }
    });
    std::this_thread::sleep_for(100ms);
    held.reset();
    waiter.join();
    EXPECT_EQ(failure, "");
}

TEST_F(SetLockTest, IsOfOneSetInOneLedgerOnly) {
    const SetLock held(session(), {}, "city", 0ms);
    Session other = connect();
    EXPECT_NO_THROW(SetLock(other, {}, "shop", 0ms));
    EXPECT_NO_THROW(SetLock(other, {"ops", "schema_migrations"}, "city", 0ms));
}

TEST_F(SetLockTest, EndsWithItsSession) {
    Session other = connect();
    {
        auto holder = std::make_unique<Session>(settings());
        const SetLock held(*holder, {}, "city", 0ms);
        session().rows("SELECT pg_terminate_backend($1::int, 5000)",
                       {holder->rows("SELECT pg_backend_pid()").text(0, 0)});
        EXPECT_NO_THROW(SetLock(other, {}, "city", 10s));
    }
    EXPECT_NO_THROW(SetLock(session(), {}, "city", 10s));
}

TEST_F(SetLockTest, IsGivenBackFromAFailedTransaction) {
    {
        const SetLock held(session(), {}, "city", 0ms);
        run("BEGIN");
        EXPECT_THROW(session().run("SELECT nothing"), Error);
    }
    Session other = connect();
    EXPECT_NO_THROW(SetLock(other, {}, "city", 0ms));
}

}  // namespace
}  // namespace migration
