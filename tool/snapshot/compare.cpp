#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {
namespace {

Change removed(const std::string& key, const Entry& entry) {
    return {key, entry.facet, entry.parent, entry.definition, std::nullopt};
}

Change added(const std::string& key, const Entry& entry) {
    return {key, entry.facet, entry.parent, std::nullopt, entry.definition};
}

void put(Snapshot& snapshot, const Change& change, const std::optional<std::string>& definition) {
    if (definition)
        snapshot[change.key] = {change.facet, change.parent, *definition};
    else
        snapshot.erase(change.key);
}

}  // namespace

std::string fingerprint(const Snapshot& snapshot) {
    Sha256 hash;
    for (const auto& [key, entry] : snapshot) {
        if (entry.facet == Facet::owner || entry.facet == Facet::privileges || entry.facet == Facet::rows)
            continue;
        hash.field(key).field(entry.definition);
    }
    return "sha256:" + hash.hex();
}

Changes compare(const Snapshot& before, const Snapshot& after) {
    Changes changes;
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && old->first < now->first)) {
            changes.push_back(removed(old->first, old->second));
            ++old;
        } else if (old == before.end() || now->first < old->first) {
            changes.push_back(added(now->first, now->second));
            ++now;
        } else {
            if (old->second.definition != now->second.definition)
                changes.push_back({now->first, now->second.facet, now->second.parent, old->second.definition,
                                   now->second.definition});
            ++old;
            ++now;
        }
    }
    return changes;
}

void apply_changes(Snapshot& snapshot, const Changes& changes) {
    for (const auto& change : changes) put(snapshot, change, change.after);
}

void revert_changes(Snapshot& snapshot, const Changes& changes) {
    for (const auto& change : changes) put(snapshot, change, change.before);
}

Changes essential(const Changes& changes) {
    std::set<std::string_view> appeared, vanished, reshaped;
    for (const auto& change : changes) {
        if (!change.before) appeared.insert(change.key);
        if (!change.after) vanished.insert(change.key);
        if (change.key.starts_with("column ") && change.facet == Facet::structure &&
            !(change.before && change.after))
            reshaped.insert(change.parent);
    }
    Changes kept;
    for (const auto& change : changes) {
        const bool follows = (!change.before && appeared.contains(change.parent)) ||
                             (!change.after && vanished.contains(change.parent)) ||
                             (change.facet == Facet::order && reshaped.contains(change.parent));
        if (!follows) kept.push_back(change);
    }
    return kept;
}

}  // namespace migration
