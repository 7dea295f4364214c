#include "ledger/advisory_lock.hpp"

namespace migration {

const char* const is_lock_of_key = R"(l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND (l.classid::bigint << 32) | l.objid::bigint = $1::bigint)";

std::optional<std::string> lock_holder(Session& session, const std::string& key) {
    const Rows rows = session.rows(R"(SELECT l.pid, coalesce(host(a.client_addr), 'local'),
    coalesce(nullif(a.application_name, ''), 'unknown'),
    coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'unknown')
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE )" + std::string(is_lock_of_key),
                                   {key});
    if (rows.size() == 0) return std::nullopt;
    return "pid " + rows.text(0, 0) + ", " + rows.text(0, 1) + ", \"" + rows.text(0, 2) +
           "\", connected since " + rows.text(0, 3) + " UTC";
}

}  // namespace migration
