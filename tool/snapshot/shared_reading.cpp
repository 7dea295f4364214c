#include "snapshot/shared_reading.hpp"

#include <atomic>
#include <future>
#include <utility>

namespace migration {
namespace {

// Each session takes the next statement when it has done its last.
void run_some(PreparedQueries& queries, const std::vector<ClassStatement>& statements,
              std::atomic<std::size_t>& next, DescribedList& into) {
    for (auto number = next++; number < statements.size(); number = next++) {
        queue_described(queries, statements[number], into);
        queries.run();
    }
}

}  // namespace

void queue_described(PreparedQueries& queries, const ClassStatement& statement,
                     DescribedList& into) {
    queries.add_prepared(
        statement.name, "", [&] { return statement.sql; }, "",
        [&into, number = statement.object_class](const Rows& rows) {
            take_described(number, rows, into);
        });
}

// A server without a connection to spare is no error: one session does it all.
bool SharedReading::has_second() {
    if (second_ || refused_) return !refused_;
    try {
        second_session_.emplace(first_.session().another());
        second_.emplace(*second_session_);
    } catch (const Error&) {
        refused_ = true;
    }
    return !refused_;
}

void SharedReading::run(const std::vector<ClassStatement>& statements, const std::string& settings,
                        DescribedList& into) {
    std::atomic<std::size_t> next = 0;
    if (!has_second()) return run_some(first_, statements, next, into);
    const std::string snapshot = first_.session().rows("SELECT pg_export_snapshot()").text(0, 0);
    DescribedList beside;
    auto helping = std::async(std::launch::async, [&] {
        Session& session = second_->session();
        session.command(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT " +
            quote_literal(snapshot) + settings);
        try {
            run_some(*second_, statements, next, beside);
            session.command("COMMIT");
        } catch (...) {
            session.roll_back();
            throw;
        }
    });
    run_some(first_, statements, next, into);
    helping.get();
    for (; !beside.empty(); beside.pop_front()) into.push_back(std::move(beside.front()));
}

}  // namespace migration
