#pragma once

// Reads everything that the catalogues tell of a large database on two sessions at once, as of one
// snapshot of the server's.

#include <optional>
#include <string>
#include <vector>

#include "snapshot/described.hpp"
#include "snapshot/prepared_queries.hpp"

namespace migration {

// One statement of a class, and the name to prepare it under.
struct ClassStatement {
    std::size_t object_class = 0;
    std::string name;
    std::string sql;
};

// Queues the statement; `into` is filled when the queries run.
void queue_described(PreparedQueries& queries, const ClassStatement& statement,
                     DescribedList& into);

class SharedReading {
public:
    explicit SharedReading(PreparedQueries& first) : first_(first) {}

    // Runs the statements in the first session's open transaction and beside it, where the server
    // lets a second session in; `settings` are statements that pin the second's transaction as the
    // first's is. The order of what is found is not that of the statements. Throws SqlError.
    void run(const std::vector<ClassStatement>& statements, const std::string& settings,
             DescribedList& into);

private:
    bool has_second();

    PreparedQueries& first_;
    std::optional<Session> second_session_;
    std::optional<PreparedQueries> second_;
    bool refused_ = false;
};

}  // namespace migration
