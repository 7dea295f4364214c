#pragma once

// The texts of a runner, one after the other; JSON beside them holds the place of each. Scripts may
// have hundreds of megabytes, and a runner must not hold them twice in memory.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/statement.hpp"

namespace migration {

// Offset and length, in bytes.
using TextPlace = std::pair<std::size_t, std::size_t>;

class TextPacker {
public:
    TextPlace add(std::string_view text);
    TextPlace add(const std::vector<Statement>& statements);
    const std::string& all() const { return all_; }

private:
    std::string all_;
};

class PackedTexts {
public:
    // `in_program`: the texts are part of the program's file, so memory that was read can be
    // released.
    PackedTexts(std::string_view all, bool in_program) : all_(all), in_program_(in_program) {}

    // Throws std::out_of_range for a place outside the texts.
    std::string text(TextPlace place) const;
    std::vector<Statement> statements(TextPlace place) const;

private:
    std::string_view at(TextPlace place) const;
    void give_back(std::string_view part) const;

    std::string_view all_;
    bool in_program_;
};

}  // namespace migration
