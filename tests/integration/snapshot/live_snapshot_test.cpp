// What a live snapshot asks, and of whom.

#include "snapshot/live_snapshot.hpp"

#include <poll.h>

#include <atomic>
#include <chrono>
#include <future>

#include "support/snapshot_test.hpp"

namespace migration {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LiveSnapshotTest : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped()) return;
        run("CREATE TABLE t (a int); CREATE SEQUENCE q");
        observer_.emplace(settings());
        watcher_.emplace(settings());
        process_ = observer_->rows("SELECT pg_backend_pid()").text(0, 0);
    }
    void TearDown() override {
        observer_.reset();
        watcher_.reset();
        DatabaseTest::TearDown();
    }

    // When the observer was last asked.
    std::string last_asked() {
        return watcher_->rows("SELECT query_start FROM pg_stat_activity WHERE pid = " + process_)
            .text(0, 0);
    }

    Changes changes_of(LiveSnapshot& live, const std::string& script) {
        session().command("BEGIN");
        session().command(script);
        Batch batch(session());
        live.note(batch);
        session().command("COMMIT");
        return live.refresh();
    }

    std::optional<Session> observer_, watcher_;
    std::string process_;
};

TEST_F(LiveSnapshotTest, AsksTheWriterAloneWhereNothingWasWritten) {
    LiveSnapshot live(*observer_, LedgerName{});
    const std::string before = last_asked();
    EXPECT_THAT(changes_of(live, "SELECT * FROM t"), IsEmpty());
    EXPECT_EQ(last_asked(), before);
    EXPECT_THAT(changes_of(live, "INSERT INTO t VALUES (1)"), SizeIs(1));
    EXPECT_NE(last_asked(), before);
}

// nextval() writes to the log, and so gets a transaction's number, only now and then.
TEST_F(LiveSnapshotTest, SeesEveryNumberOfASequence) {
    LiveSnapshot live(*observer_, LedgerName{});
    for (int i = 0; i < 3; ++i)
        EXPECT_THAT(changes_of(live, "SELECT nextval('q')"), SizeIs(1)) << i;
}

class SharedReadingTest : public SnapshotTest {
protected:
    // Sessions that were closed before may still be counted.
    void allow(int connections) {
        run("ALTER ROLE reader CONNECTION LIMIT " + std::to_string(connections));
        while (value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'") != "0")
            ::poll(nullptr, 0, 1);
    }

    // On sessions of a role that may have `connections`.
    Snapshot taken_with(int connections) {
        allow(connections);
        Session session(settings().with("user", "reader"));
        SnapshotReader reader(session, LedgerName{});
        reader.take();
        return reader.take();
    }

    // Whether another session than the reader's own describes something while it reads, again and
    // again if need be: the server shows what runs at the moment.
    bool second_works(int connections) {
        allow(connections);
        Session session(settings().with("user", "reader"));
        const std::string own = std::to_string(session.backend_pid());
        std::atomic<bool> is_seen = false;
        auto reading = std::async(std::launch::async, [&] {
            SnapshotReader reader(session, LedgerName{});
            for (int times = 0; times < most_times && !is_seen; ++times) reader.take();
        });
        while (!is_seen &&
               reading.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
            is_seen = value(
                          "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'reader' AND "
                          "pid <> " +
                          own + " AND query LIKE '%EXECUTE%'") == "t";
        reading.get();
        return is_seen;
    }

    static constexpr int most_times = 8;
};

TEST_F(SharedReadingTest, FindsTheSameAloneAndWithASecondSession) {
    run("CREATE ROLE reader LOGIN IN ROLE pg_read_all_data");
    run("DO $$ BEGIN FOR n IN 1..300 LOOP EXECUTE format('CREATE TABLE t%s (a serial PRIMARY KEY, "
        "b text "
        "DEFAULT %L)', n, n); "
        "END LOOP; END $$");
    const Snapshot alone = taken_with(1), both = taken_with(2);
    EXPECT_THAT(alone, SizeIs(testing::Gt(2000U)));
    Changes changes = compare(alone, both);
    std::erase_if(changes, [](const auto& change) { return change.key == "role reader"; });
    EXPECT_THAT(changes, IsEmpty());
    EXPECT_FALSE(second_works(1));
    EXPECT_TRUE(second_works(2));
    run("DROP ROLE reader");
}

}  // namespace
}  // namespace migration
