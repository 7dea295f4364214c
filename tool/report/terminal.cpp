#include "report/terminal.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/redact.hpp"

namespace migration {
namespace {

bool colourful(std::FILE* stream) {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    return (no_colour == nullptr || *no_colour == '\0') && ::isatty(::fileno(stream)) != 0 &&
           kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

std::string paint(Colour colour, std::string_view text, std::FILE* stream) {
    if (colour == Colour::none || !colourful(stream)) return std::string(text);
    const char* code = colour == Colour::green ? "32" : colour == Colour::red ? "31" : "33";
    return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw Error(ErrorKind::usage, "cannot write to standard output");
}

void print_error(const Error& error) {
    std::string text = redact(error.what());
    if (!error.hint().empty()) text += "\nhint: " + redact(error.hint());
    text += "\n";
    std::fputs(text.c_str(), stderr);
}

}  // namespace migration
