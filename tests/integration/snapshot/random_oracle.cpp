#include "snapshot/random_oracle.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace migration {
namespace {

using Lines = std::vector<std::string>;

// Sorted: the order of rows, and of what does not depend on one another, says nothing.
Lines lines_of(const std::string& dump) {
    Lines lines;
    for (auto line : split(dump, '\n')) {
        if (line.ends_with(',')) line.remove_suffix(1);
        lines.emplace_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

Lines without(const Lines& one, const Lines& other) {
    Lines rest;
    std::set_difference(one.begin(), one.end(), other.begin(), other.end(),
                        std::back_inserter(rest));
    return rest;
}

// The short list of what pg_dump cannot show; docs/snapshot.md has it for people.
bool is_hidden(const Change& change) {
    const auto either = [&](std::string_view text) {
        return change.before.value_or("").find(text) != std::string::npos ||
               change.after.value_or("").find(text) != std::string::npos;
    };
    // Of the server and of the database itself, which only `pg_dumpall` and `pg_dump --create`
    // show.
    for (const char* kind : {" database", " role ", " tablespace "})
        if (change.key.text().find(kind) != std::string::npos && change.facet != Facet::structure)
            return true;
    if (change.facet == Facet::server || change.facet == Facet::order) return true;
    if (change.key.is(ObjectKind::rows) && change.key.subject().is(ObjectKind::materialized_view))
        return true;
    if (change.key.is(ObjectKind::trigger) && change.key.name().starts_with("of constraint "))
        return true;
    if (change.key.is(ObjectKind::index) && either("INVALID")) return true;
    if (change.key.is(ObjectKind::collation)) return true;
    return either("REPLICA IDENTITY USING INDEX");
}

}  // namespace

std::optional<std::string> disagreement(const Changes& changes, const std::string& before,
                                        const std::string& after) {
    const Lines old = lines_of(before), now = lines_of(after);
    if (old != now && changes.empty())
        return "pg_dump sees a difference and the snapshot none:\n- " +
               join(without(old, now), "\n- ") + "\n+ " + join(without(now, old), "\n+ ");
    if (old != now) return std::nullopt;
    std::string unseen;
    for (const auto& change : changes)
        if (!is_hidden(change))
            unseen += "\n  " + change.key.text() + "\n    before " + change.before.value_or("-") +
                      "\n    after  " + change.after.value_or("-");
    if (unseen.empty()) return std::nullopt;
    return "the snapshot sees a difference that pg_dump does not:" + unseen;
}

}  // namespace migration
