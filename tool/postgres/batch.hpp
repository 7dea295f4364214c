#pragma once

// Statements that go to the server together, in one round trip. add() collects them, run() sends
// them and reads their results in order. Nothing runs before run(): a batch that is dropped has
// sent nothing. The session must outlive it, and nothing else may use the session between add() and
// run().

#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"

namespace migration {

class Batch {
public:
    using Take = std::function<void(const Rows&)>;
    using Explain = std::function<void(const SqlError&)>;

    explicit Batch(Session& session) : session_(session) {}
    Session& session() const { return session_; }

    // A statement of the product, without parameters. `take` gets its rows while the server goes
    // on. If the statement fails, run() throws what `explain` throws, or else the SqlError.
    void add(std::string sql, Take take = {}, Explain explain = {});
    void add_all(const std::vector<std::string>& statements);

    // A statement of a user's script; not for COPY. `starts` is called when the statement's turn
    // has come. A long script goes in pieces: with more than `longest` bytes of a script in the
    // batch, this calls run(). A longer statement, and any statement behind a pooler, runs by
    // itself, behind a run().
    static constexpr std::size_t longest = 1U << 16U;
    void add_of_script(std::string_view sql, std::function<void()> starts, Explain explain);

    // Sends everything and empties the batch. The server leaves out what stands behind a statement
    // that failed. Throws SqlError, or what a callback has thrown, when all results are read.
    void run();
    // Runs the batch with this query as its last statement, and returns the rows of the query.
    Rows rows(const std::string& sql);

private:
    Session& session_;
    std::vector<BatchStatement> statements_;
    std::size_t script_size_ = 0;  // bytes that a script's statements among them take
};

}  // namespace migration
