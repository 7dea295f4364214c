#pragma once

// The full, ordered description of a database's schema and data, and what differs between two of
// them. Objects are named by kind and qualified name, never by OID or attribute number.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/object_key.hpp"

namespace migration {

// What an entry speaks of. Comparisons choose which of them count.
// `server` is what belongs to the whole server, such as roles.
enum class Facet { structure, order, comment, privileges, owner, rows, server };

std::string_view facet_name(Facet facet);
std::optional<Facet> facet_named(std::string_view name);

struct Entry {
    Facet facet = Facet::structure;
    ObjectKey parent;  // of the object it belongs to; empty for what stands alone
    std::string definition;
    bool operator==(const Entry&) const = default;
};

using Snapshot = std::map<ObjectKey, Entry>;

enum class Scope { everything, without_rows };

struct Change {
    ObjectKey key;
    Facet facet = Facet::structure;
    ObjectKey parent;
    std::optional<std::string> before;
    std::optional<std::string> after;
    bool operator==(const Change&) const = default;
};

using Changes = std::vector<Change>;

// Whether a definition says that the rows, or the value, may not be seen by our role.
bool is_hidden(std::string_view definition);

// Whether it is of something that other databases of the server have, too: a role, say, but no
// setting of the database, though both are of Facet::server.
bool reaches_other_databases(const Change& change);

// Every entry that differs, by key.
Changes compare(const Snapshot& before, const Snapshot& after);

// Brings `snapshot` from before the changes to after them, or back.
void apply_changes(Snapshot& snapshot, const Changes& changes);
void revert_changes(Snapshot& snapshot, const Changes& changes);

// What leads from before the first to after the second; what they undo between them is gone.
Changes combine(const Changes& first, const Changes& second);
// What leads back.
Changes inverse(const Changes& changes);

// For people: leaves out what only follows from another change (the columns of a table that is
// gone, the order of columns whose set changed).
Changes essential(const Changes& changes);

}  // namespace migration
