#pragma once

// Output for people: colour only on a terminal and without NO_COLOR.

#include <cstdio>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace migration {

enum class Colour { none, green, red, yellow };

std::string paint(Colour colour, std::string_view text, std::FILE* stream = stdout);

// Text to stdout; throws Error when it cannot be written.
void print(std::string_view text);

// A note beside the result, on stderr, with passwords removed.
void print_note(std::string_view text);

// A question for the user, always as text on stderr.
void print_prompt(std::string_view text);

// A line on stderr that is written over and over, where that is a terminal.
class StatusLine {
public:
    // False without a terminal: nothing was shown.
    bool show(const std::string& text);
    void clear();

private:
    bool shown_ = false;
};

// Opens /dev/null for a standard stream that is closed, so that no file that is opened later
// becomes that stream.
void keep_standard_streams();

// From now on everything that is printed is also appended to the file, each line with its time
// (UTC). Only its owner may read a new file. Throws Error if it cannot be written.
void log_to_file(const std::string& path);

// From now on errors and notes are events on standard output, one JSON object a line, like all
// output with
// --json.
void print_as_events();
bool prints_events();

// An error on stderr, without secrets: the message, then `hint: …`.
void print_error(const Error& error);

}  // namespace migration
