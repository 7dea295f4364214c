#include "snapshot/snapshot_reader.hpp"

#include <utility>

namespace migration {

SnapshotReader::SnapshotReader(Session& session, const LedgerName& ledger)
    : queries_(session), reader_(queries_), filter_(session, ledger) {}

Snapshot SnapshotReader::take(Scope scope) {
    DescribedList list;
    reader_.begin();
    try {
        reader_.read_all(scope, list);
        reader_.end();
    } catch (...) {
        queries_.session().roll_back();
        throw;
    }
    filter_.apply(list);
    Snapshot snapshot;
    for (; !list.empty(); list.pop_front())
        snapshot[std::move(list.front().key)] = std::move(list.front().entry);
    return snapshot;
}

}  // namespace migration
