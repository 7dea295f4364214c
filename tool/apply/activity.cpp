#include "apply/activity.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t shown_query = 120;

constexpr const char* blockers_sql = R"(SELECT a.pid,
    pg_catalog.concat_ws(', ',
        a.usename || '@' || coalesce(pg_catalog.host(a.client_addr), 'local'),
        nullif(a.application_name, '')),
    CASE WHEN a.query = '<insufficient privilege>' THEN '' ELSE a.query END,
    pg_catalog.floor(extract(
        epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start)))
FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1)) AS b (pid)
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = b.pid
GROUP BY 1, 2, 3, 4
ORDER BY 4 DESC, 1)";

// CREATE INDEX and REINDEX count lockers, then blocks or tuples; CLUSTER and VACUUM FULL the heap's
// blocks.
constexpr const char* progress_sql = R"(SELECT phase,
    CASE
        WHEN lockers_total > 0 AND phase LIKE 'waiting%' THEN lockers_done
        WHEN blocks_total > 0 THEN blocks_done
        ELSE tuples_done END,
    CASE
        WHEN lockers_total > 0 AND phase LIKE 'waiting%' THEN lockers_total
        WHEN blocks_total > 0 THEN blocks_total
        ELSE tuples_total END
FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $1
UNION ALL
SELECT phase, heap_blks_scanned, heap_blks_total
FROM pg_catalog.pg_stat_progress_cluster WHERE pid = $1
UNION ALL
SELECT phase, heap_blks_scanned, heap_blks_total
FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = $1
UNION ALL
SELECT 'copying', bytes_processed, bytes_total
FROM pg_catalog.pg_stat_progress_copy WHERE pid = $1)";

}  // namespace

Session& ActivityReader::session() {
    if (!session_ || !session_->connected()) session_.emplace(watched_.another());
    return *session_;
}

Activity ActivityReader::read(long long pid) noexcept {
    Activity activity;
    try {
        const std::string number = std::to_string(pid);
        const Rows blockers = session().rows(blockers_sql, {number});
        for (int i = 0; i < blockers.size(); ++i)
            activity.blockers.push_back({blockers.number(i, 0), blockers.text(i, 1),
                                         one_line(blockers.text(i, 2), shown_query),
                                         blockers.number(i, 3)});
        const Rows progress = session().rows(progress_sql, {number});
        if (progress.size() > 0)
            activity.progress =
                BuildProgress{progress.text(0, 0), progress.number(0, 1), progress.number(0, 2)};
    } catch (const std::exception&) {
        // What we do not know we do not tell; the statement itself goes on.
    }
    return activity;
}

bool ActivityReader::terminate(const Blocker& blocker) noexcept {
    try {
        return session()
            .rows("SELECT pg_catalog.pg_terminate_backend($1)", {std::to_string(blocker.pid)})
            .is_true(0, 0);
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace migration
