#include "ledger/set_lock.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <thread>

#include "base/process_name.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using namespace std::chrono_literals;

// A runner: its session, its ledger and the lock.
struct Runner {
    explicit Runner(Session connected, LedgerName name = {}, const std::string& set = "city")
        : session(std::move(connected)), ledger(session, std::move(name), set) {}
    void lock(std::chrono::milliseconds limit) { held.emplace(session, ledger, limit); }

    Session session;
    Ledger ledger;
    std::optional<SetLock> held;
};

class SetLockTest : public DatabaseTest {};

TEST_F(SetLockTest, MakesTheSecondWaitAndThenNamesTheHolder) {
    Runner first(connect()), second(connect());
    first.lock(0ms);
    const auto error = error_of([&] { second.lock(100ms); });
    EXPECT_EQ(error->kind(), ErrorKind::lock_busy);
    EXPECT_THAT(
        error->what(),
        testing::StartsWith("another runner holds the lock of set \"city\": pid " +
                            std::to_string(first.session.backend_pid()) + ", local, \"migration " +
                            process_name() + "\", connected since "));
    EXPECT_EQ(error->hint(), "wait for it and try again, or wait longer with --lock-wait");
}

TEST_F(SetLockTest, GoesToTheOneThatWaits) {
    auto first = std::make_unique<Runner>(connect());
    first->lock(0ms);
    std::string failure = "did not run";
    std::thread waiter([&] {
        try {
            Runner second(connect());
            second.lock(30s);
            failure.clear();
        } catch (const std::exception& error) {
            failure = error.what();
        }
    });
    std::this_thread::sleep_for(100ms);
    first.reset();
    waiter.join();
    EXPECT_EQ(failure, "");
}

TEST_F(SetLockTest, IsOfOneSetInOneLedgerOnly) {
    Runner city(connect()), shop(connect(), {}, "shop"),
        elsewhere(connect(), {"ops", "schema_migrations"});
    city.lock(0ms);
    EXPECT_NO_THROW(shop.lock(0ms));
    EXPECT_NO_THROW(elsewhere.lock(0ms));
}

TEST_F(SetLockTest, EndsWithItsSession) {
    Runner first(connect()), second(connect());
    first.lock(0ms);
    session().rows("SELECT pg_terminate_backend($1::int, 5000)",
                   {std::to_string(first.session.backend_pid())});
    EXPECT_NO_THROW(second.lock(10s));
}

TEST_F(SetLockTest, IsGivenBackFromAFailedTransaction) {
    Runner first(connect()), second(connect());
    first.lock(0ms);
    first.session.run("BEGIN");
    EXPECT_THROW(first.session.run("SELECT nothing"), Error);
    first.held.reset();
    EXPECT_NO_THROW(second.lock(0ms));
}

// A sequence keeps its number when the transaction that took it is rolled back: it tells whether
// anything ran.
TEST_F(SetLockTest, KeepsATransactionFromRunningWhenItWasGivenUp) {
    Runner first(connect()), second(connect());
    first.lock(0ms);
    first.held->require_session();
    first.session.command("SELECT pg_advisory_unlock_all()");
    second.lock(0ms);
    run("CREATE SEQUENCE calls");
    const std::string call = "SELECT nextval('calls')";
    for (const bool has_script : {false, true}) {
        Batch batch(first.session);
        batch.add("BEGIN");
        first.held->hold(batch);
        const auto nothing = [](const auto&...) {};
        if (has_script) batch.add_of_script(call, nothing, nothing);
        expect_error(ErrorKind::lock_busy,
                     "the script failed because it released the lock of set \"city\"",
                     [&] { batch.rows(call); });
        first.session.roll_back();
    }
    EXPECT_EQ(value("SELECT is_called FROM calls"), "f");
    EXPECT_EQ(error_of([&] { first.held->require_session(); })->kind(), ErrorKind::lock_busy);
}

TEST_F(SetLockTest, TakenAgainIsGivenBackAtOnce) {
    Runner first(connect()), second(connect());
    first.lock(0ms);
    for (int transaction = 0; transaction < 3; ++transaction) {
        first.session.command("BEGIN");
        first.held->hold();
        first.session.rows(first.held->again());
        first.session.command("COMMIT");
        EXPECT_THROW(second.lock(0ms), Error);
    }
    first.held.reset();
    EXPECT_NO_THROW(second.lock(0ms));
}

// What a runner behind a pooler leaves in the ledger while a script runs that cannot run in a
// transaction.
TEST_F(SetLockTest, IsHeldOffByALeaseAsLongAsItIsFresh) {
    Runner first(connect()), second(connect());
    first.ledger.create();
    LedgerRow row;
    row.version = "001";
    row.slug = "a";
    row.incomplete = row.in_doubt = row.leased = true;
    first.ledger.record_position(row);
    EXPECT_THAT(
        error_of([&] { second.lock(50ms); })->what(),
        testing::StartsWith(
            "another runner holds the lock of set \"city\": a lease on migration \"001_a\""));
    run("UPDATE schema_migrations SET applied_at = applied_at - interval '31 seconds'");
    EXPECT_NO_THROW(second.lock(0ms));
    // The one that was away too long finds out before it does harm.
    EXPECT_EQ(error_of([&] { first.ledger.record_position(row); })->kind(), ErrorKind::lock_busy);
}

}  // namespace
}  // namespace migration
