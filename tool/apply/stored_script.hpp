#pragma once

// A down script as the ledger stores it: plain SQL that people can read and run. Comment lines
// between the statements let a runner split it again without a parser.

#include <string>

#include "set/migration.hpp"

namespace migration {

std::string stored_script(const Script& script);

// `file` names it in messages. Text that was not written by stored_script() is one statement.
Script script_from_store(const std::string& text, const std::string& file);

}  // namespace migration
