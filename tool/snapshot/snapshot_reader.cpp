#include "snapshot/snapshot_reader.hpp"

#include <utility>

#include "snapshot/shaken_reading.hpp"

namespace migration {

SnapshotReader::SnapshotReader(Session& session, const LedgerName& ledger)
    : queries_(session), reader_(queries_), filter_(session, ledger) {}

DescribedList SnapshotReader::read(Scope scope) {
    DescribedList list;
    reader_.begin();
    try {
        reader_.read_all(scope, list);
        reader_.end();
    } catch (...) {
        queries_.session().roll_back();
        throw;
    }
    return list;
}

Snapshot SnapshotReader::take(Scope scope) {
    DescribedList list = read_steadily([&] { return read(scope); });
    filter_.apply(list);
    Snapshot snapshot;
    for (; !list.empty(); list.pop_front())
        snapshot[std::move(list.front().key)] = std::move(list.front().entry);
    return snapshot;
}

}  // namespace migration
