#include "validate/postgres_trial.hpp"

#include <algorithm>
#include <utility>

#include "apply/preflight.hpp"
#include "base/text.hpp"
#include "snapshot/may_grant.hpp"
#include "snapshot/may_reach.hpp"
#include "snapshot/object_key.hpp"
#include "snapshot/sql_word_scan.hpp"
#include "validate/sequence_values.hpp"

namespace migration {

namespace {

constexpr std::size_t most_notices = 20;

// Whether a session keeps something of the script that it cannot take back: a setting that no
// extension has declared reads as empty then, and as unknown in a new session; a library stays.
bool outlives_reset(std::string_view sql) {
    for (std::size_t at = 0; at < sql.size();) {
        const std::string word = next_word(sql, at);
        if (word == "set_config" || word == "load") return true;
        if (word != "set") continue;
        std::size_t behind = at;
        std::string name = next_word(sql, behind);
        if (name == "session" || name == "local") name = next_word(sql, behind);
        if (behind < sql.size() && sql[behind] == '.') return true;
    }
    return false;
}

// What a session takes from the database, or the server, when it begins.
bool changes_beginnings(const Change& change) {
    return is_met_by_new_sessions(change.key);
}

// Whether the script may change who may connect, or what happens then. One word too many costs one
// connection.
bool may_lock_out(std::string_view sql) {
    for (const auto word : {"role", "user", "group", "database", "system", "login", "pg_authid",
                            "pg_database", "pg_db_role_setting"})
        if (contains_word(sql, word)) return true;
    return false;
}

// Where an earlier script has set the database or the role to read only, a runner refuses to go on.
void require_writable_as_production(Session& session) {
    try {
        require_writable(session);
    } catch (const Error& error) {
        throw Error(error.kind(), std::string(error.what()) + ": a runner could not continue",
                    "remove the setting, or reset it in the script that makes it");
    }
}

}  // namespace

PostgresTrial::PostgresTrial(Session session, Session observer, const MigrationSet& set,
                             std::shared_ptr<const void> server)
    : server_(std::move(server)),
      set_(set),
      observer_(std::move(observer)),
      run_(std::make_unique<Run>(std::move(session), set)),
      snapshot_(std::make_unique<LiveSnapshot>(observer_, set.ledger)),
      fingerprint_(snapshot_->state()) {
    hook();
}

void PostgresTrial::hook() {
    run_->engine.hooks().written = [this](Batch& open) {
        locks_ = locks_taken(open);
        note_written(open);
    };
    run_->engine.hooks().noticed = [this](const ServerNotice& notice) {
        if (notices_.size() < most_notices || notice.severity == "WARNING")
            notices_.push_back(notice);
        else
            ++more_notices_;
    };
}

void PostgresTrial::begin_anew() {
    run_ = std::make_unique<Run>(run_->session.another(), set_);
    hook();
    is_used_up_ = false;
    is_new_ = true;
}

void PostgresTrial::run_straight() {
    is_straight_ = true;
    footprints_.emplace(run_->session);
    run_->engine.hooks().recording = [this](Batch& open, const auto& prepared) {
        const Grants grants = snapshot_->can_grant() ? Grants::possible : grants_;
        const auto footprint = footprints_->read(open, grants, prepared);
        // What other sessions have done for it is no part of its footprint.
        const bool alone = reach_ == Reach::own_session && !snapshot_->can_reach_others();
        footprint_ = footprint && alone ? footprint->text() : "";
    };
}

bool PostgresTrial::offers_extension(const std::string& name) {
    return run_->session
               .rows("SELECT FROM pg_catalog.pg_available_extensions WHERE name = $1", {name})
               .size() > 0;
}

// The error as the script's own. Rethrows what is not: a signal, a server that is gone.
Error PostgresTrial::of_script(const Error& error) {
    switch (error.kind()) {
        case ErrorKind::failed:
        case ErrorKind::lock_busy:
        case ErrorKind::mismatch:
        case ErrorKind::usage:
            return error;
        case ErrorKind::unreachable:
            break;
        default:
            throw Error(error);
    }
    // A script may end its own session; the server goes on.
    if (run_->session.connected()) return {ErrorKind::failed, error.what(), error.hint()};
    try {
        begin_anew();
    } catch (const Error&) {
        throw Error(error);  // with the place where it happened
    }
    return {ErrorKind::failed, error.what(),
            "remove what ends the script's own session; the server itself still runs"};
}

// The next release begins with a new session. Why there can be none, although the server goes on.
std::optional<Error> PostgresTrial::try_to_connect() const {
    try {
        const Session next = run_->session.another();
        return std::nullopt;
    } catch (const Error& error) {
        if (is_of_signal(error.kind()) || !run_->session.connected() || run_->session.was_ended())
            throw;
        return Error(
            ErrorKind::failed,
            "no new session can begin after this script: " + std::string(error.what()),
            "a runner of the next release could not connect: leave roles and settings that every "
            "session needs as they are");
    }
}

Unseen PostgresTrial::unseen() const {
    if (reach_ == Reach::other_sessions || snapshot_->can_reach_others())
        return Unseen::other_places;
    const auto& entries = snapshot_->state();
    const bool hides = std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
        return is_hidden(entry.second.definition);
    });
    return hides ? Unseen::hidden_rows : Unseen::nothing;
}

void PostgresTrial::note_written(Batch& open) {
    try {
        snapshot_->note(open, grants_, reach_);
    } catch (const SqlError& error) {
        if (error.kind() != ErrorKind::unreachable || !open.session().connected()) throw;
        has_lost_observer_ = true;
    }
}

// A script may end other sessions, and the observer's with them: that is its own business.
Changes PostgresTrial::read_changes(const Script& script, bool has_failed) {
    if (std::exchange(has_lost_observer_, false) ||
        contains_word(script.text, "pg_terminate_backend"))
        return renew_observer();
    try {
        if (!script.transactional) return snapshot_->reread();
        return has_failed ? snapshot_->refresh_after_failure(reach_) : snapshot_->refresh();
    } catch (const SqlError& error) {
        if (error.kind() != ErrorKind::unreachable) throw;
        return renew_observer();
    }
}

Changes PostgresTrial::renew_observer() {
    const Snapshot before = snapshot_->state();
    snapshot_.reset();
    observer_ = run_->session.another();
    snapshot_ = std::make_unique<LiveSnapshot>(observer_, set_.ledger);
    return compare(before, snapshot_->state());
}

template <typename Work>
Outcome PostgresTrial::observe(const Script& script, const Script* verify, const Work& work) {
    if ((is_used_up_ && !is_straight_) || run_->session.was_ended()) begin_anew();
    if (observer_.was_ended()) renew_observer();  // by a script elsewhere on the server
    Outcome outcome;
    locks_.clear();
    footprint_.clear();
    notices_.clear();
    more_notices_ = 0;
    const bool grants = may_grant(script.text) || (verify != nullptr && may_grant(verify->text));
    grants_ = grants ? Grants::possible : Grants::none;
    const bool reaches =
        may_reach_others(script.text) || (verify != nullptr && may_reach_others(verify->text));
    reach_ = reaches ? Reach::other_sessions : Reach::own_session;
    try {
        if (is_new_) require_writable_as_production(run_->session);
        is_new_ = false;
        work();
    } catch (const Error& error) {
        outcome.error = of_script(error);
    }
    outcome.changes = read_changes(script, outcome.error.has_value());
    outcome.locks = locks_;
    outcome.footprint = footprint_;
    outcome.notices = notices_;
    outcome.more_notices = more_notices_;
    if (outcome.changes.empty()) outcome.unseen = unseen();
    if (!outcome.error && may_lock_out(script.text)) {
        outcome.error = try_to_connect();
        outcome.locks_out = outcome.error.has_value();
    }
    is_used_up_ = is_used_up_ || reaches || outlives_reset(script.text) ||
                  std::any_of(outcome.changes.begin(), outcome.changes.end(), changes_beginnings);
    fingerprint_.apply(outcome.changes);
    for (const auto& change : outcome.changes)
        has_changed_server_ = has_changed_server_ || reaches_other_databases(change);
    return outcome;
}

Outcome PostgresTrial::up(const Migration& migration) {
    return observe(migration.up, migration.verify ? &*migration.verify : nullptr,
                   [&] { run_->engine.up(migration); });
}

// Of tables that the database had before the script.
std::vector<TableLock> PostgresTrial::locks_taken(Batch& open) const {
    const Rows rows = open.rows(
        R"(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
    (pg_catalog.array_agg(l.mode ORDER BY pg_catalog.array_position(ARRAY[
        'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
        'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],
        l.mode) DESC NULLS LAST))[1]
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
    AND c.relkind IN ('r', 'p', 'm')
    AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') AND c.oid >= 16384
GROUP BY 1 ORDER BY 1)");
    std::vector<TableLock> locks;
    for (int i = 0; i < rows.size(); ++i)
        if (snapshot_->state().contains({ObjectKind::table, rows.at(i, 0)}))
            locks.push_back({rows.text(i, 0), rows.text(i, 1)});
    return locks;
}

// Both are of one store, as the interface asks.
RowDifference PostgresTrial::row_difference(const Trial& before, const ObjectKey& object) const {
    Session old = dynamic_cast<const PostgresTrial&>(before).run_->session.another();
    Session now = run_->session.another();
    return migration::row_difference(old, now, object);
}

bool PostgresTrial::has_same_rows_but_generated(const Trial& before,
                                                const ObjectKey& object) const {
    Session old = dynamic_cast<const PostgresTrial&>(before).run_->session.another();
    Session now = run_->session.another();
    return same_but_generated(old, now, object);
}

void PostgresTrial::use_numbers(const Changes& changes) {
    for (const auto& change : changes)
        if (is_sequence_value(change)) run_->session.run(setval_statement(change));
    fingerprint_.apply(snapshot_->reread());
}

// What the ledger has of it: nothing after a first down.
LedgerRow PostgresTrial::recorded(const Migration& migration) {
    LedgerRow row;
    if (!migration.down->transactional) row = run_->ledger.row_of(migration.version).value_or(row);
    row.version = migration.version;
    row.slug = migration.slug;
    row.checksum = migration.up.checksum;
    return row;
}

Outcome PostgresTrial::down(const Migration& migration) {
    return observe(*migration.down, nullptr,
                   [&] { run_->engine.down(migration, recorded(migration)); });
}

}  // namespace migration
