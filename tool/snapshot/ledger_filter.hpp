#pragma once

// The ledger's tables and whatever belongs to them are not the set's: they are left out of every
// snapshot.

#include <set>
#include <string>

#include "base/ledger_name.hpp"
#include "snapshot/described.hpp"

namespace migration {

class LedgerFilter {
public:
    LedgerFilter(Session& session, const LedgerName& ledger);

    // Removes from `list` what is the ledger's, over any number of levels, and remembers it.
    void apply(DescribedList& list);

private:
    std::set<ObjectKey> ours_;
};

}  // namespace migration
