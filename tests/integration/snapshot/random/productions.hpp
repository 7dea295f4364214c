#pragma once

// What random scripts are made of: statements with gaps. One file a kind of object, and one line in
// the table of productions.cpp.

#include <span>

namespace migration {

// In `text`, {word} is a gap filled by picks.cpp, {=word} what that gap was filled with last, and
// {a|b|c} one of the texts, which may have gaps. ";;" stands between statements that belong
// together.
struct Production {
    int weight;
    const char* text;
};

struct Topic {
    const char* name;
    int weight;
    std::span<const Production> productions;
};

std::span<const Topic> topics();

// Statements that want no transaction around them.
std::span<const Production> lone_productions();

}  // namespace migration
