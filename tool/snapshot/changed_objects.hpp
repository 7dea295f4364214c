#pragma once

// Which objects a transaction has written, read from the catalogues' own rows: those that it made carry its
// transaction id as xmin, those that it removed carry it as xmax for whoever does not see it yet.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/described.hpp"

namespace migration {

// A row of the catalogues as pg_depend names it: the catalogue's OID and the row's.
struct CatalogueObject {
    Oid catalogue = 0;
    Oid oid = 0;
    auto operator<=>(const CatalogueObject&) const = default;
};

using CatalogueObjects = std::set<CatalogueObject>;

// What one transaction wrote.
struct Written {
    std::string transaction;           // its xid; empty when it wrote nothing that is logged
    std::vector<std::string> added;    // catalogues with rows that are new or changed
    std::vector<std::string> removed;  // catalogues that lost rows
    std::vector<Oid> relations;        // tables written, sequences used
    std::string slots;                 // replication slots that there are now
    bool everything = false;           // what cannot be told row by row: roles, databases, …
};

// Asks `session` in its open transaction.
Written written_by(Session& session);

// Objects whose rows are new or changed since `transaction` began, to whoever sees them.
CatalogueObjects objects_added(Session& session, const Written& written);
// Objects whose rows it has removed, to a session that does not see that yet. nullopt when a lock of the
// transaction is in the way.
std::optional<CatalogueObjects> objects_removed(Session& session, const Written& written);

// What tells of `objects` without being them: the view of its rule, the table of its default.
CatalogueObjects owners_of(Session& session, const CatalogueObjects& objects);
// What depends on `objects`, with its owners.
CatalogueObjects dependents_of(Session& session, const CatalogueObjects& objects);

}  // namespace migration
