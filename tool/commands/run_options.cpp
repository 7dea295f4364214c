#include "commands/run_options.hpp"

#include <cctype>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/schema_and_table.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

void require_duration(const std::string& option, const std::string& value) {
    const auto digits = value.find_first_not_of("0123456789");
    const std::string unit(
        digits == std::string::npos ? "" : trim(std::string_view(value).substr(digits)));
    bool known = unit.empty();
    for (const char* name : {"us", "ms", "s", "min", "h", "d"}) known = known || unit == name;
    if (!known || value.empty() || digits == 0)
        throw Error(ErrorKind::usage,
                    "expected a duration for \"" + option + "\" but found \"" + value + "\"",
                    "write a number with a unit of PostgreSQL's, such as 500ms, 5s or 10min; 0 "
                    "means no limit");
}

}  // namespace

WantedHistory wanted_history(const std::string& tool, const std::string& table) {
    WantedHistory wanted;
    if (to_lower(tool) != "auto") wanted.tool = &history_tool_named(tool);
    if (!table.empty()) wanted.table = schema_and_table("--history-table", table);
    return wanted;
}

RunSettings RunOptions::settings() const {
    RunSettings settings{
        {limits, allowed_drift}, database.lock_wait(), ignore_preflight, allow_unvalidated_server};
    if (keep_in_step.empty()) {
        if (takes_keep && !history_table.empty())
            throw Error(ErrorKind::usage, "--history-table needs --keep-in-step",
                        "--keep-in-step writes the table that --history-table names");
        return settings;
    }
    KeptHistory kept{wanted_history(keep_in_step, history_table), database.lock_wait()};
    kept.wanted.option = "--keep-in-step";
    settings.guard.kept = std::move(kept);
    return settings;
}

void add_keep_option(Command& command, RunOptions& options) {
    options.takes_keep = true;
    command.optional_text("--keep-in-step", options.keep_in_step, "auto", "TOOL",
                          "write the history table of another tool, too, as that tool would,\n"
                          "for teams that move over slowly (default: as its columns tell)");
    command.text("--history-table", options.history_table, "SCHEMA.TABLE",
                 "the table of that tool, if it has another name than usual");
}

void require_not_kept(const RunOptions& options) {
    if (!options.keep_in_step.empty())
        throw Error(ErrorKind::usage, "--dry-run does not print the rows of another tool's history",
                    "leave --keep-in-step out; 'up --dry-run=execute --keep-in-step' tries them, "
                    "and rolls back");
}

void add_run_options(Command& command, RunOptions& options) {
    add_database_options(command, options.database);
    add_lock_option(command, options.database);
    command.text("--lock-timeout", options.limits.lock_timeout, "TIME",
                 "how long a statement may wait for a lock, such as 500ms or 5s\n"
                 "(default: 5s, 0: no limit); -- @lock-timeout in a script wins");
    command.text("--statement-timeout", options.limits.statement_timeout, "TIME",
                 "how long a statement may run, such as 30s or 10min\n"
                 "(default: 0, no limit); -- @statement-timeout in a script wins");
    command.number("--lock-retries", options.limits.lock_retries, 0, 1000, "N",
                   "how often to roll a migration back and try it again after a lock\n"
                   "time-out or a deadlock (default: 5)");
    command.flag("--terminate-blockers", options.limits.terminate_blockers,
                 "end each session that blocks a statement for more than a second\n"
                 "(default: only show these sessions)");
    command.texts("--allow-drift", options.allowed_drift, "OBJECT",
                  "go on although this object differs from what validation saw,\n"
                  "such as 'column public.t.note' (* is any text); may be repeated");
    command.flag("--allow-unvalidated-server", options.allow_unvalidated_server,
                 "run on a major version of PostgreSQL that was not validated;\n"
                 "the live schema is not compared there");
    command.flag("--ignore-preflight", options.ignore_preflight,
                 "go on although the checks before the first change expect\n"
                 "a failure, such as a missing privilege or extension");
    command.text("--log-file", options.log_file, "FILE",
                 "append all output to this file, each line with time and process id");
    command.text("--on-failure", options.on_failure, "COMMAND",
                 "run this shell command after a failure, with a JSON object on its\n"
                 "standard input, for at most 60 seconds");
    command.text("--on-success", options.on_success, "COMMAND",
                 "run this shell command after a success, in the same way");
}

void begin_run(const RunOptions& options) {
    require_duration("--lock-timeout", options.limits.lock_timeout);
    require_duration("--statement-timeout", options.limits.statement_timeout);
    if (!options.log_file.empty()) log_to_file(options.log_file);
}

}  // namespace migration
