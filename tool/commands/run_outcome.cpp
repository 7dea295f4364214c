#include "commands/run_outcome.hpp"

#include <nlohmann/json.hpp>

#include "base/process_name.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "base/tool_version.hpp"
#include "process/program.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

constexpr std::chrono::seconds hook_limit(60);

std::string to_json(const RunOutcome& outcome, const Error* error) {
    nlohmann::ordered_json object{{"event", error != nullptr ? "failure" : "success"},
                                  {"action", outcome.action},
                                  {"set", outcome.set},
                                  {"database", outcome.record.database},
                                  {"versions", outcome.record.versions},
                                  {"backup", outcome.record.backup},
                                  {"runner", user_at_host()},
                                  {"tool_version", tool_version()},
                                  {"exit_code", error != nullptr ? error->exit_code() : 0}};
    if (error != nullptr) {
        object["error"] = redact(error->what());
        object["hint"] = redact(error->hint());
    }
    return json_line(object);
}

// The hook learns what happened, not how we connect.
void call_hook(const std::string& command, const RunOutcome& outcome, const Error* error) {
    if (command.empty()) return;
    try {
        ProgramCall call{"/bin/sh", {"-c", command}, {}};
        call.capture = false;
        call.to_errors = true;
        call.input = to_json(outcome, error);
        call.limit = hook_limit;
        call.without = {"DATABASE_URL", "PGPASSWORD", "PGSSLPASSWORD"};
        call.interruptible = false;
        const auto result = run_program(call);
        if (result.exit_code != 0)
            print_note("the hook failed with exit code " + std::to_string(result.exit_code) +
                       ": \"" + redact(one_line(command, 120)) + "\"\n");
    } catch (const std::exception& failure) {
        print_note("the hook failed: " + redact(failure.what()) + "\n");
    }
}

}  // namespace

int run_with_hooks(const RunOptions& options, RunOutcome& outcome,
                   const std::function<int()>& work) {
    int code = exit_done;
    try {
        begin_run(options);
        code = work();
    } catch (const std::exception& failure) {
        const Error error = error_of(failure);
        call_hook(options.on_failure, outcome, &error);
        throw;
    }
    call_hook(options.on_success, outcome, nullptr);
    return code;
}

int run_without_hooks(const RunOptions& options, const std::function<int()>& work) {
    begin_run(options);
    return work();
}

}  // namespace migration
