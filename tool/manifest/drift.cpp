#include "manifest/drift.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace migration {
namespace {

struct Expected {
    Facet facet = Facet::structure;
    std::string parent;
    std::optional<std::string> definition;
};

bool counts(Facet facet) {
    return facet == Facet::structure || facet == Facet::comment || facet == Facet::order;
}

bool is_applied(const std::vector<LedgerRow>& applied, const std::string& version) {
    return std::any_of(applied.begin(), applied.end(), [&](const auto& row) {
        return !row.incomplete && same_version(row.version, version);
    });
}

// For every object that any migration touches, how it should be now.
std::map<std::string, Expected> expectation(const ManifestServer& validated,
                                            const std::vector<LedgerRow>& applied) {
    std::map<std::string, Expected> expected;
    for (const auto& state : validated.states) {
        const bool done = is_applied(applied, state.version);
        for (const auto& change : state.changes) {
            if (!counts(change.facet)) continue;
            if (done)
                expected[change.key] = {change.facet, change.parent, change.after};
            else
                expected.try_emplace(change.key, Expected{change.facet, change.parent, change.before});
        }
    }
    return expected;
}

// Objects that the set made and that should be there.
std::set<std::string> own_objects(const ManifestServer& validated,
                                  const std::map<std::string, Expected>& expected) {
    std::set<std::string> own;
    for (const auto& state : validated.states)
        for (const auto& change : state.changes)
            if (!change.before && change.facet == Facet::structure && expected.at(change.key).definition)
                own.insert(change.key);
    return own;
}

}  // namespace

Changes find_drift(const ManifestServer& validated, const std::vector<LedgerRow>& applied,
                   const Snapshot& live) {
    Changes drift;
    const auto expectations = expectation(validated, applied);
    const auto own = own_objects(validated, expectations);
    for (const auto& [key, entry] : live)
        if (counts(entry.facet) && entry.facet != Facet::order && own.contains(entry.parent) &&
            !expectations.contains(key))
            drift.push_back({key, entry.facet, entry.parent, std::nullopt, entry.definition});
    for (const auto& [key, expected] : expectations) {
        const auto found = live.find(key);
        const auto now = found == live.end() ? std::nullopt : std::optional(found->second.definition);
        if (now != expected.definition)
            drift.push_back({key, expected.facet, expected.parent, expected.definition, now});
    }
    return essential(drift);
}

}  // namespace migration
