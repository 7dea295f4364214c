#pragma once

// Tests of what a snapshot sees.

#include <gmock/gmock.h>

#include "snapshot/snapshot_reader.hpp"
#include "support/server.hpp"

namespace migration {

// What a statement changes: `before` makes the ground, then `change` must change exactly these
// entries.
struct ExpectedChange {
    const char* before;
    const char* change;
    std::vector<std::string> keys;  // in ascending order
};

class SnapshotTest : public DatabaseTest {
protected:
    void TearDown() override {
        reader_.reset();
        observer_.reset();
        DatabaseTest::TearDown();
    }

    Snapshot take(Scope scope = Scope::everything) {
        if (!observer_) {
            observer_.emplace(settings());
            reader_.emplace(*observer_, LedgerName{});
        }
        return reader_->take(scope);
    }

    Changes changes_of(const std::string& sql) {
        const Snapshot before = take();
        run(sql);
        return compare(before, take());
    }

    std::vector<std::string> keys_of(const std::string& sql) {
        std::vector<std::string> keys;
        for (const auto& change : changes_of(sql)) keys.push_back(change.key.text());
        return keys;
    }

    void expect_changes(const std::vector<ExpectedChange>& cases) {
        for (const auto& [before, change, keys] : cases) {
            run("DROP SCHEMA IF EXISTS s CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA "
                "public");
            run(before);
            EXPECT_THAT(keys_of(change), testing::ElementsAreArray(keys)) << change;
        }
    }

private:
    std::optional<Session> observer_;
    std::optional<SnapshotReader> reader_;
};

}  // namespace migration
