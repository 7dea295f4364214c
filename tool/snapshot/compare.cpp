#include <algorithm>
#include <set>

#include "snapshot/snapshot.hpp"

namespace migration {
namespace {

Change removed(const ObjectKey& key, const Entry& entry) {
    return {key, entry.facet, entry.parent, entry.definition, std::nullopt};
}

Change added(const ObjectKey& key, const Entry& entry) {
    return {key, entry.facet, entry.parent, std::nullopt, entry.definition};
}

void put(Snapshot& snapshot, const Change& change, const std::optional<std::string>& definition) {
    if (definition)
        snapshot[change.key] = {change.facet, change.parent, *definition};
    else
        snapshot.erase(change.key);
}

}  // namespace

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
                changes.push_back({now->first, now->second.facet, now->second.parent,
                                   old->second.definition, now->second.definition});
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

Changes combine(const Changes& first, const Changes& second) {
    std::map<std::string_view, Change> net;
    for (const auto& change : first) net.emplace(change.key.text(), change);
    for (const auto& change : second) {
        const auto [at, added] = net.emplace(change.key.text(), change);
        if (added) continue;
        at->second.after = change.after;
        if (change.after) {
            at->second.facet = change.facet;
            at->second.parent = change.parent;
        }
    }
    Changes changes;
    for (auto& [key, change] : net)
        if (change.before != change.after) changes.push_back(std::move(change));
    return changes;
}

Changes inverse(const Changes& changes) {
    Changes back = changes;
    for (auto& change : back) std::swap(change.before, change.after);
    return back;
}

Changes essential(const Changes& changes) {
    std::set<std::string_view> appeared, vanished, reshaped;
    for (const auto& change : changes) {
        if (!change.before) appeared.insert(change.key.text());
        if (!change.after) vanished.insert(change.key.text());
        if (change.key.is(ObjectKind::column) && change.facet == Facet::structure &&
            !(change.before && change.after))
            reshaped.insert(change.parent.text());
    }
    Changes kept;
    for (const auto& change : changes) {
        const bool follows =
            (!change.before && appeared.contains(change.parent.text())) ||
            (!change.after && vanished.contains(change.parent.text())) ||
            (change.facet == Facet::order && reshaped.contains(change.parent.text()));
        if (!follows) kept.push_back(change);
    }
    return kept;
}

}  // namespace migration
