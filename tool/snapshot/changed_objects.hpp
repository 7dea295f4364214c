#pragma once

// Which objects a transaction has written, told by the rows of the catalogues that it made and
// removed (TransactionRows). Some rows may be those of other sessions: an object too many is
// described again and found as it was, or told from the transaction's own by who else sees it
// (LiveSnapshot::is_of_others).

#include <map>
#include <optional>
#include <string>

#include "snapshot/catalogue_rows.hpp"
#include "snapshot/prepared_queries.hpp"
#include "snapshot/transaction_rows.hpp"

namespace migration {

// What one transaction wrote.
struct TransactionWrites {
    TransactionCounters counters;
    TransactionLocks locks;
    bool by_locks = false;    // TransactionRows::goes_by_locks()
    bool everything = false;  // what cannot be told row by row: roles, databases, …
};

class ChangedObjects {
public:
    // `observer` is another session of the same database than the one that writes.
    explicit ChangedObjects(PreparedQueries& observer);

    // Asks the session that writes, in its open transaction: the question is the last statement of
    // `batch`. One round trip if the transaction wrote nothing. `grants`: whether it may have
    // changed privileges.
    TransactionWrites written_by(Batch& batch, bool grants);
    // Objects whose rows it has removed, before it commits. nullopt when a lock of it is in the
    // way.
    std::optional<CatalogueObjects> removed(const TransactionWrites& written);
    // Objects whose rows are new or changed: for the observer after it has committed, for the
    // writer's own session before.
    CatalogueObjects added(const TransactionWrites& written, PreparedQueries& reader);

    // What tells of `objects` without being them: the view of its rule, the table of its default.
    static CatalogueObjects owners_of(const CatalogueObjects& objects, PreparedQueries& reader);
    // What depends on `objects`, with its owners.
    static CatalogueObjects dependents_of(const CatalogueObjects& objects, PreparedQueries& reader);

    // OIDs of the database's catalogues, by name.
    const std::map<std::string, Oid, std::less<>>& catalogues() const { return rows_.oids(); }
    // Replication slots that there were at the start.
    const std::string& first_slots() const { return rows_.first_slots(); }

private:
    CatalogueObjects find(const TransactionWrites& written, RowSide side, PreparedQueries& reader);
    static CatalogueObjects related(const char* name, const std::string& sql,
                                    const CatalogueObjects& objects, PreparedQueries& reader);

    PreparedQueries& observer_;
    TransactionRows rows_;
};

}  // namespace migration
