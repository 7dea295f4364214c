#include "validate/trial.hpp"

#include "snapshot/may_grant.hpp"

namespace migration {

Trial::Trial(Session session, Session observer, const MigrationSet& set, std::shared_ptr<const void> server)
    : server_(std::move(server)),
      session_(std::move(session)),
      observer_(std::move(observer)),
      ledger_(session_, set.ledger, set.name),
      engine_(session_, ledger_, set.directory),
      snapshot_(observer_, set.ledger),
      fingerprint_(snapshot_.state()) {
    engine_.hooks().written = [this](Session& open) {
        locks_ = locks_taken(open);
        snapshot_.note(open, grants_);
    };
}

void Trial::take_footprints() {
    footprints_.emplace(session_);
    engine_.hooks().recording = [this](Session&, const auto& prepared) {
        const Grants grants = snapshot_.can_grant() ? Grants::possible : grants_;
        const auto footprint = footprints_->read(grants, prepared);
        footprint_ = footprint ? footprint->text() : "";
    };
}

template <typename Work>
Outcome Trial::observe(const Script& script, const Script* verify, const Work& work) {
    Outcome outcome;
    locks_.clear();
    footprint_.clear();
    const bool grants = may_grant(script.text) || (verify != nullptr && may_grant(verify->text));
    grants_ = grants ? Grants::possible : Grants::none;
    try {
        work();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        outcome.error = error;
    }
    if (!script.transactional)
        outcome.changes = snapshot_.reread();
    else
        outcome.changes = outcome.error ? snapshot_.refresh_after_failure() : snapshot_.refresh();
    outcome.locks = locks_;
    outcome.footprint = footprint_;
    fingerprint_.apply(outcome.changes);
    for (const auto& change : outcome.changes)
        has_changed_server_ = has_changed_server_ || change.facet == Facet::server;
    return outcome;
}

Outcome Trial::up(const Migration& migration) {
    return observe(migration.up, migration.verify ? &*migration.verify : nullptr,
                   [&] { engine_.up(migration); });
}

// Of tables that the database had before the script.
std::vector<TableLock> Trial::locks_taken(Session& open) const {
    const Rows rows =
        open.rows(R"(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
    (pg_catalog.array_agg(l.mode ORDER BY pg_catalog.array_position(ARRAY['RowExclusiveLock', 'ShareUpdateExclusiveLock',
        'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], l.mode) DESC NULLS LAST))[1]
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND c.relkind IN ('r', 'p', 'm')
    AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') AND c.oid >= 16384
GROUP BY 1 ORDER BY 1)");
    std::vector<TableLock> locks;
    for (int i = 0; i < rows.size(); ++i)
        if (snapshot_.state().contains("table " + rows.text(i, 0)))
            locks.push_back({rows.text(i, 0), rows.text(i, 1)});
    return locks;
}

// What the ledger has of it: nothing after a first down.
LedgerRow Trial::recorded(const Migration& migration) {
    LedgerRow row;
    if (!migration.down->transactional) row = ledger_.row_of(migration.version).value_or(row);
    row.version = migration.version;
    row.slug = migration.slug;
    row.checksum = migration.up.checksum;
    return row;
}

Outcome Trial::down(const Migration& migration) {
    return observe(*migration.down, nullptr, [&] { engine_.down(migration, recorded(migration)); });
}

}  // namespace migration
