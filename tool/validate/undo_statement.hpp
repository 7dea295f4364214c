#pragma once

// What a down script could say.

#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

// The statement that drops the object that the change made, as "DROP INDEX IF EXISTS public.idx;":
// it may run twice. Empty if the change does not give a valid statement.
std::string undo_statement(const Change& made);

}  // namespace migration
