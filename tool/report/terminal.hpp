#pragma once

// How we write to people: colour only on a terminal and without NO_COLOR.

#include <cstdio>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace migration {

enum class Colour { none, green, red, yellow };

std::string paint(Colour colour, std::string_view text, std::FILE* stream = stdout);

// Text to stdout; throws Error when it cannot be written.
void print(std::string_view text);

// What is worth knowing besides the result, on stderr, without the passwords in it.
void print_note(std::string_view text);

// Asks somebody at the terminal, on stderr, whatever else is printed how.
void print_prompt(std::string_view text);

// A line on stderr that is written over and over, where that is a terminal.
class StatusLine {
public:
    // False where there is no terminal: nothing was shown.
    bool show(const std::string& text);
    void clear();

private:
    bool shown_ = false;
};

// Where standard input, output or error was closed, it is empty: the next file that is opened is not to
// become one of them.
void keep_standard_streams();

// From now on everything that is printed is appended to the file, too, each line with its time (UTC). It is
// made for us alone to read. Throws Error when it cannot be written.
void log_to_file(const std::string& path);

// From now on errors and notes are events on standard output, one JSON object a line, as all else is with
// --json.
void print_as_events();
bool prints_events();

// An error as users see it, on stderr, secrets taken out: the message, then `hint: …`.
void print_error(const Error& error);

}  // namespace migration
