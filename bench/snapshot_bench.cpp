// Times snapshots of the database that libpq's environment names, and prints one line a round:
//   full_ms first_ms update_ms peak_kib
// full: a snapshot on a session that has taken one before; first: on a new session; update: brought up to
// date after a transaction that adds one table, on sessions that have done so before. `snapshot-bench
// ROUNDS`.

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "snapshot/live_snapshot.hpp"
#include "snapshot/snapshot_reader.hpp"

namespace {

using namespace migration;
using Clock = std::chrono::steady_clock;

template <typename Work>
double milliseconds(const Work& work) {
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void add_table(Session& session, const std::string& name) {
    session.command(
        "CREATE TABLE " + name +
        " (id bigint PRIMARY KEY, parent_id bigint REFERENCES table_1 (id), name text NOT NULL, "
        "amount numeric(12, 2) NOT NULL DEFAULT 0, active boolean NOT NULL DEFAULT true, "
        "created_at timestamptz NOT NULL DEFAULT now(), tags text[] NOT NULL DEFAULT '{}', details jsonb)");
    session.command("CREATE INDEX ON " + name + " (name)");
    session.command("CREATE INDEX ON " + name + " (parent_id)");
}

}  // namespace

int main(int count, char** arguments) {
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 5;
    const ConnectionSettings settings;
    Session scripts(settings), observer(settings), reading(settings);
    LiveSnapshot live(observer, LedgerName{});
    SnapshotReader reader(reading, LedgerName{});
    reader.take(Scope::without_rows);
    for (int round = -1; round < rounds; ++round) {  // the first one prepares
        const double full = milliseconds([&] { reader.take(Scope::without_rows); });
        const double first = milliseconds([&] {
            Session fresh(settings);
            SnapshotReader(fresh, LedgerName{}).take(Scope::without_rows);
        });
        scripts.command("BEGIN");
        add_table(scripts, "bench_" + std::to_string(round + 1));
        double update = milliseconds([&] { live.note(scripts); });
        scripts.command("COMMIT");
        std::size_t changes = 0;
        update += milliseconds([&] { changes = live.refresh().size(); });
        scripts.command("DROP TABLE bench_" + std::to_string(round + 1));
        live.reread();
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        if (round >= 0)
            std::cout << full << ' ' << first << ' ' << update << ' ' << usage.ru_maxrss << ' ' << changes
                      << std::endl;
    }
}
