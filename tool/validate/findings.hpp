#pragma once

// From changes and errors to findings that a person can act on: which script, which line, what to write.

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "set/migration.hpp"
#include "validate/trial.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The differences that `check` of the migration left, essential ones only, waived where the scripts say so.
std::vector<Finding> findings_of(const MigrationSet& set, const Migration& migration, Check check,
                                 const Changes& changes);

// Whether nothing has happened to a sequence but that numbers were taken from it.
bool has_used_numbers(const Migration& migration, const Change& change);

// The same differences, where two runs from one state differ in them too: they differ by themselves.
std::vector<Finding> volatile_findings(const MigrationSet& set, const Migration& migration, Check check,
                                       const Changes& changes);

// The differences between what the up script makes by itself and what it made in one session with all those
// before it.
std::vector<Finding> session_findings(const MigrationSet& set, const Migration& migration,
                                      const Changes& changes);

// What is worth knowing of what the up script made: that it is nothing, as far as we see, or rows that our
// role may not see.
std::vector<Finding> up_notes(const MigrationSet& set, const Migration& migration, const Changes& made,
                              Unseen unseen);

// Those of the findings that are about rows of which `is_generated` says that they differ in nothing but
// generated numbers become notes.
void accept_generated(std::vector<Finding>& findings,
                      const std::function<bool(const ObjectKey& object)>& is_generated);

Finding error_finding(const Migration& migration, Check check, const Error& error,
                      const std::string& directory);

// passed without findings that count, waived when all that would count are waived, else failed.
Result result_of(const std::vector<Finding>& findings);

}  // namespace migration
