#include "support/writers.hpp"

#include <chrono>

#include "postgres/session.hpp"

namespace migration {
namespace {

// Nobody tidies the catalogues of a sandbox: without a pause they would grow by thousands of dead
// rows a second.
constexpr std::chrono::milliseconds pause(5);

// Each may be run again and again.
const std::vector<std::string> kinds[] = {
    {"CREATE TEMPORARY TABLE their_temporary (a integer PRIMARY KEY, b text DEFAULT 'x')",
     "DROP TABLE their_temporary"},
    {"BEGIN", "CREATE TEMPORARY TABLE their_short (a integer) ON COMMIT DROP",
     "INSERT INTO their_short VALUES (1)", "COMMIT"},
    {"GRANT SELECT ON their_table TO PUBLIC", "REVOKE SELECT ON their_table FROM PUBLIC"},
    {"INSERT INTO their_table SELECT generate_series(1, 50)", "ANALYZE their_table",
     "TRUNCATE their_table"},
    {"CREATE TABLE their_partition PARTITION OF their_parent FOR VALUES IN (1)",
     "DROP TABLE their_partition"},
    {"BEGIN", "SAVEPOINT s", "COMMENT ON TABLE their_table IS 'a'", "RELEASE s",
     "COMMENT ON TABLE their_table IS 'b'", "COMMIT"},
};

}  // namespace

Writers::Writers(const ConnectionSettings& settings) {
    Session session(settings);
    session.command("CREATE TABLE their_table (a integer)");
    session.command("CREATE TABLE their_parent (a integer PRIMARY KEY) PARTITION BY LIST (a)");
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind)
        threads_.emplace_back([this, settings, kind] { write(settings, kind); });
}

Writers::~Writers() {
    ends_ = true;
    for (auto& thread : threads_) thread.join();
}

void Writers::write(const ConnectionSettings& settings, std::size_t kind) {
    try {
        Session session(settings);
        while (!ends_) {
            try {
                for (const auto& statement : kinds[kind]) session.command(statement);
                ++written_;
                std::this_thread::sleep_for(pause);
            } catch (const SqlError& error) {
                // Two of them may meet: "tuple concurrently updated", a deadlock.
                session.roll_back();
                if (!session.connected()) throw;
            }
        }
    } catch (const std::exception& error) {
        const std::scoped_lock lock(mutex_);
        failure_ = error.what();
    }
}

std::string Writers::failure() const {
    const std::scoped_lock lock(mutex_);
    return failure_;
}

}  // namespace migration
