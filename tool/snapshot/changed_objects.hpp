#pragma once

// Which objects a transaction has written, read from the catalogues' own rows: those that it made carry its
// transaction id as xmin, those that it removed carry it as xmax for whoever does not see it yet.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/described.hpp"

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
struct Written {
    std::string transaction;                      // its xid; empty when it wrote nothing that is logged
    std::map<std::string, RowCounts> catalogues;  // by name
    std::vector<Oid> relations;                   // tables written, sequences used
    std::string slots;                            // replication slots that there are now
    bool everything = false;                      // what cannot be told row by row: roles, databases, …
};

class ChangedObjects {
public:
    // `observer` is another session of the same database than the one that writes.
    explicit ChangedObjects(Session& observer);

    // Asks `session` in its open transaction.
    Written written_by(Session& session) const;
    // Objects whose rows it has removed, before it commits. nullopt when a lock of it is in the way.
    std::optional<CatalogueObjects> removed(const Written& written) const;
    // Objects whose rows are new or changed, after it has committed.
    CatalogueObjects added(const Written& written);

private:
    Session& observer_;
    std::map<Oid, std::string> catalogues_;
    std::map<std::string, long long> last_blocks_;  // where rows were added last: the next ones follow
};

// What tells of `objects` without being them: the view of its rule, the table of its default.
CatalogueObjects owners_of(Session& session, const CatalogueObjects& objects);
// What depends on `objects`, with its owners.
CatalogueObjects dependents_of(Session& session, const CatalogueObjects& objects);

}  // namespace migration
