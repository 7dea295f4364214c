#pragma once

// What one catalogue row's object is called and how it reads: the snapshot's entries with where
// they come from.

#include <deque>
#include <string>
#include <string_view>
#include <tuple>

#include "snapshot/snapshot.hpp"

namespace migration {

using Oid = unsigned;

// The number that the text begins with; 0 where there is none.
Oid oid_in(std::string_view text);

// An object by its class (its number in object_classes(), or one of the two below) and its
// catalogue row.
struct ObjectId {
    std::size_t object_class = 0;
    Oid oid = 0;
    bool operator<(const ObjectId& other) const {
        return std::tie(object_class, oid) < std::tie(other.object_class, other.oid);
    }
};

// A table's rows and a sequence's value, under the OID of the relation.
inline constexpr std::size_t rows_class = 1000;
inline constexpr std::size_t sequence_value_class = 1001;

struct Described {
    ObjectId object;
    ObjectKey key;
    Entry entry;
};

// Whoever moves entries out of it takes them from the front, so that memory is given back on the
// way.
using DescribedList = std::deque<Described>;

// Adds what a describing statement gave: objid, facet, key, parent, definition.
void take_described(std::size_t object_class, const Rows& rows, DescribedList& into);

}  // namespace migration
