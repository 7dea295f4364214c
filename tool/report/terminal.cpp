#include "report/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "base/utc_time.hpp"
#include "report/json_line.hpp"

namespace migration {
namespace {

bool colourful(std::FILE* stream) {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    return (no_colour == nullptr || *no_colour == '\0') && ::isatty(::fileno(stream)) != 0 &&
           kind != nullptr && std::string_view(kind) != "dumb";
}

int log_descriptor = -1;
bool as_events = false;

std::string without_colours(std::string_view line) {
    std::string plain;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line.substr(at, 2) == "\033[")
            at = std::min(line.find('m', at), line.size() - 1);
        else
            plain += line[at];
    }
    return plain;
}

// Each line in one call, so that two runners can share a file. A secret may go over several lines.
void write_log(std::string_view text) {
    if (log_descriptor < 0) return;
    // An event's texts are redacted one by one: taken as one text it might lose what makes it JSON.
    const std::string plain = without_colours(text);
    const std::string shown = as_events && plain.starts_with('{') ? plain : redact(plain);
    for (const auto line : split(shown, '\n')) {
        if (line.empty()) continue;
        const std::string entry =
            utc_time() + " [" + std::to_string(::getpid()) + "] " + std::string(line) + "\n";
        const auto written = ::write(log_descriptor, entry.data(), entry.size());
        if (written == static_cast<ssize_t>(entry.size())) continue;
        const std::string reason = written < 0 ? std::strerror(errno) : "the disk may be full";
        log_descriptor = -1;
        print_note("nothing more is written to the log file: " + reason + "\n");
        return;
    }
}

}  // namespace

std::string paint(Colour colour, std::string_view text, std::FILE* stream) {
    if (colour == Colour::none || !colourful(stream)) return std::string(text);
    const char* code = colour == Colour::green ? "32" : colour == Colour::red ? "31" : "33";
    return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

void print(std::string_view text) {
    write_log(text);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw Error(ErrorKind::usage, "cannot write to standard output");
}

namespace {

// As text where standard output takes nothing more.
void print_event(const nlohmann::ordered_json& event, std::string_view text) {
    try {
        print(json_line(event));
    } catch (const Error&) {
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
}

}  // namespace

void print_note(std::string_view text) {
    const std::string shown = redact(text);
    if (as_events)
        return print_event(nlohmann::ordered_json{{"event", "note"}, {"text", trim(shown)}}, shown);
    write_log(shown);
    std::fwrite(shown.data(), 1, shown.size(), stderr);
}

void print_prompt(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void print_as_events() {
    as_events = true;
}

bool prints_events() {
    return as_events;
}

void print_error(const Error& error) {
    std::string text = redact(error.what());
    if (!error.hint().empty()) text += "\nhint: " + redact(error.hint());
    if (as_events)
        return print_event(nlohmann::ordered_json{{"event", "error"},
                                                  {"kind", error.kind_name()},
                                                  {"exit_code", error.exit_code()},
                                                  {"message", redact(error.what())},
                                                  {"hint", redact(error.hint())}},
                           text + "\n");
    print_note(visible_lines(text) + "\n");
}

bool StatusLine::show(const std::string& text) {
    winsize size{};
    if (::isatty(STDERR_FILENO) == 0 || ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0)
        return false;
    const std::size_t width = size.ws_col > 20 ? size.ws_col - 4U : 76U;
    std::fputs(("\r\033[K" + one_line(text, width)).c_str(), stderr);
    std::fflush(stderr);
    shown_ = true;
    return true;
}

void StatusLine::clear() {
    if (std::exchange(shown_, false)) std::fputs("\r\033[K", stderr);
}

void keep_standard_streams() {
    int opened = 0;
    while (opened >= 0 && opened <= STDERR_FILENO) opened = ::open("/dev/null", O_RDWR);
    if (opened >= 0) ::close(opened);
}

void log_to_file(const std::string& path) {
    // A pipe that nobody reads is an error, not a wait.
    constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK;
    log_descriptor = ::open(path.c_str(), flags, S_IRUSR | S_IWUSR);
    if (log_descriptor >= 0) ::fcntl(log_descriptor, F_SETFL, O_APPEND);
    if (log_descriptor < 0)
        throw Error(ErrorKind::usage,
                    "cannot write the log file: \"" + path + "\": " + std::strerror(errno),
                    "name a file in a folder that exists and that you may write");
}

}  // namespace migration
