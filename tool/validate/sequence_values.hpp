#pragma once

// PostgreSQL never takes a sequence's numbers back: a script that uses numbers leaves the sequence
// further on.

#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

// True if the change is a new value of a sequence that exists before and afterwards.
bool is_sequence_value(const Change& change);

// True if the sequence only went forward in its own direction, or gives the same next number.
bool has_gone_forward(const Change& change);
// True if a sequence with CYCLE may have begun again after its last number. A script that sets it
// back looks the same.
bool may_have_wrapped(const Change& change);

// The statement that sets the sequence to the value after the change, and the one for the value
// before it.
std::string setval_statement(const Change& change);
std::string setval_back_statement(const Change& change);

}  // namespace migration
