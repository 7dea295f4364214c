#pragma once

// For layouts with both scripts of a migration in one file, each below a comment line that says
// which one it is.

#include <optional>
#include <string>
#include <string_view>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

enum class MarkKind {
    up,
    down,
    begin_statement,  // up to `end_statement` the tool does not split at semicolons
    end_statement,
    no_transaction,  // for both scripts
    comment,         // a line that the tool drops
    refused,         // the tool, or this one, cannot go on here
};

// What a line is to the layout's tool.
struct Mark {
    MarkKind kind = MarkKind::comment;
    bool no_transaction = false;  // of an up or down: its script runs without a transaction
    std::string message = {};     // of a refused one: what is wrong, and what to do
    std::string hint = {};
};

struct SectionGrammar {
    // The mark of a line; nothing for a line of SQL.
    std::optional<Mark> (*mark)(std::string_view line);
    std::string_view up;      // as messages spell the mark
    std::string_view down;    // the same
    bool alternates = false;  // up and down sections may follow each other in any number
    bool ignores_what_is_before = false;  // statements above the first mark never run
};

struct Sections {
    std::optional<DraftScript> up;
    std::optional<DraftScript> down;
};

// In each script the lines of the other and the marks are empty, so that line numbers stay those of
// the file. Comments above the first mark belong to the up script. Problems have the rule
// "section".
Sections cut_sections(const SourceFile& file, const SectionGrammar& grammar, Problems& problems);

// True where a line of the file is an up or a down mark. In a file whose name tells the direction
// such a line is left from another tool.
bool has_section(const SourceFile& file, const SectionGrammar& grammar);

}  // namespace migration
