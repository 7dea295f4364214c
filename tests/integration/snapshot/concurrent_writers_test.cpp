// Other sessions write the same catalogues all the time: what a transaction made is found all the
// same, and all of it.

#include <gmock/gmock.h>

#include "snapshot/live_snapshot.hpp"
#include "snapshot/snapshot_reader.hpp"
#include "support/server.hpp"
#include "support/writers.hpp"

namespace migration {
namespace {

class ConcurrentWritersTest : public DatabaseTest {
protected:
    static bool is_theirs(const ObjectKey& key) {
        return key.text().find("their_") != std::string::npos;
    }

    // Keys of what is ours, with what they are now.
    static std::map<std::string, std::string> ours(const Snapshot& snapshot) {
        std::map<std::string, std::string> entries;
        for (const auto& [key, entry] : snapshot)
            if (!is_theirs(key) && !is_theirs(entry.parent)) entries[key.text()] = entry.definition;
        return entries;
    }

    // What migration number `i` does. Every third works in subtransactions.
    static std::vector<std::string> script(int i) {
        const std::string n = std::to_string(i), table = "own_" + n;
        std::vector<std::string> statements{
            "CREATE TABLE " + table + " (a integer PRIMARY KEY, b text DEFAULT 'x')",
            "CREATE INDEX " + table + "_b ON " + table + " (b)",
            "COMMENT ON COLUMN " + table + ".b IS 'number " + n + "'",
            "CREATE VIEW own_view_" + n + " AS SELECT a FROM " + table,
            "GRANT SELECT ON " + table + " TO PUBLIC"};
        if (i > 0) {
            const std::string before = "own_" + std::to_string(i - 1);
            statements.push_back("ALTER TABLE " + before + " ADD COLUMN c" + n + " integer");
            statements.push_back("DROP INDEX " + before + "_b");
        }
        if (i % 3 != 0) return statements;
        std::vector<std::string> nested;
        for (const auto& statement : statements) {
            nested.insert(nested.end(), {"SAVEPOINT s", statement, "RELEASE s"});
            nested.insert(nested.end(),
                          {"SAVEPOINT lost", "CREATE TABLE lost ()", "ROLLBACK TO lost"});
        }
        return nested;
    }

    // `within`: read by the writing session before it commits, as production does.
    void follow(bool within) {
        Session observer(settings());
        LiveSnapshot live(observer, LedgerName{}, Scope::without_rows);
        const Writers writers(settings());
        for (int i = 0; i < 25; ++i) {
            const auto before = ours(live.state());
            session().command("BEGIN");
            for (const auto& statement : script(i)) session().command(statement);
            Batch batch(session());
            live.note(batch);
            const Changes changes = within ? live.refresh_within(session()) : Changes();
            session().command("COMMIT");
            if (!within) live.refresh();
            Session other(settings());
            const auto expected =
                ours(SnapshotReader(other, LedgerName{}).take(Scope::without_rows));
            ASSERT_EQ(ours(live.state()), expected) << "step " << i;
            EXPECT_NE(before, expected);
        }
        EXPECT_GT(writers.written(), 40);
        EXPECT_EQ(writers.failure(), "");
    }
};

TEST_F(ConcurrentWritersTest, HideNothingFromWhoLooksAfterTheCommit) {
    follow(false);
}

TEST_F(ConcurrentWritersTest, HideNothingFromTheTransactionItself) {
    follow(true);
}

}  // namespace
}  // namespace migration
