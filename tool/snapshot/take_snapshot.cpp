#include <set>

#include "snapshot/family.hpp"
#include "snapshot/row_digests.hpp"

namespace migration {
namespace {

const Family* const families[] = {
    &schemas_family,      &tables_family,        &columns_family,       &column_order_family,
    &constraints_family,  &indexes_family,       &views_family,         &rules_family,
    &sequences_family,    &functions_family,     &aggregates_family,    &triggers_family,
    &event_triggers_family, &types_family,       &policies_family,      &extensions_family,
    &statistics_family,   &publications_family,  &comments_family,      &privileges_family,
    &column_privileges_family, &default_privileges_family, &owners_family,
};

// How values and definitions are spelt must not depend on the session or the database's own settings.
constexpr const char* pinned_settings =
    "SET LOCAL search_path = ''; SET LOCAL \"TimeZone\" = 'UTC'; SET LOCAL \"DateStyle\" = 'ISO, MDY'; "
    "SET LOCAL \"IntervalStyle\" = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; "
    "SET LOCAL xmloption = 'content'; SET LOCAL quote_all_identifiers = off; SET LOCAL row_security = off; "
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL lc_monetary = 'C'";

void read_family(Session& session, const Family& family, Snapshot& snapshot) {
    const Rows rows = session.rows(family.sql);
    for (int i = 0; i < rows.size(); ++i)
        snapshot[rows.text(i, 0)] = {family.facet, rows.text(i, 1), rows.text(i, 2)};
}

std::string table_key(Session& session, const std::string& schema, const std::string& table) {
    return session.rows("SELECT pg_catalog.format('table %I.%I', $1::text, $2::text)", {schema, table}).text(0, 0);
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

Snapshot take_snapshot(Session& session, const LedgerName& ledger, Scope scope) {
    Snapshot snapshot;
    session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
        session.command(pinned_settings);
        for (const Family* family : families) read_family(session, *family, snapshot);
        if (scope == Scope::everything) {
            read_sequence_values(session, snapshot);
            read_rows(session, snapshot);
        }
        leave_out_ledger(session, ledger, snapshot);
        session.command("COMMIT");
    } catch (...) {
        session.roll_back();
        throw;
    }
    return snapshot;
}

}  // namespace migration
