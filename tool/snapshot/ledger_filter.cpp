#include "snapshot/ledger_filter.hpp"

namespace migration {

LedgerFilter::LedgerFilter(Session& session, const LedgerName& ledger) {
    const auto add = [&](ObjectKind kind, const std::string& name) {
        ours_.emplace(kind, session
                                .rows("SELECT pg_catalog.format('%I.%I', $1::text, $2::text)",
                                      {ledger.schema, name})
                                .at(0, 0));
    };
    add(ObjectKind::table, ledger.table);
    add(ObjectKind::table, ledger.table + "_log");
    add(ObjectKind::view, ledger.table + "_now");
}

void LedgerFilter::apply(DescribedList& list) {
    for (std::size_t known = 0; known != ours_.size();) {
        known = ours_.size();
        for (const auto& described : list)
            if (ours_.contains(described.entry.parent)) ours_.insert(described.key);
    }
    std::erase_if(list, [&](const auto& described) { return ours_.contains(described.key); });
}

}  // namespace migration
