#pragma once

#include <string>

#include "adopt/find_history.hpp"
#include "adopt/history.hpp"
#include "postgres/session.hpp"

namespace migration {

// Reads what the tool recorded. Changes nothing. A table with several projects is read for the one
// with the name of the set. Throws Error (failed), with the statement that helps, where the role
// may not read.
ForeignHistory read_history(Session& session, const FoundHistory& found, const std::string& set);

}  // namespace migration
