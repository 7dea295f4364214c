#pragma once

// Makes findings from changes and errors: the script, the line, and a hint what to write.

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "set/migration.hpp"
#include "validate/trial.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The essential differences that `check` of the migration found, waived if an annotation waives
// them.
std::vector<Finding> findings_of(const MigrationSet& set, const Migration& migration, Check check,
                                 const Changes& changes);

// True if the only change of a sequence is that it gave out numbers.
bool has_used_numbers(const Migration& migration, const Change& change);

// The same for differences that two runs from one state also show: the script gives varying
// results.
std::vector<Finding> volatile_findings(const MigrationSet& set, const Migration& migration,
                                       Check check, const Changes& changes);

// The differences between the up script's result in its own session and its result in one session
// with all earlier migrations.
std::vector<Finding> session_findings(const MigrationSet& set, const Migration& migration,
                                      const Changes& changes);

// Notes on the up script's result: that it changes nothing that validation sees, or makes rows that
// the role of validation may not read.
std::vector<Finding> up_notes(const MigrationSet& set, const Migration& migration,
                              const Changes& made, Unseen unseen);

// Turns findings about rows into notes if `is_generated` says that the rows differ only in
// generated numbers.
void accept_generated(std::vector<Finding>& findings,
                      const std::function<bool(const ObjectKey& object)>& is_generated);

Finding error_finding(const Migration& migration, Check check, const Error& error,
                      const std::string& directory);

// `passed` without findings other than notes, `waived` if all the others are waived, else `failed`.
Result result_of(const std::vector<Finding>& findings);

}  // namespace migration
