#pragma once

// Statements of ours on one session, prepared when they are first needed, queued, and run in one
// round trip. Keep it as long as the session. Scripts run on another one, as they may DEALLOCATE
// ALL, or keep() is called.

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "snapshot/described.hpp"

namespace migration {

class PreparedQueries {
public:
    using Take = std::function<void(const Rows&)>;

    explicit PreparedQueries(Session& session)
        : session_(session), prepares_(!session.is_pooled()) {}
    PreparedQueries(const PreparedQueries&) = delete;
    PreparedQueries& operator=(const PreparedQueries&) = delete;

    void add(std::string statement, Take take = {});
    // `types` and `arguments` are empty, or as "(oid[])" and "('{1,2}')"; `sql` is asked for once.
    void add_prepared(const std::string& name, const std::string& types,
                      const std::function<std::string()>& sql, const std::string& arguments,
                      Take take);
    // What the server has of ours, where scripts on the same session may have dropped it: the rest
    // is prepared again when it is needed.
    void keep(const std::set<std::string>& names);
    // From now on run() leaves an open transaction as it was when a query fails: each run is in a
    // savepoint.
    void use_savepoints() { uses_savepoints_ = true; }
    // Runs what is queued; each taker gets its rows while the server goes on. Throws SqlError.
    void run();
    // The same behind the statements of `batch`, in one round trip with them.
    void run(Batch& batch);

    Session& session() { return session_; }

private:
    struct Query {
        std::string statement;
        Take take;
    };

    void forget_prepared() noexcept;
    void forget_within() noexcept;

    Session& session_;
    // Behind a pooler a prepared statement may be another client's by the next transaction.
    bool prepares_;
    bool uses_savepoints_ = false;
    std::set<std::string> prepared_;
    std::vector<Query> queue_;
};

// '{1,2,3}', for a parameter of type oid[].
std::string oid_array(const std::vector<Oid>& oids);

}  // namespace migration
