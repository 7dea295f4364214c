#include "apply/schema_guard.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t shown_objects = 20;

// How many steps whose footprints are known must follow each other before going by them is worth the full
// reading that comes afterwards. That takes about 10 ms and 5 us an entry; a step spares 3 ms.
std::size_t worthwhile_steps(std::size_t entries) {
    return 5 + entries / 600;
}
constexpr int enough_disagreements = 3;

[[noreturn]] void fail(const std::string& what, const Changes& drift, const std::string& hint) {
    std::string text =
        what + ": " + counted(drift.size(), "object") + " differ" + (drift.size() == 1 ? "s" : "");
    for (std::size_t i = 0; i < std::min(drift.size(), shown_objects); ++i) {
        const std::string shown = drift_text(drift[i]);
        text += "\n  " + shown.substr(0, shown.size() - 1);
    }
    if (drift.size() > shown_objects)
        text += "\n  … and " + std::to_string(drift.size() - shown_objects) + " more";
    throw Error(ErrorKind::mismatch, text, hint);
}

constexpr const char* accept = "put it right, or accept it with --allow-drift OBJECT; ";

}  // namespace

SchemaGuard::SchemaGuard(Session& session, const LedgerName& ledger, const Manifest& manifest,
                         const ManifestServer& validated, std::vector<std::string> allowed)
    : validated_(validated),
      allowed_(std::move(allowed)),
      role_(session.rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0)),
      observer_(session.another()),
      live_(observer_, ledger, Scope::without_rows) {
    // A down whose difference was waived in validation does not lead back to what was before.
    for (const auto& migration : manifest.migrations)
        down_is_checked_[migration.version] =
            std::none_of(migration.waivers.begin(), migration.waivers.end(),
                         [](const auto& waiver) { return waiver.starts_with("down"); });
}

void SchemaGuard::check_start(std::vector<LedgerRow> applied) {
    applied_ = std::move(applied);
    const Changes drift =
        without_allowed(find_drift(validated_, applied_, {live_.state(), role_}, Level::structure));
    if (!drift.empty())
        fail("the live schema is not what validation saw", drift,
             std::string(accept) + "nothing was changed");
}

// Not for a few steps, nor where footprints have disagreed.
bool SchemaGuard::goes_by_footprint(const std::string& version, bool up) {
    if (!up || observer_.is_pooled() || disagreements_ >= enough_disagreements) return false;
    const auto* state = validated_.state(version);
    if (state == nullptr || by_footprint_) return state != nullptr && !state->footprint.empty();
    const auto* const end = validated_.states.data() + validated_.states.size();
    std::size_t ahead = worthwhile_steps(live_.state().size());
    for (; ahead > 0 && state != end && !state->footprint.empty(); ++state) --ahead;
    return ahead == 0;
}

// What a transaction made that was rolled back must go.
void SchemaGuard::prepare(const std::string& version, bool up) {
    by_footprint_ = goes_by_footprint(version, up);
    if (!is_current_ || (!by_footprint_ && !meanwhile_.empty())) reread();
}

void SchemaGuard::reread() {
    live_.reread();
    meanwhile_.clear();
    is_current_ = true;
}

void SchemaGuard::note(Session& session, Grants grants) {
    grants_ = live_.can_grant() ? Grants::possible : grants;
    if (!by_footprint_) live_.note(session, grants);
}

bool SchemaGuard::has_same_footprint(Session& session, const Prepared& prepared, const ManifestState& state) {
    if (!footprints_) footprints_.emplace(session);
    const auto expected = Footprint::from_text(state.footprint);
    const auto found = footprints_->read(grants_, prepared, expected->catalogues);
    return found && found->digest == expected->digest;
}

std::vector<Changes> SchemaGuard::made_meanwhile() const {
    std::vector<Changes> made;
    for (const auto* state : meanwhile_) {
        made.push_back(state->changes);
        for (auto& change : made.back()) change.key = key_for_role(change.key, role_);
    }
    return made;
}

Changes SchemaGuard::changes_within(Session& session) {
    is_current_ = false;  // until the transaction is committed
    if (!by_footprint_) return live_.refresh_within(session);
    ++disagreements_;
    by_footprint_ = false;
    Changes made = live_.reread_within(session, made_meanwhile());
    meanwhile_.clear();
    return made;
}

void SchemaGuard::check_step(Session& session, const Prepared& prepared, const std::string& version,
                             bool up) {
    const ManifestState* state = validated_.state(version);
    if (by_footprint_ && has_same_footprint(session, prepared, *state)) return;
    const Changes made = changes_within(session);
    if (state == nullptr || !is_checked(version, up)) return;
    const Changes drift = differences(up ? state->changes : inverse(state->changes),
                                      {state->varying.begin(), state->varying.end()}, made);
    if (!drift.empty())
        fail("migration \"" + version + "\" does not make what validation saw", drift,
             std::string(accept) + "the migration was rolled back");
}

void SchemaGuard::check_steps(Session& session, const std::vector<std::string>& versions) {
    is_current_ = false;
    live_.note(session);
    const Changes made = live_.refresh_within(session);
    Changes expected;
    std::set<std::string> varying;
    for (const auto& version : versions)
        if (const auto* state = validated_.state(version)) {
            expected = combine(expected, state->changes);
            varying.insert(state->varying.begin(), state->varying.end());
        }
    const Changes drift = differences(expected, varying, made);
    if (!drift.empty())
        fail("the migrations do not make what validation saw", drift,
             std::string(accept) + "everything was rolled back");
}

void SchemaGuard::check_completed(const std::string& version, bool up) {
    by_footprint_ = false;
    reread();
    advance(version, up);
    if (!is_checked(version, up)) return;
    const Changes drift =
        without_allowed(find_drift(validated_, applied_, {live_.state(), role_}, Level::structure));
    if (!drift.empty())
        fail("migration \"" + version + "\" does not make what validation saw", drift,
             std::string(accept) + "it could not be rolled back and stays incomplete");
}

void SchemaGuard::advance(const std::string& version, bool up) {
    // The newest, as a rule.
    const auto row = std::find_if(applied_.rbegin(), applied_.rend(), [&](const auto& each) {
        return (each.incomplete || !up) && same_version(each.version, version);
    });
    if (row != applied_.rend()) applied_.erase(std::next(row).base());
    if (up) applied_.emplace_back().version = version;
    if (by_footprint_) meanwhile_.push_back(validated_.state(version));
    is_current_ = true;
}

// What the step should have made and has not, and what it has made beside that (a table's columns get into
// another order only with the columns themselves). Other sessions' work is none of ours, and what is not the
// set's, such as a partition that somebody has added, follows what is.
Changes SchemaGuard::differences(const Changes& expected, const std::set<std::string>& varying,
                                 const Changes& made) {
    Changes drift;
    std::set<std::string> keys;
    for (const auto& change : expected) {
        const std::string key = key_for_role(change.key, role_);
        keys.insert(key);
        if (!counts_at(Level::structure, change.facet)) continue;
        const auto found = live_.state().find(key);
        const auto now =
            found == live_.state().end() ? std::nullopt : std::optional(found->second.definition);
        const bool varies = now && change.after && varying.contains(change.key);
        if (now != change.after && !varies)
            drift.push_back({key, change.facet, change.parent, change.after, now});
    }
    for (const auto& change : made) {
        const bool counts = counts_at(Level::structure, change.facet) && change.facet != Facet::order;
        if (!counts || keys.contains(change.key)) continue;
        const bool is_part = !change.parent.empty() && !change.parent.starts_with("schema ");
        const bool only_follows = ((change.before && change.after) || is_part) && !is_of_set(change);
        if (!only_follows && !live_.is_seen_by_others(change.key)) drift.push_back(change);
    }
    return without_allowed(essential(drift));
}

bool SchemaGuard::is_checked(const std::string& version, bool up) const {
    const auto found = down_is_checked_.find(version);
    return found != down_is_checked_.end() && (up || found->second);
}

// Asked of what a step has changed beside what it should: seldom enough to look everywhere.
bool SchemaGuard::is_of_set(const Change& change) const {
    return std::any_of(validated_.states.begin(), validated_.states.end(), [&](const auto& state) {
        return std::any_of(state.changes.begin(), state.changes.end(), [&](const auto& known) {
            const std::string key = key_for_role(known.key, role_);
            return key == change.key || key == change.parent;
        });
    });
}

bool SchemaGuard::is_allowed(const std::string& key) const {
    return std::any_of(allowed_.begin(), allowed_.end(),
                       [&](const auto& pattern) { return ::fnmatch(pattern.c_str(), key.c_str(), 0) == 0; });
}

Changes SchemaGuard::without_allowed(const Changes& drift) const {
    Changes rest;
    std::copy_if(drift.begin(), drift.end(), std::back_inserter(rest),
                 [&](const auto& change) { return !is_allowed(change.key); });
    return rest;
}

}  // namespace migration
