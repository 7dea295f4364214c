#pragma once

// Which rows differ between one table of two databases, for people: a few on each side.

#include <optional>
#include <string>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/object_key.hpp"

namespace migration {

struct RowDifference {
    std::vector<std::string>
        before;  // rows that only the first has, as JSON objects; a row that it has twice, twice
    std::vector<std::string> after;  // rows that only the second has
    long long more_before = 0;  // how many there are beside those; longer ones are only counted
    long long more_after = 0;

    bool empty() const { return before.empty() && after.empty(); }
};

// `key` is a snapshot's, as "rows of table public.city" or "rows of materialized view …". Both
// sessions must be ours alone: they are pinned. Empty for other keys, where the table is not in
// both, where it has more rows than are worth reading, and where its rows cannot be shown.
RowDifference row_difference(Session& before, Session& after, const ObjectKey& key);

// Whether the table's rows are the same in both but for columns that sequences feed: identities,
// defaults that take a number, and what refers to such a column by a foreign key. False for other
// keys than a table's rows, and where it cannot be told. Pins both sessions.
bool same_but_generated(Session& before, Session& after, const ObjectKey& key);

}  // namespace migration
