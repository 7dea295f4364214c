#pragma once

// The two ways of `baseline`: up to a version, and from the history of another tool.

#include <string>
#include <vector>

#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "ledger/set_lock.hpp"
#include "report/step_report.hpp"

namespace migration {

struct BaselineArguments {
    RunOptions run;
    std::string at;
    std::string from;  // a tool, or "auto"
    std::string history_table;
    bool accept_changed = false;
    bool accept_undone = false;
    bool dry_run = false;
};

int baseline_at(const Source& source, const BaselineArguments& options, RunOutcome& outcome);
int baseline_from(const Source& source, const BaselineArguments& options, RunOutcome& outcome);

// Writes the rows in the open transaction; the audit table keeps the reason.
void record_rows(Ledger& ledger, const std::vector<LedgerRow>& rows, const std::string& reason);

// What has been recorded, to the report and to the outcome.
void report_rows(const Source& source, const std::vector<LedgerRow>& rows, StepReport& report,
                 RunOutcome& outcome);

// A dry run's list of rows. `notes` stand behind the names.
void show_rows(const Source& source, const std::vector<LedgerRow>& rows,
               const std::vector<std::string>& notes, bool json);

}  // namespace migration
