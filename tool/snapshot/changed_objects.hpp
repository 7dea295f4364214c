#pragma once

// Which objects a transaction has written, read from the catalogues' own rows: those that it made carry its
// transaction id, or that of one of its subtransactions, as xmin; those that it removed carry one as xmax for
// whoever does not see it yet.
//
// What is relied on, with other sessions writing the same catalogues all the time:
// - The ids of its subtransactions are younger than its own, and cannot be asked for once they have ended; so
// are
//   those of later transactions of others. So all rows as young as the transaction are taken, and some may be
//   others': an object too many is described again and found as it was, or told from the transaction's own by
//   who else sees it (LiveSnapshot::is_of_others).
// - No more is looked for where as many rows carry the transaction's very own id as its session's counters
// say.
//   These (pg_stat_get_xact_tuples_*) count nobody else's rows, and never fewer than it made: then these rows
//   are all. Rows of subtransactions and of others do not count here, so neither can stand in for one of its
//   own.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "snapshot/described.hpp"
#include "snapshot/prepared_queries.hpp"

namespace migration {

// A row of the catalogues as pg_depend names it: the catalogue's OID and the row's.
struct CatalogueObject {
    Oid catalogue = 0;
    Oid oid = 0;
    bool operator<(const CatalogueObject& other) const {
        return std::tie(catalogue, oid) < std::tie(other.catalogue, other.oid);
    }
};

using CatalogueObjects = std::set<CatalogueObject>;

// How many rows of a catalogue a transaction made, changed and removed; never fewer than it did.
struct RowCounts {
    long long inserted = 0;
    long long updated = 0;
    long long deleted = 0;
};

// What one transaction wrote.
struct TransactionWrites {
    std::string transaction;                      // its xid; empty when it wrote nothing that is logged
    std::map<std::string, RowCounts> catalogues;  // by name
    std::vector<Oid> relations;                   // locked for more than reading
    std::vector<Oid> data;                        // those of them whose rows or values it may have changed
    std::string slots;                            // replication slots that there are now
    // A relation's own catalogue rows are changed by statements that lock it, by GRANT and its like, and by
    // hand. True when neither of the latter two can have been: then only `relations` need be looked at.
    bool only_locked = false;
    bool everything = false;  // what cannot be told row by row: roles, databases, …
};

class ChangedObjects {
public:
    // `observer` is another session of the same database than the one that writes.
    explicit ChangedObjects(PreparedQueries& observer);

    // Asks the session that writes, in its open transaction: the question is the last statement of `batch`.
    // One round trip if the transaction wrote nothing. `grants`: whether it may have changed privileges.
    TransactionWrites written_by(Batch& batch, bool grants);
    // Objects whose rows it has removed, before it commits. nullopt when a lock of it is in the way.
    std::optional<CatalogueObjects> removed(const TransactionWrites& written);
    // Objects whose rows are new or changed: for the observer after it has committed, for the writer's own
    // session before.
    CatalogueObjects added(const TransactionWrites& written, PreparedQueries& reader);

    // What tells of `objects` without being them: the view of its rule, the table of its default.
    static CatalogueObjects owners_of(const CatalogueObjects& objects, PreparedQueries& reader);
    // What depends on `objects`, with its owners.
    static CatalogueObjects dependents_of(const CatalogueObjects& objects, PreparedQueries& reader);

    std::string slots();

private:
    // What the writing session says of its transaction.
    struct Counters {
        std::string transaction;
        bool are_kept = false;
        std::string process;
        std::string counts;  // "oid inserted updated deleted" of each catalogue, joined by commas
        // Only where it has written nothing that is logged:
        std::string slots;
        std::string locks;
    };
    Counters ask_writer(Batch& batch) const;
    void look_at_locks(const std::string& process, TransactionWrites& written);

    enum class Way;
    struct Found;
    static std::vector<Way> ways(const std::string& catalogue, const RowCounts& counts, bool made);
    CatalogueObjects find(const TransactionWrites& written, bool made, PreparedQueries& reader);
    void look(const std::string& catalogue, Way way, bool made, const TransactionWrites& written,
              const CatalogueObjects& known, PreparedQueries& reader, Found& found);
    static CatalogueObjects related(const char* name, const std::string& sql, const CatalogueObjects& objects,
                                    PreparedQueries& reader);

    PreparedQueries& observer_;
    std::map<Oid, std::string> catalogues_;
    std::set<std::string> unreadable_;              // those that our role may not read
    std::map<std::string, long long> last_blocks_;  // where rows were added last: the next ones follow
};

}  // namespace migration
