#include "apply/postgres_store.hpp"

#include "adopt/history_keeper.hpp"
#include "apply/guarded_engine.hpp"
#include "apply/ledger_rows.hpp"
#include "apply/preflight.hpp"
#include "apply/proof.hpp"
#include "apply/protected_database.hpp"
#include "apply/remove_objects.hpp"
#include "manifest/live_names.hpp"

namespace migration {

PostgresStore::PostgresStore(Session& session, const Source& source)
    : session_(session),
      source_(source),
      ledger_(session, source.identity.ledger, source.identity.name) {}

const ManifestServer* PostgresStore::validated() const {
    return source_.manifest ? source_.manifest->server(session_.server_major()) : nullptr;
}

void PostgresStore::require_validated(bool allow) const {
    require_validated_server(source_, session_, allow);
}

void PostgresStore::require_in_step(const KeptHistory& kept) {
    HistoryKeeper keeper(session_, ledger_, kept, *source_.set);
    session_.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    keeper.require_in_step(applied());
    session_.command("COMMIT");
}

std::vector<LedgerRow> PostgresStore::applied() {
    return source_.set->stores.empty() ? ledger_.applied() : ledger_.applied_in_sequence();
}

// Of a tree also the view that shows the files of each store.
void PostgresStore::create_ledger() {
    ledger_.create();
    if (!source_.set->stores.empty()) ledger_.create_view();
}

void PostgresStore::require_unprotected() {
    migration::require_unprotected(session_);
}

Obstacles PostgresStore::obstacles_to_up(const std::vector<UpStep>& steps) {
    return migration::obstacles_to_up(session_, source_.identity.ledger, steps, validated());
}

Obstacles PostgresStore::obstacles_to_down(const std::vector<DownStep>& steps) {
    return migration::obstacles_to_down(session_, source_.identity.ledger, steps, validated());
}

std::unique_ptr<StepEngine> PostgresStore::engine(const GuardOptions& options,
                                                  RunListener& listener) {
    return std::make_unique<GuardedEngine>(session_, ledger_, lock_.value(), *source_.set,
                                           source_.manifest, options, listener);
}

// Without what was there before: it is not the set's, whatever the set says of it.
std::vector<ObjectKey> PostgresStore::made_objects(const std::vector<LedgerRow>& applied,
                                                   RunListener& listener) {
    auto objects = migration::made_objects(*validated(), applied);
    for (const auto& key :
         made_beforehand(session_, ledger_, *source_.set, *validated(), applied)) {
        std::erase(objects, key);
        listener.remarks("keeps " + key.text() + ": the set does not seem to have made it");
    }
    const LiveNames names = read_live_names(session_, *validated());
    for (auto& key : objects) key = names.key(key);
    return objects;
}

void PostgresStore::drop(const std::vector<ObjectKey>& objects,
                         const std::vector<LedgerRow>& applied, const GuardOptions& options) {
    std::optional<HistoryKeeper> keeper;
    if (options.kept) {
        keeper.emplace(session_, ledger_, *options.kept, *source_.set);
        keeper->require_in_step(applied);
    }
    session_.command("BEGIN; SET LOCAL lock_timeout = " +
                     quote_literal(options.limits.lock_timeout));
    lock_.value().hold();
    drop_objects(session_, objects);
    if (keeper)
        for (auto row = applied.rbegin(); row != applied.rend(); ++row) keeper->undone(*row);
    if (ledger_.exists())
        for (const auto& row : applied) {
            LogRow log = log_row(row, "fresh");
            if (keeper) log.reason = keeper->note();
            ledger_.remove(log);
        }
    session_.command("COMMIT");
}

}  // namespace migration
