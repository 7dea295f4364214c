#include "sandbox/sandbox.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "sandbox/sandbox_host.hpp"

namespace migration {
namespace {

// The helper keeps its own limit; this one is for a helper that hangs.
constexpr std::chrono::seconds spare(30);
constexpr std::chrono::seconds log_limit(10);

Companion start_host() {
    ProgramCall call;
    call.program = own_program();
    call.arguments = {std::string(sandbox_host_command)};
    return Companion(call);
}

}  // namespace

Sandbox::Sandbox(const SandboxRequest& request) : provider_(request.provider), host_(start_host()) {
    host_.write_line(request_to_line(request));
    const auto answer = host_.read_line(std::chrono::seconds(request.start_limit) + spare);
    check_interrupt();
    if (!answer)
        throw Error(ErrorKind::failed, "the sandbox's helper process ended without an answer");
    try {
        answer_ = answer_from_line(*answer);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        throw Error(error.kind(), std::string("the sandbox did not start: ") + error.what(),
                    error.hint());
    }
    if (request.major && *request.major != major())
        throw Error(ErrorKind::usage, "expected PostgreSQL " + std::to_string(*request.major) +
                                          " but found PostgreSQL " + version() + " in \"" +
                                          place() + "\"");
}

int Sandbox::major() const {
    return std::atoi(answer_.version.c_str());
}

ConnectionSettings Sandbox::settings() const {
    return ConnectionSettings().with(answer_.connection);
}

// The helper ends its answer with a line that holds nothing but a full stop, as mail does; other
// lines that begin with one have another one in front.
std::string Sandbox::log_tail() {
    host_.write_line("log");
    std::string text;
    while (const auto line = host_.read_line(log_limit)) {
        if (*line == ".") break;
        text += (text.empty() ? "" : "\n") + line->substr(line->starts_with('.') ? 1 : 0);
    }
    return text;
}

void Sandbox::keep() {
    host_.write_line("keep");
}

}  // namespace migration
