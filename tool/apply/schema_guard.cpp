#include "apply/schema_guard.hpp"

#include <algorithm>
#include <utility>

#include "base/shell.hpp"
#include "base/text.hpp"
#include "manifest/drift_rules.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

constexpr std::size_t shown_objects = 20;

std::string drift_message(const std::string& what, const Changes& drift) {
    std::string text =
        what + ": " + counted(drift.size(), "object") + " differ" + (drift.size() == 1 ? "s" : "");
    for (std::size_t i = 0; i < std::min(drift.size(), shown_objects); ++i) {
        const std::string shown = drift_text(drift[i]);
        text += "\n  " + shown.substr(0, shown.size() - 1);
    }
    if (drift.size() > shown_objects)
        text += "\n  … and " + std::to_string(drift.size() - shown_objects) + " more";
    return text;
}

// The options by which people would accept the drift, as a shell takes them.
std::string accepting_options(const Changes& drift) {
    constexpr std::size_t most = 20;
    std::string options;
    for (std::size_t i = 0; i < std::min(drift.size(), most); ++i)
        options +=
            (i > 0 ? " " : "") + std::string("--allow-drift ") + shell_quoted(drift[i].key.text());
    return options + (drift.size() > most
                          ? ", and so for the " + std::to_string(drift.size() - most) + " others"
                          : "");
}

}  // namespace

Error unreadable_schema(const SqlError& error) {
    if (error.details().sqlstate != "55P03") return error;  // lock_not_available
    return {ErrorKind::lock_busy,
            "the live schema cannot be read while another session holds a lock on a part of it",
            "pg_locks shows which session that is; wait for it, or end it, and try again"};
}

SchemaGuard::SchemaGuard(Session& session, const LedgerName& ledger,
                         const ManifestServer& validated, DriftRules rules, RunListener& listener)
    : session_(session),
      ledger_(ledger),
      validated_(validated),
      rules_(std::move(rules)),
      listener_(listener),
      names_(read_live_names(session, validated)),
      observer_(session.another()),
      check_(validated, observer_.is_pooled()) {
    live_.emplace(observer_, ledger_, Scope::without_rows);
}

// A script may end other sessions. What a new observer finds is what has been committed.
void SchemaGuard::renew_observer() {
    auto prepared = live_->release_writer();
    live_.reset();
    observer_ = session_.another();
    live_.emplace(observer_, ledger_, Scope::without_rows);
    live_->use_writer(std::move(prepared));
}

void SchemaGuard::require_none(const Changes& drift, const std::string& what,
                               const std::string& outcome) {
    if (drift.empty()) return;
    for (const auto& change : drift) listener_.drifted(change);
    throw Error(ErrorKind::mismatch, drift_message(what, drift),
                outcome + "; put it right, or accept it with " + accepting_options(drift));
}

void SchemaGuard::check_start(std::vector<LedgerRow> applied) {
    applied_ = std::move(applied);
    require_none(drift_now(), "the live schema is not what validation saw", "nothing was changed");
}

Changes SchemaGuard::drift_now() {
    return stopping(find_drift(validated_, applied_, {live_->state(), names_}, Level::structure));
}

void SchemaGuard::expect(std::vector<LedgerRow> applied) {
    applied_ = std::move(applied);
    const Changes drift =
        find_drift(validated_, applied_, {live_->state(), names_}, Level::structure);
    for (const auto& change : grade_drift(rules_, drift).warned) added_before_.insert(change.key);
}

// What stops a run, and what others may add but this script has added.
Changes SchemaGuard::drift_made() {
    const Changes drift =
        find_drift(validated_, applied_, {live_->state(), names_}, Level::structure);
    GradedDrift graded = grade_drift(rules_, drift);
    for (auto& change : graded.warned)
        if (!added_before_.contains(change.key)) graded.stops.push_back(std::move(change));
    return std::move(graded.stops);
}

void SchemaGuard::check_again(Batch& batch, const std::string& name) {
    batch.run();
    is_current_ = false;
    live_->reread_within(batch.session(), {});
    require_none(drift_made(),
                 "with \"" + name + "\" run again the schema is not what validation saw",
                 "the script was rolled back");
}

void SchemaGuard::check_completed_again(const std::string& name) {
    reread();
    require_none(drift_made(),
                 "with \"" + name + "\" run again the schema is not what validation saw",
                 "the script could not be rolled back");
}

// What a transaction made that was rolled back must go.
void SchemaGuard::prepare(const std::string& version, bool up) {
    const bool is_checked = check_.prepare(version, up, live_->state().size());
    if (!is_current_ || observer_.was_ended() || (!is_checked && !meanwhile_.empty())) reread();
}

void SchemaGuard::reread() {
    try {
        if (observer_.was_ended())
            renew_observer();
        else
            live_->reread();
    } catch (const SqlError& error) {
        throw unreadable_schema(error);
    }
    meanwhile_.clear();
    is_current_ = true;
}

void SchemaGuard::note(Batch& batch, Grants grants, Reach reach) {
    grants_ = live_->can_grant() ? Grants::possible : grants;
    if (check_.is_in_use()) return;
    try {
        live_->note(batch, grants, reach);
    } catch (const SqlError& error) {
        // The script has ended the observer's session; then the step's own reads everything.
        if (error.kind() != ErrorKind::unreachable || !batch.session().connected()) throw;
    }
}

std::vector<Changes> SchemaGuard::made_meanwhile() const {
    std::vector<Changes> made;
    for (const auto* state : meanwhile_) {
        made.push_back(state->changes);
        for (auto& change : made.back()) change.key = names_.key(change.key);
    }
    return made;
}

void SchemaGuard::check_step(Batch& batch, const Prepared& prepared, const std::string& version,
                             bool up) {
    const bool is_followed = !check_.is_in_use();
    if (!is_followed && check_.passes(batch, grants_, prepared, version)) return;
    batch.run();
    is_current_ = false;  // until the transaction is committed
    Session& session = batch.session();
    const Changes made = is_followed ? live_->refresh_within(session)
                                     : live_->reread_within(session, made_meanwhile());
    if (!is_followed) meanwhile_.clear();
    const ManifestState* state = validated_.state(version);
    if (state == nullptr) return;
    // A down whose difference was waived in validation leaves that difference.
    const Changes expected = up ? state->changes : combine(inverse(state->changes), state->left);
    const Changes drift =
        differences(session, expected, {state->varying.begin(), state->varying.end()}, made);
    require_none(drift, "migration \"" + version + "\" does not make what validation saw",
                 "the migration was rolled back");
}

void SchemaGuard::check_steps(Session& session, const std::vector<std::string>& versions) {
    is_current_ = false;
    Batch batch(session);
    note(batch, Grants::possible, Reach::own_session);
    const Changes made = live_->refresh_within(session);
    Changes expected;
    std::set<ObjectKey> varying;
    for (const auto& version : versions)
        if (const auto* state = validated_.state(version)) {
            expected = combine(expected, state->changes);
            varying.insert(state->varying.begin(), state->varying.end());
        }
    const Changes drift = differences(session, expected, varying, made);
    require_none(drift, "the migrations do not make what validation saw",
                 "everything was rolled back");
}

void SchemaGuard::check_completed(const std::string& version, bool up) {
    check_.stop();
    reread();
    advance(version, up);
    if (validated_.state(version) == nullptr) return;
    require_none(drift_now(), "migration \"" + version + "\" does not make what validation saw",
                 "it could not be rolled back and stays incomplete");
}

void SchemaGuard::advance(const std::string& version, bool up) {
    // The newest, as a rule.
    const auto row = std::find_if(applied_.rbegin(), applied_.rend(), [&](const auto& each) {
        return (each.incomplete || !up) && same_version(each.version, version);
    });
    if (row != applied_.rend()) applied_.erase(std::next(row).base());
    if (up) applied_.emplace_back().version = version;
    if (check_.is_in_use()) meanwhile_.push_back(validated_.state(version));
    is_current_ = true;
}

// What the step should have made and has not, and what it has made beside that (a table's columns
// get into another order only with the columns themselves). Other sessions' work is none of ours,
// and what is not the set's, such as a partition that somebody has added, follows what is.
Changes SchemaGuard::differences(Session& session, const Changes& expected,
                                 const std::set<ObjectKey>& varying, const Changes& made) {
    Changes drift;
    std::set<ObjectKey> keys;
    if (std::any_of(expected.begin(), expected.end(), belongs_to_extension))
        names_ = read_live_names(session, validated_);
    for (const auto& change : expected) {
        const ObjectKey key = names_.key(change.key);
        keys.insert(key);
        if (!counts_at(Level::structure, change.facet)) continue;
        const auto found = live_->state().find(key);
        const auto now =
            found == live_->state().end() ? std::nullopt : std::optional(found->second.definition);
        const bool varies =
            now && change.after && (varying.contains(change.key) || belongs_to_extension(change));
        if (!is_same(change.after, now, names_) && !varies)
            drift.push_back({key, change.facet, change.parent, change.after, now});
    }
    for (const auto& change : made) {
        const bool counts =
            counts_at(Level::structure, change.facet) && change.facet != Facet::order;
        if (!counts || keys.contains(change.key)) continue;
        const bool is_part = !change.parent.empty() && !change.parent.is(ObjectKind::schema);
        const bool only_follows =
            ((change.before && change.after) || is_part) && !is_of_set(change);
        if (!only_follows && !live_->is_of_others(change, session)) drift.push_back(change);
    }
    Changes rest = essential(drift);
    std::erase_if(rest, [&](const auto& change) { return is_accepted(rules_, change.key); });
    return rest;
}

// Asked of what a step has changed beside what it should: seldom enough to look everywhere.
bool SchemaGuard::is_of_set(const Change& change) const {
    return std::any_of(validated_.states.begin(), validated_.states.end(), [&](const auto& state) {
        return std::any_of(state.changes.begin(), state.changes.end(), [&](const auto& known) {
            const ObjectKey key = names_.key(known.key);
            return key == change.key || key == change.parent;
        });
    });
}

Changes SchemaGuard::stopping(const Changes& drift) {
    GradedDrift graded = grade_drift(rules_, drift);
    for (std::size_t i = 0; i < std::min(graded.warned.size(), shown_objects); ++i)
        listener_.warns(
            "somebody has added \"" + graded.warned[i].key.text() + "\" to a table of the set",
            "accept it in migrations.toml with [[drift.accept]], or add it by a "
            "migration");
    if (graded.warned.size() > shown_objects)
        listener_.warns(
            "… and " + std::to_string(graded.warned.size() - shown_objects) + " more objects", "");
    return std::move(graded.stops);
}

}  // namespace migration
