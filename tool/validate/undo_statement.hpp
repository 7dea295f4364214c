#pragma once

// What a down script could say.

#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

// What undoes the making of the change's object, as "DROP INDEX public.idx;"; empty where no valid statement
// can be told from the change.
std::string undo_statement(const Change& made);

}  // namespace migration
