#pragma once

// What must hold of everything that is read, whatever the input.

#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "set/draft.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration::fuzz {

class Archive;

struct Broken : std::logic_error {
    using std::logic_error::logic_error;
};

inline void require(bool holds, const std::string& promise) {
    if (!holds) throw Broken(promise);
}

// What the project itself refuses with is an answer.
template <typename Work>
void allow_errors(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        require(std::string_view(error.what()) != "", "an error says something");
    }
}

// The input up to where the tool refuses a file: the first byte that is no UTF-8, or NUL.
std::string_view readable_part(std::string_view input);

// Statements and COPY data stand in the text, one behind the other, and nothing but white space,
// comments, semicolons and the ends of data stands between them.
void require_whole(std::string_view text, const std::vector<Statement>& statements);

// The same where a text could not be split to its end.
void require_order(std::string_view text, const std::vector<Statement>& statements);

int lines_in(std::string_view text);
// The line is one of so many.
void require_line(int line, int lines, const std::string& what);

// Of the last line that is not empty.
int last_line_of(std::string_view text);

// Each problem is shown without anything that commands a terminal, and stands in its file.
void require_places(const Problems& problems, const Archive& archive);
// The same for problems of one text.
void require_places(const Problems& problems, std::string_view text);

// Statements are in the text and their lines in the file, if that is one of the archive's.
void require_sound(const Script& script, const Archive& archive);
// No script has more lines than its file, unless it says where they come from.
void require_lines(const std::vector<Draft>& drafts, const Archive& archive);

}  // namespace migration::fuzz
