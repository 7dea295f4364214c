#include "snapshot/prepared_queries.hpp"

#include <utility>

namespace migration {

void PreparedQueries::add(std::string statement, Take take) {
    queue_.push_back({std::move(statement), std::move(take)});
}

void PreparedQueries::add_prepared(const std::string& name, const std::string& types,
                                   const std::function<std::string()>& sql, const std::string& arguments,
                                   Take take) {
    if (prepared_.insert(name).second) add("PREPARE " + name + " " + types + " AS " + sql());
    add("EXECUTE " + name + " " + arguments, std::move(take));
}

void PreparedQueries::run() {
    const std::vector<Query> queue = std::exchange(queue_, {});
    if (queue.empty()) return;
    std::vector<std::string> statements;
    statements.reserve(queue.size());
    for (const auto& query : queue) statements.push_back(query.statement);
    try {
        session_.each(statements, [&](std::size_t number, const Rows& rows) {
            if (queue[number].take) queue[number].take(rows);
        });
    } catch (...) {
        forget_prepared();
        throw;
    }
}

// After a failure it cannot be told which of them the server has.
void PreparedQueries::forget_prepared() noexcept {
    prepared_.clear();
    session_.roll_back();
    try {
        session_.command("DEALLOCATE ALL");
    } catch (const Error&) {
        // The connection is gone, and they with it.
    }
}

std::string oid_array(const std::vector<Oid>& oids) {
    std::string array = "'{";
    for (const Oid oid : oids) array += (array.size() > 2 ? "," : "") + std::to_string(oid);
    return array + "}'";
}

}  // namespace migration
