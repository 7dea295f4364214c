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

// An error as users see it, on stderr, secrets taken out: the message, then `hint: …`.
void print_error(const Error& error);

}  // namespace migration
