#pragma once

// Verdicts and problems for people.

#include <string>

#include "set/known_findings.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"
#include "validate/verdict.hpp"

namespace migration {

// `directory` is put before file names.
std::string finding_text(const Finding& finding, const std::string& directory);

// How much of a verdict is shown: with `everything` notes, waived findings and the notices of every
// run, too.
enum class Detail { what_counts, everything };

// One line for the migration, then its findings.
std::string verdict_text(const MigrationVerdict& verdict, const std::string& directory,
                         Detail detail = Detail::what_counts);

// One line for each object or script that has a note.
std::string notes_text(const MigrationVerdict& verdict);

// "city: 9 passed, 1 failed, 2 waivers, chain passed, 431 ms", with the notes, and the waivers with
// their reasons, before it.
std::string summary_text(const MigrationSet& set, const RunVerdict& run);

// Known findings that are gone, a line each, and what to do then; empty for none.
std::string mended_text(const std::vector<KnownFinding>& mended);

// The results of chain and straight run, with their findings.
std::string chain_text(const RunVerdict& run, const std::string& directory);

std::string problem_text(const Problem& problem);

}  // namespace migration
