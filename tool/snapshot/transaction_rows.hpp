#pragma once

// The catalogue rows that one transaction has written: how many there are, by the server's
// counters, and which ways lead to them. A row that the transaction made carries the transaction's
// id as xmin. A row that it removed carries the id as xmax for each session that still sees the
// row.
//
// These facts hold while other sessions write the same catalogues:
// - Subtransactions. The rows of a subtransaction carry its own id, which is younger than the
//   transaction's. Nobody can ask for that id once the subtransaction has ended. So the search
//   takes all rows that are as young as the transaction.
// - Other sessions. Their later transactions are as young, too. So the search may find some of
// their
//   rows.
// - Counters. pg_stat_get_xact_tuples_* count the rows of the session alone, and never fewer than
// it
//   wrote. They count more if it wrote a row twice or rolled a subtransaction back. Before
//   PostgreSQL 15 they also count earlier transactions that are not flushed yet.
// - The rule when to stop. If as many rows carry the transaction's very own id as the counters say,
//   these rows are all. Rows of subtransactions and of other sessions do not count here. So neither
//   can stand in for a row of the transaction.
// - Wraparound. The search compares ids by age(), never by number.
// - Frozen rows. age() of the ids that stand for a frozen row is the greatest there is. Other
// frozen
//   rows keep their id, and may look young after a wraparound. Then the search finds a row too
//   many, as above. Such a row has the transaction's very own id only if exactly 2^32 transactions
//   lie between.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "snapshot/catalogue_rows.hpp"
#include "snapshot/prepared_queries.hpp"

namespace migration {

// Rows of one catalogue.
struct RowCounts {
    long long inserted = 0;
    long long updated = 0;
    long long deleted = 0;
};

using CatalogueCounts = std::map<Oid, RowCounts>;  // by the catalogue's OID

// What the writing session says of its open transaction.
struct TransactionCounters {
    std::string transaction;     // its id; empty if it wrote nothing that is logged
    bool are_kept = false;       // whether the server counts
    std::string process;         // the session's process id
    std::string slots;           // replication slots that there are now
    CatalogueCounts catalogues;  // those with rows
};

// What the transaction has locked for more than reading. A relation may be there twice.
struct TransactionLocks {
    std::vector<Oid> relations;  // the user's
    std::vector<Oid> data;       // those of them whose rows or values may have changed
    // Whether it has locked a catalogue whose rows otherwise change under a lock of their relation:
    // then it may have changed them by hand.
    bool by_hand = false;
};

// The catalogues of a database, and where each of them ended when its rows were last seen.
class TransactionRows {
public:
    explicit TransactionRows(Session& session);

    const std::map<std::string, Oid, std::less<>>& oids() const { return oids_; }
    bool has(Oid catalogue) const { return catalogues_.contains(catalogue); }
    const std::string& name(Oid catalogue) const { return catalogues_.at(catalogue).name; }
    // Whether the role of the session may read it.
    bool is_readable(Oid catalogue) const { return catalogues_.at(catalogue).is_readable; }
    // Replication slots that there were at the start.
    const std::string& first_slots() const { return first_slots_; }

    // For the writing session, in its transaction, whatever its settings are. From PostgreSQL 15 on
    // the counters begin anew with the next transaction.
    std::string counters_sql(int server_major) const;
    TransactionCounters counters(const Rows& rows) const;
    // Relations and data, as arrays, for a session of the same database as `process`, an SQL
    // expression.
    static std::string locks_sql(const std::string& process);
    TransactionLocks locks(const Rows& rows) const;

    // Whether is_locked_with_relation() holds for what a transaction wrote, unless it did so by
    // hand. `grants`: whether it may have changed privileges.
    bool goes_by_locks(const CatalogueCounts& written, bool grants) const;

    // The row id that begins the catalogue's last block, as an argument of type tid.
    std::string end_of(Oid catalogue) const;
    // The first column of `rows` is c.ctid.
    void have_seen(Oid catalogue, const Rows& rows);

private:
    struct Catalogue {
        std::string name;
        bool is_readable = true;
        long long last_block = 0;
    };
    std::map<Oid, Catalogue> catalogues_;
    std::map<std::string, Oid, std::less<>> oids_;  // by name
    std::string first_slots_;
};

enum class RowSide { made, removed };

// Where to look for the rows, cheapest first.
enum class Way {
    at_end,        // from the catalogue's last block on: only those that it made
    of_relations,  // of the relations that it locked
    of_objects,    // of objects found elsewhere
    anywhere,      // the only one that misses none
};

// SQL conditions on a catalogue's row c.
struct RowConditions {
    Way way;
    std::string place;     // that the way leads to it
    std::string own;       // that it carries the transaction's very own id
    std::string as_young;  // that it may be of the transaction
};

// Says what to select of each row, and keeps what is found.
class RowSeeker {
public:
    virtual ~RowSeeker() = default;
    // The first column is c.ctid.
    virtual std::string select(Oid catalogue, const RowConditions& conditions) const = 0;
    // Returns how many different rows with the transaction's very own id are kept of the catalogue,
    // 0 if that is unknown.
    virtual long long take(Oid catalogue, Way way, const Rows& rows) = 0;
    // If take() knows the number whatever the way: the objects of the rows that are kept. Otherwise
    // nullptr, and the search tries no way whose end only the number can tell.
    virtual const CatalogueObjects* known() const { return nullptr; }
    // Called once, before the first query that needs the locked relations.
    virtual void queue_locks() {}
};

// An SQL expression, or, with a type, the argument of a prepared query.
struct SqlValue {
    std::string type;
    std::string text;
};

// Where a search asks, and how it names the transaction there.
struct RowSource {
    PreparedQueries& queries;
    std::string names;  // how the names of the prepared queries begin
    SqlValue transaction;
    SqlValue relations;  // those of `locks`
    const TransactionLocks&
        locks;  // known at the latest after queue_locks() and a run of the queries
};

// Their catalogues' OIDs, and their own, as parameters of type oid[].
std::pair<std::string, std::string> object_arrays(const CatalogueObjects& objects);

// One search for the rows that a transaction made or removed. It must live until its queries have
// run.
class RowSearch {
public:
    RowSearch(TransactionRows& rows, RowSide side, RowSource source, RowSeeker& seeker)
        : rows_(rows), side_(side), source_(std::move(source)), seeker_(seeker) {}

    // Before the counters are known: queues the first look at each catalogue of `guess`.
    void expect(const CatalogueCounts& guess, bool by_locks);
    // Looks until all rows are found. `by_locks`: see TransactionRows::goes_by_locks().
    void find(const CatalogueCounts& written, bool by_locks);

private:
    std::vector<Way> ways(Oid catalogue, const RowCounts& counts, bool by_locks) const;
    bool concerns(const RowCounts& counts) const;
    long long expected(const RowCounts& counts) const;
    bool has_all(Oid catalogue, const RowCounts& counts, bool by_locks) const;
    void look(Oid catalogue, Way way);

    TransactionRows& rows_;
    RowSide side_;
    RowSource source_;
    RowSeeker& seeker_;
    bool has_queued_locks_ = false;
    struct Looked {
        std::set<Way> ways;
        long long own = 0;  // rows with the transaction's very own id
    };
    std::map<Oid, Looked> looked_;
};

}  // namespace migration
