#include <iterator>
#include <set>
#include <utility>

#include "snapshot/family.hpp"
#include "snapshot/row_digests.hpp"

namespace migration {
namespace {

const Family* const families[] = {
    &schemas_family,
    &tables_family,
    &columns_family,
    &column_order_family,
    &constraints_family,
    &indexes_family,
    &views_family,
    &rules_family,
    &sequences_family,
    &functions_family,
    &aggregates_family,
    &triggers_family,
    &event_triggers_family,
    &types_family,
    &policies_family,
    &extensions_family,
    &statistics_family,
    &publications_family,
    &comments_family,
    &privileges_family,
    &column_privileges_family,
    &default_privileges_family,
    &owners_family,
};

// How values and definitions are spelt must not depend on the session or the database's own settings.
constexpr const char* pinned_settings =
    "SET LOCAL search_path = ''; SET LOCAL \"TimeZone\" = 'UTC'; SET LOCAL \"DateStyle\" = 'ISO, MDY'; "
    "SET LOCAL \"IntervalStyle\" = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = "
    "'hex'; "
    "SET LOCAL xmloption = 'content'; SET LOCAL quote_all_identifiers = off; SET LOCAL row_security = off; "
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL lc_monetary = 'C'";

std::string prepared_name(std::size_t family) {
    return "migration_family_" + std::to_string(family);
}

void read_family(Session& session, std::size_t number, Snapshot& snapshot) {
    const Family& family = *families[number];
    const Rows rows = session.rows("EXECUTE " + prepared_name(number));
    for (int i = 0; i < rows.size(); ++i)
        snapshot[rows.text(i, 0)] = {family.facet, rows.text(i, 1), rows.text(i, 2)};
}

std::string table_key(Session& session, const std::string& schema, const std::string& table) {
    return session.rows("SELECT pg_catalog.format('table %I.%I', $1::text, $2::text)", {schema, table})
        .text(0, 0);
}

// Removes the ledger's tables and whatever belongs to them, over any number of levels.
void leave_out_ledger(Session& session, const LedgerName& ledger, Snapshot& snapshot) {
    std::set<std::string> ours{table_key(session, ledger.schema, ledger.table),
                               table_key(session, ledger.schema, ledger.table + "_log")};
    for (std::size_t known = 0; known != ours.size();) {
        known = ours.size();
        for (const auto& [key, entry] : snapshot)
            if (ours.contains(entry.parent)) ours.insert(key);
    }
    for (const auto& key : ours) snapshot.erase(key);
}

}  // namespace

void SnapshotReader::prepare() {
    if (std::exchange(prepared_, true)) return;
    for (std::size_t i = 0; i < std::size(families); ++i)
        session_.command("PREPARE " + prepared_name(i) + " AS " + families[i]->sql);
}

Snapshot SnapshotReader::read(Scope scope) {
    session_.command(pinned_settings);
    prepare();
    Snapshot snapshot;
    for (std::size_t i = 0; i < std::size(families); ++i) read_family(session_, i, snapshot);
    if (scope == Scope::everything) {
        read_sequence_values(session_, snapshot);
        read_rows(session_, snapshot);
    }
    leave_out_ledger(session_, ledger_, snapshot);
    return snapshot;
}

Snapshot SnapshotReader::take(Scope scope) {
    session_.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
        Snapshot snapshot = read(scope);
        session_.command("COMMIT");
        return snapshot;
    } catch (...) {
        session_.roll_back();
        throw;
    }
}

}  // namespace migration
