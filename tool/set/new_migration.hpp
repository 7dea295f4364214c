#pragma once

// A migration that is about to become files: what a layout's `write` gets, and what it makes of it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migration {

struct NewScript {
    struct Range {
        std::size_t begin, end;  // bytes of the text
    };

    std::string text;
    bool no_transaction = false;
    // Statements with a semicolon inside them, which tools that split at semicolons must not cut.
    std::vector<Range> compound = {};
};

struct NewMigration {
    std::string version;  // a repeatable migration has none
    std::string slug;
    NewScript up;
    std::optional<NewScript> down = {};
    std::optional<NewScript> verify = {};
    bool repeatable = false;
    std::string before = {};  // the name of the migration that comes before; empty for the first
    std::string folder = {};  // where the script of that one lies: "sql/"; empty for no folder

    std::string name() const;
    // Whether one of its scripts runs without a transaction.
    bool no_transaction() const;
};

struct NewFile {
    std::string path;  // relative to the set's directory
    std::string text;
};

using NewFiles = std::vector<NewFile>;

// How versions are numbered in a set that has none yet.
enum class Numbering {
    three_digits,  // 001
    plain,         // 1
    four_digits,   // 0001
    time,          // 20260131235959, in UTC
    seconds,       // since 1970
    milliseconds,  // since 1970
};

// One file for each script. For layouts without a mark of their own, "-- @no-transaction" stands
// above a script that runs without a transaction.
NewFiles files_of_pair(const NewMigration& migration, const std::string& up,
                       const std::string& down);

// Lines in a file with sections: a mark, and the script below it.
std::string section(std::string_view mark, const std::string& script);

// The script with `mark` as its first line if it runs without a transaction.
std::string marked_text(const NewScript& script, std::string_view mark);

// The script with marks around each statement that has a semicolon inside.
std::string with_statement_marks(const NewScript& script, std::string_view begin,
                                 std::string_view end);

// The script with this tool's own annotation, for layouts that have no mark.
std::string annotated_text(const NewScript& script);

}  // namespace migration
