#include "snapshot/snapshot_reader.hpp"

#include <utility>

namespace migration {

SnapshotReader::SnapshotReader(Session& session, const LedgerName& ledger)
    : reader_(session), filter_(session, ledger) {}

Snapshot SnapshotReader::take(Scope scope) {
    DescribedList list;
    reader_.begin();
    try {
        reader_.read_all(scope, list);
        if (scope == Scope::everything) {
            reader_.read_all_sequence_values(list);
            reader_.read_all_rows(list);
        }
        reader_.end();
    } catch (...) {
        reader_.session().roll_back();
        throw;
    }
    filter_.apply(list);
    Snapshot snapshot;
    for (auto& described : list) snapshot[std::move(described.key)] = std::move(described.entry);
    return snapshot;
}

}  // namespace migration
