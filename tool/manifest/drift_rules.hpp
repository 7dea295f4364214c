#pragma once

// What a set accepts of the differences between its live and its validated schema.

#include "set/waiver.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

// True where the set's rules accept the object by its name.
bool is_accepted(const DriftRules& rules, const ObjectKey& key);

struct GradedDrift {
    Changes stops;   // a run must not go on
    Changes warned;  // somebody has added what changes no statement's result
};

// Accepted objects are in neither.
GradedDrift grade_drift(const DriftRules& rules, const Changes& drift);

}  // namespace migration
