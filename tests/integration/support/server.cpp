#include "support/server.hpp"

#include <cstdlib>
#include <memory>

#include "support/local_request.hpp"

namespace migration {
namespace {

std::unique_ptr<Sandbox> sandbox;

bool is_required() {
    return std::getenv("CI") != nullptr || std::getenv("MIGRATIONS_REQUIRE_SERVER") != nullptr;
}

}  // namespace

void ServerEnvironment::SetUp() {
    if (const auto request = find_local_request())
        sandbox = std::make_unique<Sandbox>(*request);
    else if (is_required())
        FAIL() << "no PostgreSQL server programs on this machine";
}

void ServerEnvironment::TearDown() {
    sandbox.reset();
}

const Sandbox* server() {
    return sandbox.get();
}

std::set<std::string> prepared_statements(Session& session) {
    const Rows rows = session.rows("SELECT name FROM pg_prepared_statements");
    std::set<std::string> names;
    for (int i = 0; i < rows.size(); ++i) names.insert(rows.text(i, 0));
    return names;
}

SqlError sql_error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const SqlError& error) {
        return error;
    }
    ADD_FAILURE() << "expected an SqlError";
    return SqlError({});
}

void ServerTest::SetUp() {
    if (server() == nullptr) GTEST_SKIP() << "no PostgreSQL server programs on this machine";
}

void DatabaseTest::SetUp() {
    ServerTest::SetUp();
    if (IsSkipped()) return;
    static int number = 0;
    name_ = "test_" + std::to_string(++number);
    Session(server()->settings()).command("CREATE DATABASE " + name_);
}

void DatabaseTest::TearDown() {
    session_.reset();
    if (!name_.empty())
        Session(server()->settings()).command("DROP DATABASE " + name_ + " WITH (FORCE)");
}

Session& DatabaseTest::session() {
    if (!session_) session_.emplace(settings());
    return *session_;
}

}  // namespace migration
