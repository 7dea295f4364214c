#pragma once

// One throw-away server for the whole test program, and a database of its own for each test.

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "postgres/session.hpp"
#include "sandbox/sandbox.hpp"

namespace migration {

// Starts the server. Without server programs the tests are skipped; in CI, and where
// MIGRATIONS_REQUIRE_SERVER is set, they fail.
class ServerEnvironment : public testing::Environment {
public:
    void SetUp() override;
    void TearDown() override;
};

// Null when there is none.
const Sandbox* server();

// Names of the prepared statements that the session has.
std::set<std::string> prepared_statements(Session& session);

// The SqlError that `work` throws; an empty one, and a failed test, when it throws none.
SqlError sql_error_of(const std::function<void()>& work);

// For tests that need the server alone.
class ServerTest : public testing::Test {
protected:
    void SetUp() override;
};

// A test in a fresh, empty database, dropped at its end.
class DatabaseTest : public ServerTest {
protected:
    void SetUp() override;
    void TearDown() override;

    ConnectionSettings settings() const { return server()->settings().with("dbname", name_); }
    Session connect() const { return Session(settings()); }
    // The session that most tests need only one of.
    Session& session();
    // Runs the statements, separated by semicolons, on it.
    void run(const std::string& sql) { session().run(sql); }
    // First column of the first row, as text.
    std::string value(const std::string& sql) { return session().rows(sql).text(0, 0); }

private:
    std::string name_;
    std::optional<Session> session_;
};

}  // namespace migration
