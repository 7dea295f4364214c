#pragma once

// The full, ordered description of a database's schema and data, and what differs between two of them.
// Objects are named by kind and qualified name, never by OID or attribute number.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "postgres/session.hpp"
#include "sql/split.hpp"

namespace migration {

// What an entry speaks of. Comparisons choose which of them count.
enum class Facet { structure, order, comment, privileges, owner, rows };

std::string_view facet_name(Facet facet);
std::optional<Facet> facet_named(std::string_view name);

struct Entry {
    Facet facet = Facet::structure;
    std::string parent;  // key of the object it belongs to; empty for what stands alone
    std::string definition;
    bool operator==(const Entry&) const = default;
};

// Key, as "index public.idx_city_rooms_slug", → entry.
using Snapshot = std::map<std::string, Entry>;

enum class Scope { everything, without_rows };

// Reads the database that a session is connected to. The catalogue queries are prepared once a session, so
// keep the reader as long as the session; scripts must run on another one (they may DEALLOCATE ALL).
class SnapshotReader {
public:
    SnapshotReader(Session& session, LedgerName ledger) : session_(session), ledger_(std::move(ledger)) {}

    // In a transaction of its own. The ledger's tables are left out.
    Snapshot take(Scope scope = Scope::everything);

private:
    void prepare();
    Snapshot read(Scope scope);

    Session& session_;
    LedgerName ledger_;
    bool prepared_ = false;
};

// SHA-256 over everything but owners, privileges and rows, which differ from one environment to the next.
std::string fingerprint(const Snapshot& snapshot);

struct Change {
    std::string key;
    Facet facet = Facet::structure;
    std::string parent;
    std::optional<std::string> before;
    std::optional<std::string> after;
    bool operator==(const Change&) const = default;
};

using Changes = std::vector<Change>;

// Every entry that differs, by key.
Changes compare(const Snapshot& before, const Snapshot& after);

// Brings `snapshot` from before the changes to after them, or back.
void apply_changes(Snapshot& snapshot, const Changes& changes);
void revert_changes(Snapshot& snapshot, const Changes& changes);

// For people: leaves out what only follows from another change (the columns of a table that is gone, the
// order of columns whose set changed).
Changes essential(const Changes& changes);

}  // namespace migration
