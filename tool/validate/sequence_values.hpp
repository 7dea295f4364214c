#pragma once

// PostgreSQL never takes a sequence's numbers back: whatever used some leaves it further on.

#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

// Whether the change is that of a sequence's value, of one that is there before and afterwards.
bool is_sequence_value(const Change& change);

// Whether the sequence has gone forward by it, in its own direction, or gives the same number next, and
// nothing else.
bool has_gone_forward(const Change& change);
// Whether it is one that cycles and has begun anew behind its last number, unless somebody has set it back.
bool may_have_wrapped(const Change& change);

// Of a sequence's value: the statement that gives it the value from behind the change, or from before it.
std::string setval_statement(const Change& change);
std::string setval_back_statement(const Change& change);

}  // namespace migration
