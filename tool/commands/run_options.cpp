#include "commands/run_options.hpp"

#include <cctype>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

void require_duration(const std::string& option, const std::string& value) {
    const auto digits = value.find_first_not_of("0123456789");
    const std::string unit(digits == std::string::npos ? "" : trim(std::string_view(value).substr(digits)));
    bool known = unit.empty();
    for (const char* name : {"us", "ms", "s", "min", "h", "d"}) known = known || unit == name;
    if (!known || value.empty() || digits == 0)
        throw Error(
            ErrorKind::usage, "expected a duration for \"" + option + "\" but found \"" + value + "\"",
            "write a number with a unit of PostgreSQL's, such as 500ms, 5s or 10min; 0 is without end");
}

}  // namespace

void add_run_options(Command& command, RunOptions& options) {
    add_database_options(command, options.database);
    add_lock_option(command, options.database);
    command.text("--lock-timeout", options.limits.lock_timeout, "TIME",
                 "how long a statement waits for a lock; @lock-timeout of a migration wins");
    command.text("--statement-timeout", options.limits.statement_timeout, "TIME",
                 "how long a statement runs, 0 for any time; @statement-timeout of a migration wins");
    command.number("--lock-retries", options.limits.lock_retries, 0, 1000, "N",
                   "how often to try again after a lock time-out or a deadlock");
    command.flag("--terminate-blockers", options.limits.terminate_blockers,
                 "end the sessions that a statement waits for longer than a second");
    command.texts("--allow-drift", options.allowed_drift, "OBJECT",
                  "accept that it is not what validation saw; * stands for anything; again for more");
    command.flag("--allow-unvalidated-server", options.allow_unvalidated_server,
                 "run on a PostgreSQL version that the set was not validated on");
    command.flag("--ignore-preflight", options.ignore_preflight,
                 "go on where privileges or extensions seem to be missing");
    command.text("--log-file", options.log_file, "FILE", "append what is printed, with times");
    command.text("--on-failure", options.on_failure, "COMMAND",
                 "run it after a failure, with JSON on its input");
    command.text("--on-success", options.on_success, "COMMAND",
                 "run it after a success, with JSON on its input");
}

void begin_run(const RunOptions& options) {
    require_duration("--lock-timeout", options.limits.lock_timeout);
    require_duration("--statement-timeout", options.limits.statement_timeout);
    if (!options.log_file.empty()) log_to_file(options.log_file);
}

}  // namespace migration
