#pragma once

// From changes and errors to findings that a person can act on: which script, which line, what to write.

#include <vector>

#include "base/error.hpp"
#include "set/migration.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The differences that `check` of the migration left, essential ones only, waived where the scripts say so.
std::vector<Finding> findings_of(const MigrationSet& set, const Migration& migration, Check check,
                                 const Changes& changes);

// The same differences, where two runs from one state differ in them too: they differ by themselves.
std::vector<Finding> volatile_findings(const MigrationSet& set, const Migration& migration, Check check,
                                       const Changes& changes);

Finding error_finding(const Migration& migration, Check check, const Error& error,
                      const std::string& directory);

// passed without findings that count, waived when all that would count are waived, else failed.
Result result_of(const std::vector<Finding>& findings);

}  // namespace migration
