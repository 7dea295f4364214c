#include "ledger/set_lock.hpp"

#include <poll.h>

#include "base/digest.hpp"
#include "base/interrupt.hpp"

namespace migration {
namespace {

// A random-looking but stable 63-bit number for the set of that ledger.
std::string key_of(const LedgerName& ledger, const std::string& set) {
    const std::string digest = sha256_hex("set " + ledger.schema + "." + ledger.table + " " + set);
    return std::to_string(std::stoull(digest.substr(0, 15), nullptr, 16));
}

std::string holder(Session& session, const std::string& key) {
    const Rows rows = session.rows(R"(SELECT l.pid, coalesce(host(a.client_addr), 'local'),
    coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'unknown')
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND (l.classid::bigint << 32) | l.objid::bigint = $1::bigint)",
                                   {key});
    if (rows.size() == 0) return "a runner that has just ended";
    return "pid " + rows.text(0, 0) + ", " + rows.text(0, 1) + ", connected since " + rows.text(0, 2) +
           " UTC";
}

void pause(std::chrono::milliseconds time) {
    pollfd wake{interrupt_descriptor(), POLLIN, 0};
    ::poll(&wake, 1, static_cast<int>(time.count()));
    check_interrupt();
}

}  // namespace

SetLock::SetLock(Session& session, const LedgerName& ledger, const std::string& set,
                 std::chrono::milliseconds limit)
    : session_(session), key_(key_of(ledger, set)) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::chrono::milliseconds wait(20);
    while (!session_.rows("SELECT pg_catalog.pg_try_advisory_lock($1::bigint)", {key_}).is_true(0, 0)) {
        if (std::chrono::steady_clock::now() >= deadline)
            throw Error(ErrorKind::lock_busy,
                        "another runner holds the lock of set \"" + set + "\": " + holder(session_, key_),
                        "wait for it and try again, or wait longer with --lock-wait");
        pause(wait);
        wait = std::min(wait * 2, std::chrono::milliseconds(500));
    }
}

SetLock::~SetLock() {
    if (!session_.connected()) return;
    try {
        session_.roll_back();
        session_.rows("SELECT pg_catalog.pg_advisory_unlock($1::bigint)", {key_});
    } catch (const std::exception&) {
        // The session is gone or broken: the server has given the lock back, or will when we disconnect.
    }
}

}  // namespace migration
