#include "adopt/history_keeper.hpp"

#include <algorithm>

#include "adopt/adoption.hpp"
#include "adopt/history_statement.hpp"
#include "adopt/read_history.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

// Whether the other tool records it.
bool is_told(const Migration& migration) {
    return !migration.seed && !migration.repeatable;
}

std::string quoted(const LedgerName& table) {
    return quote_identifier(table.schema) + "." + quote_identifier(table.table);
}

}  // namespace

HistoryKeeper::HistoryKeeper(Session& session, Ledger& ledger, const KeptHistory& kept,
                             const MigrationSet& set)
    : session_(session),
      ledger_(ledger),
      found_(find_history(session, kept.wanted)),
      set_(set),
      lock_(session, found_, kept.lock_wait) {
    require_recordable();
}

void HistoryKeeper::require_recordable() const {
    const HistoryTool& its = *found_.tool;
    const auto refuse = [this](std::string_view reason) {
        throw Error(ErrorKind::usage,
                    "the history of " + tool() + " cannot be kept in step: " + std::string(reason),
                    "leave --keep-in-step out, and let only this tool migrate the database");
    };
    if (its.record.empty()) refuse(its.why_not_kept);
    if (!its.only_layout.empty() && set_.layout != its.only_layout)
        refuse(std::string(its.why_not_kept) + " \"" + set_.layout + "\" does not have");
    if (!set_.stores.empty()) refuse("the set is a tree of stores");
    if (its.record.find("{number}") == std::string_view::npos) return;
    for (const auto& migration : set_.migrations)
        if (is_told(migration) && !has_number(migration))
            refuse("its versions are whole numbers, but that of \"" + migration.name() +
                   "\" is not");
}

// The versions that the history has.
VersionSet HistoryKeeper::understand() {
    known_ = read_history(session_, found_, set_.name);
    const Adoption adoption = adopt(set_, known_, *found_.tool, {false, true});
    if (!adoption.refusals.empty())
        throw Error(ErrorKind::mismatch,
                    "history of " + tool() + " in \"" + known_.table +
                        "\": " + adoption.refusals.front().reason,
                    adoption.refusals.front().way_out);
    VersionSet versions;
    for (const auto& each : adoption.adopted) versions.insert(each.migration->version);
    return versions;
}

Error HistoryKeeper::unknown_here(const VersionSet& versions) const {
    if (const auto undone = undone_out_of_step(ledger_, found_, versions))
        return undone_but_applied(found_, *undone);
    return {ErrorKind::mismatch,
            tool() + " has applied \"" + set_.find(std::string(*versions.begin()))->name() +
                "\", which the ledger does not have",
            "record it with 'baseline --from " + tool() + "'"};
}

Error HistoryKeeper::lacking(const std::vector<const LedgerRow*>& rows) const {
    std::string statements;
    for (const auto* row : rows) {
        const Migration* migration = set_.find(row->version);
        if (migration == nullptr)
            return {ErrorKind::mismatch,
                    tool() + " does not have \"" + migration_name(row->version, row->slug) +
                        "\", which is applied",
                    "use a program that has the migration"};
        statements +=
            "\n" + history_statement(found_.tool->record, found_.table, {*migration}) + ";";
    }
    const LedgerRow& first = *rows.front();
    const bool is_one = rows.size() == 1;
    const std::string name = "\"" + migration_name(first.version, first.slug) + "\"";
    return {
        ErrorKind::mismatch,
        tool() + " does not have " +
            (is_one
                 ? name + ", which is applied"
                 : counted(rows.size(), "migration") + " that are applied, from " + name + " on"),
        "if " + tool() + " has undone " + (is_one ? "it" : "them") +
            ", undo the same here without --keep-in-step; else add what is missing:" + statements};
}

// A down script outside a transaction that stopped half-way: the history still has its migration.
void HistoryKeeper::require_in_step(const std::vector<LedgerRow>& applied) {
    const VersionSet there = understand();
    VersionSet here;
    std::vector<const LedgerRow*> missing;
    for (const auto& row : applied) {
        if (row.incomplete && !row.undoing) continue;
        here.insert(row.version);
        const Migration* migration = set_.find(row.version);
        const bool is_wanted = !row.incomplete && !row.version.starts_with("seeds.") &&
                               (migration == nullptr || is_told(*migration));
        if (is_wanted && !there.contains(row.version)) missing.push_back(&row);
    }
    VersionSet unknown;
    for (const auto& version : there)
        if (!here.contains(version)) unknown.insert(version);
    if (!unknown.empty()) throw unknown_here(unknown);
    if (!missing.empty()) throw lacking(missing);
}

Error HistoryKeeper::unwritable(const SqlError& error) {
    session_.roll_back();
    const std::string& state = error.details().sqlstate;
    const std::string table = quoted(found_.table);
    if (state == "55P03")  // lock_not_available
        return {ErrorKind::lock_busy,
                "another session locks the history of " + tool() + " in " + table,
                "pg_locks shows which; wait for it, or end it"};
    return {error.kind(),
            "cannot write the history of " + tool() + " in " + table + ": " + error.what(),
            state != "42501"  // insufficient_privilege
                ? ""
                : "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " +
                      session_.rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0) +
                      ", and USAGE on its sequence if it has one"};
}

// Until the transaction ends nobody else writes the history. Who did so since it was read last is
// found out: it must still be in step with the ledger.
void HistoryKeeper::lock_table() {
    lock_.hold();
    session_.command("LOCK TABLE " + quoted(found_.table) + " IN SHARE ROW EXCLUSIVE MODE");
    if (read_history(session_, found_, set_.name) != known_) require_in_step(ledger_.applied());
}

void HistoryKeeper::write(std::string_view sql, const Migration& migration,
                          const std::string& before, long long milliseconds) {
    session_.command(history_statement(sql, found_.table, {migration, before, milliseconds}));
}

void HistoryKeeper::applied(const Migration& migration, long long milliseconds) {
    const auto& sql = migration.repeatable ? found_.tool->record_repeatable : found_.tool->record;
    if (migration.seed || sql.empty()) return;
    try {
        lock_table();
        write(sql, migration, "", milliseconds);
        known_ = read_history(session_, found_, set_.name);
    } catch (const SqlError& error) {
        throw unwritable(error);
    }
}

void HistoryKeeper::undone(const LedgerRow& row) {
    const Migration* migration = set_.find(row.version);
    if (migration == nullptr) throw lacking({&row});
    const auto& sql = migration->repeatable ? found_.tool->forget_repeatable : found_.tool->forget;
    if (migration->seed || sql.empty()) return;
    try {
        lock_table();
        VersionSet rest = understand();
        rest.erase(migration->version);
        std::string before;
        for (const auto& each : set_.migrations)
            if (is_told(each) && rest.contains(each.version)) before = each.version;
        write(sql, *migration, before, 0);
        if (understand() != rest)
            throw Error(ErrorKind::mismatch,
                        "the history of " + tool() + " cannot say that \"" + migration->name() +
                            "\" is undone: a baseline stands for it",
                        "undo it without --keep-in-step, and let only this tool migrate the "
                        "database");
    } catch (const SqlError& error) {
        throw unwritable(error);
    }
}

}  // namespace migration
