#pragma once

// Holds findings against the list of known ones: old debts are shown and counted, new ones fail.

#include <vector>

#include "set/known_findings.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Marks the findings that are known, and with them the checks that fail for nothing else.
void mark_known(MigrationVerdict& verdict, const KnownFindings& known);
void mark_known(Problems& problems, const KnownFindings& known);

// Whatever fails now, known or not.
std::vector<KnownFinding> failing_findings(const Verdicts& verdicts);

// Known findings that no run has found any more, of scripts that are as they were.
std::vector<KnownFinding> mended_findings(const KnownFindings& known, const Verdicts& verdicts);

}  // namespace migration
