#include "manifest/drift.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/redact.hpp"
#include "manifest/stripped_comments.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

using Definition = std::optional<std::string>;

// All of it is the manifest's.
struct Expected {
    const Change* change;
    const Definition* definition;
    std::vector<const Definition*> instead = {};  // what a down script may have left, as waived
    bool varies = false;                          // only whether it is there can be told
    bool is_open = false;                         // nothing can be told
};

bool is_as(const Expected& expected, const Definition& now, const LiveNames& names) {
    return expected.is_open || is_same(*expected.definition, now, names) ||
           (expected.varies && now.has_value() == expected.definition->has_value()) ||
           std::any_of(expected.instead.begin(), expected.instead.end(),
                       [&](const auto* other) { return is_same(*other, now, names); });
}

// Those that are complete, or those that are not.
VersionSet versions(const std::vector<LedgerRow>& applied, bool incomplete) {
    VersionSet versions;
    for (const auto& row : applied)
        if (row.incomplete == incomplete) versions.insert(row.version);
    return versions;
}

// Whether the extension is there counts once a migration has made it, and nothing else about it.
void leave_open(const Change& change, bool is_applied, Expected& expected) {
    if (!belongs_to_extension(change)) return;
    const bool is_itself = change.key.is(ObjectKind::extension);
    expected.varies = is_applied && is_itself;
    expected.is_open = !expected.varies;
}

using Expectation = std::map<std::string_view, Expected>;  // by the text of the key

void accept_waived(const ManifestState& state, bool is_applied, Level level,
                   Expectation& expected) {
    for (const auto& key : state.varying)
        if (const auto found = expected.find(key.text()); found != expected.end())
            found->second.varies = true;
    if (is_applied) return;
    for (const auto& change : state.left) {
        if (!counts_at(level, change.facet)) continue;
        const Expected otherwise{&change, &change.before};
        expected.try_emplace(change.key.text(), otherwise)
            .first->second.instead.push_back(&change.after);
    }
}

// For every object that any migration touches, how it should be now.
Expectation expectation(const ManifestServer& validated, const std::vector<LedgerRow>& applied,
                        Level level) {
    Expectation expected;
    const auto complete = versions(applied, false), incomplete = versions(applied, true);
    for (const auto& state : validated.states) {
        const bool done = complete.contains(state.version);
        for (const auto& change : state.changes) {
            if (!counts_at(level, change.facet)) continue;
            Expected now{&change, done ? &change.after : &change.before};
            leave_open(change, done, now);
            if (done)
                expected.insert_or_assign(change.key.text(), std::move(now));
            else
                expected.try_emplace(change.key.text(), std::move(now));
        }
    }
    for (const auto& state : validated.states)
        accept_waived(state, complete.contains(state.version), level, expected);
    // What it has done so far nobody knows: only when it is complete can it be compared.
    for (const auto& state : validated.states)
        if (incomplete.contains(state.version))
            for (const auto& change : state.changes) expected.erase(change.key.text());
    return expected;
}

// Objects that the set made and that should be there.
std::set<std::string_view> own_objects(const ManifestServer& validated,
                                       const Expectation& expected) {
    std::set<std::string_view> own;
    for (const auto& state : validated.states)
        for (const auto& change : state.changes)
            if (!change.before && change.facet == Facet::structure &&
                expected.contains(change.key.text()) &&
                expected.at(change.key.text()).definition->has_value())
                own.insert(change.key.text());
    return own;
}

// The schemas that extensions are in: whoever made an extension beforehand may have had to make its
// schema, too.
std::set<ObjectKey> homes_of_extensions(const Snapshot& snapshot) {
    std::set<ObjectKey> homes;
    for (auto entry = snapshot.lower_bound("extension "); entry != snapshot.end(); ++entry) {
        if (!entry->first.is(ObjectKind::extension)) break;
        homes.insert({ObjectKind::schema, extension_schema(entry->second.definition)});
    }
    return homes;
}

std::string indented(const std::optional<std::string>& definition) {
    std::string text;
    const std::string whole = definition.value_or("nothing");
    for (const char c : whole.substr(0, whole.find(", digest "))) {  // which says nothing to people
        text += c;
        if (c == '\n') text += "               ";
    }
    return text;
}

}  // namespace

bool is_same(const std::optional<std::string>& validated, const std::optional<std::string>& live,
             const LiveNames& names) {
    if (validated == live) return true;
    if (!validated || !live) return false;
    const std::string translated = names.definition(*validated);
    return translated == *live || is_stripped_of_comments(translated, *live);
}

bool belongs_to_extension(const Change& change) {
    return change.key.is(ObjectKind::extension) || change.parent.is(ObjectKind::extension) ||
           (change.key.is(ObjectKind::comment) && change.key.subject().is(ObjectKind::extension));
}

std::string drift_text(const Change& change) {
    return "\"" + change.key.text() + "\"\n    validated: " + redact(indented(change.before)) +
           "\n    live:      " + redact(indented(change.after)) + "\n";
}

Changes find_drift(const ManifestServer& validated, const std::vector<LedgerRow>& applied,
                   const Live& live, Level level) {
    Changes drift;
    const Snapshot& snapshot = live.snapshot;
    const auto expectations = expectation(validated, applied, level);
    const auto own = own_objects(validated, expectations);
    const auto homes = homes_of_extensions(snapshot);
    std::set<std::string_view> met;
    for (const auto& [text, expected] : expectations) {
        const ObjectKey& key = expected.change->key;
        auto found = snapshot.find(key);
        if (found == snapshot.end()) found = snapshot.find(live.names.key(key));
        if (found != snapshot.end()) met.insert(found->first.text());
        const auto now =
            found == snapshot.end() ? std::nullopt : std::optional(found->second.definition);
        if (!is_as(expected, now, live.names) && !(!*expected.definition && homes.contains(key)))
            drift.push_back(
                {key, expected.change->facet, expected.change->parent, *expected.definition, now});
    }
    const bool in_between =
        std::any_of(applied.begin(), applied.end(), [](const auto& row) { return row.incomplete; });
    for (const auto& [key, entry] : snapshot)
        if (!in_between && counts_at(level, entry.facet) && entry.facet != Facet::order &&
            own.contains(entry.parent.text()) && !met.contains(key.text()))
            drift.push_back({key, entry.facet, entry.parent, std::nullopt, entry.definition});
    return essential(drift);
}

}  // namespace migration
