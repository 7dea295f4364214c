#pragma once

// Reads whole snapshots of the database that a session is connected to.

#include "base/ledger_name.hpp"
#include "snapshot/catalogue_reader.hpp"
#include "snapshot/ledger_filter.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

class SnapshotReader {
public:
    // Keep it as long as the session, which no script may use: its queries are prepared once.
    SnapshotReader(Session& session, const LedgerName& ledger);

    // In a transaction of its own. The ledger's tables are left out.
    Snapshot take(Scope scope = Scope::everything);

private:
    DescribedList read(Scope scope);

    PreparedQueries queries_;
    CatalogueReader reader_;
    LedgerFilter filter_;
};

}  // namespace migration
