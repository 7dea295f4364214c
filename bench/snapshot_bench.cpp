// Times snapshots of the database that libpq's environment names, and prints one line a round:
//   full_ms first_ms update_ms removal_ms peak_kib
// full: a snapshot on a session that has taken one before; first: on a new session; update and
// removal: brought up to date after a transaction that adds or drops one table, on sessions that
// have done so before; peak: memory after one full snapshot. `snapshot-bench ROUNDS`.

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "snapshot/live_snapshot.hpp"
#include "snapshot/may_grant.hpp"
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

// Runs the script as a migration is run, and returns the milliseconds that the snapshot took of it.
double run(const std::string& script, Session& session, LiveSnapshot& live) {
    session.command("BEGIN");
    session.command(script);
    Batch batch(session);
    double time = milliseconds(
        [&] { live.note(batch, may_grant(script) ? Grants::possible : Grants::none); });
    session.command("COMMIT");
    return time + milliseconds([&] { live.refresh(); });
}

std::string adding(const std::string& name) {
    return "CREATE TABLE " + name +
           " (id bigint PRIMARY KEY, parent_id bigint REFERENCES table_1 (id), name text NOT NULL, "
           "amount numeric(12, 2) NOT NULL DEFAULT 0, active boolean NOT NULL DEFAULT true, "
           "created_at timestamptz NOT NULL DEFAULT now(), tags text[] NOT NULL DEFAULT '{}', "
           "details "
           "jsonb); "
           "CREATE INDEX ON " +
           name + " (name); CREATE INDEX ON " + name + " (parent_id)";
}

}  // namespace

int main(int count, char** arguments) {
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 5;
    const ConnectionSettings settings;
    Session scripts(settings), observer(settings);
    LiveSnapshot live(observer, LedgerName{});
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    Session reading(settings);
    SnapshotReader reader(reading, LedgerName{});
    std::vector<double> full, first, update, removal;
    for (int round = -1; round < rounds; ++round) {  // the first one prepares
        const std::string name = "bench_" + std::to_string(round + 1);
        const double adding_took = run(adding(name), scripts, live);
        const double dropping_took = run("DROP TABLE " + name, scripts, live);
        if (round < 0) continue;
        update.push_back(adding_took);
        removal.push_back(dropping_took);
    }
    for (int round = -1; round < rounds; ++round) {
        const double took = milliseconds([&] { reader.take(Scope::without_rows); });
        if (round >= 0) full.push_back(took);
        first.push_back(milliseconds([&] {
            Session fresh(settings);
            SnapshotReader(fresh, LedgerName{}).take(Scope::without_rows);
        }));
    }
    for (std::size_t i = 0; i < full.size(); ++i)
        std::cout << full[i] << ' ' << first[i] << ' ' << update[i] << ' ' << removal[i] << ' '
                  << usage.ru_maxrss << std::endl;
}
