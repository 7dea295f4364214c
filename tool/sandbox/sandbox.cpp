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

std::string rest_of(Companion& host, std::string text) {
    while (const auto line = host.read_line(std::chrono::seconds(1))) text += "\n" + *line;
    return text;
}

}  // namespace

Sandbox::Sandbox(const SandboxRequest& request) : provider_(request.provider), host_(start_host()) {
    host_.write_line(request_to_line(request));
    const auto answer = host_.read_line(std::chrono::seconds(request.start_limit) + spare);
    check_interrupt();
    if (!answer) throw Error(ErrorKind::failed, "the sandbox's helper process ended without an answer");
    if (!answer->starts_with("{")) {
        const std::string text = rest_of(host_, *answer);
        const auto hint = text.rfind(hint_mark);
        throw Error(ErrorKind::failed, "the sandbox did not start: " + text.substr(0, hint),
                    hint == std::string::npos ? "" : text.substr(hint + std::string_view(hint_mark).size()));
    }
    answer_ = answer_from_line(*answer);
    if (request.major && *request.major != major())
        throw Error(ErrorKind::usage, "PostgreSQL " + std::to_string(*request.major) +
                                          " was asked for but \"" + place() + "\" is PostgreSQL " +
                                          version());
}

int Sandbox::major() const {
    return std::atoi(answer_.version.c_str());
}

ConnectionSettings Sandbox::settings() const {
    ConnectionSettings settings;
    for (const auto& [key, value] : answer_.connection) settings = settings.with(key, value);
    return settings;
}

// The helper ends its answer with a line that holds nothing but a full stop, as mail does; other lines that
// begin with one have another one in front.
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
