#pragma once

// A database with a ledger and an engine, for tests of what scripts leave there.

#include "apply/engine.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"
#include "support/sets.hpp"

namespace migration {

class EngineTest : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped()) return;
        ledger_.emplace(session(), LedgerName{}, "city");
        ledger_->create();
        engine_.emplace(session(), *ledger_, "dir");
    }

    void TearDown() override {
        engine_.reset();
        ledger_.reset();
        DatabaseTest::TearDown();
    }

    Engine& engine() { return *engine_; }
    Ledger& ledger() { return *ledger_; }
    void up(const Migration& migration) { engine().up(migration); }
    // Goes on where the ledger says that it was cut off.
    void resume(const Migration& migration) {
        const auto row = ledger().row_of(migration.version);
        engine().up(migration, "", &row.value());
    }
    void down(const Migration& migration) {
        engine().down(migration, ledger().row_of(migration.version).value());
    }

    bool exists(const std::string& relation) {
        return session()
            .rows("SELECT pg_catalog.to_regclass($1) IS NOT NULL", {relation})
            .is_true(0, 0);
    }

    // "001 applied", "002 incomplete 3" …
    std::vector<std::string> applied() {
        std::vector<std::string> rows;
        for (const auto& row : ledger().applied())
            rows.push_back(row.version + (row.incomplete
                                              ? " incomplete " + std::to_string(row.statements_done)
                                              : " applied"));
        return rows;
    }

    // "up 001 done" …
    std::vector<std::string> history() {
        std::vector<std::string> rows;
        for (const auto& row : ledger().history())
            rows.push_back(row.action + " " + row.version + " " + row.outcome);
        return rows;
    }

private:
    std::optional<Ledger> ledger_;
    std::optional<Engine> engine_;
};

}  // namespace migration
