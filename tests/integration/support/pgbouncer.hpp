#pragma once

// A PgBouncer before the test's server. MIGRATIONS_PGBOUNCER names the folder that it was unpacked
// into.

#include <memory>
#include <string>

#include "base/file.hpp"
#include "support/child.hpp"

namespace migration {

class PgBouncer {
public:
    // `mode`: session, transaction.
    explicit PgBouncer(const std::string& mode);

    static bool is_there();
    int port() const { return port_; }

private:
    TemporaryDirectory folder_;
    int port_;
    std::unique_ptr<Child> process_;
};

}  // namespace migration
