#pragma once

// What a test leaves in the cluster beside its database: roles, tablespaces, replication slots,
// prepared transactions, settings of all roles.

#include <set>
#include <string>

#include "postgres/session.hpp"

namespace migration {

class ClusterObjects {
public:
    // Notes what is there now.
    explicit ClusterObjects(Session& session);

    // Drops what has been added since and keeps `database` from being dropped. The session must be
    // on it.
    void release(Session& database) const;
    // Drops everything else that has been added. The session must be on another database, after the
    // test's own has been dropped.
    void drop_added(Session& session) const;

private:
    std::set<std::string> slots_;
    std::set<std::string> tablespaces_;
    std::set<std::string> roles_;
};

}  // namespace migration
