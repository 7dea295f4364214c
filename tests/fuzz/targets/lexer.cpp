#include "sql/lexer.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "sql/comments.hpp"
#include "sql/copy_cuts.hpp"
#include "sql/psql_arguments.hpp"
#include "sql/psql_copy.hpp"
#include "sql/split.hpp"

namespace migration::fuzz {
namespace {

// Offsets of the semicolons that end statements.
std::vector<std::size_t> statement_ends(std::string_view text) {
    std::vector<std::size_t> ends;
    std::string joined;
    Lexer lexer;
    StatementShape shape;
    while (joined.size() < text.size()) {
        const auto at = joined.size();
        const Token token = lexer.next(text, at);
        require(token.end > at && token.end <= text.size(), "a token has a byte of the text");
        const auto piece = text.substr(at, token.end - at);
        if (shape.take(token.kind, piece)) ends.push_back(at);
        joined += piece;
    }
    require(joined == text, "the joined tokens are the text");
    return ends;
}

// A lexer that gets one line after the other ends the text as one that gets all of it.
void require_same_by_lines(std::string_view text) {
    Lexer whole, by_lines;
    for (std::size_t at = 0; at < text.size();) at = whole.next(text, at).end;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = next_line(text, begin);
        const auto line = text.substr(begin, end - begin);
        for (std::size_t at = 0; at < line.size();) at = by_lines.next(line, at).end;
        begin = end;
    }
    require(whole.is_in_code() == by_lines.is_in_code(), "lines change nothing for the lexer");
}

// The parser of PostgreSQL and the lexer agree on where statements end.
void require_same_as_parser(std::string_view text, const std::vector<std::size_t>& ends) {
    const auto split = split_script(text, {});
    if (split.unsplittable || !split.refused.empty()) return;
    const auto ends_within = [&](std::size_t from, std::size_t to) {
        return std::any_of(ends.begin(), ends.end(),
                           [&](std::size_t end) { return end >= from && end < to; });
    };
    std::size_t done = 0;
    for (const auto& statement : split.statements) {
        if (statement.kind == StatementKind::copy_in) return;
        require(done == 0 || ends_within(done, statement.offset), "statements are divided");
        done = statement.offset + statement.length;
        require(!ends_within(statement.offset, done),
                "no statement ends before its end: " +
                    std::string(text.substr(statement.offset, statement.length)));
    }
}

void read_psql_words(std::string_view text) {
    const PsqlVariables variables;
    const auto line = text.substr(0, line_end(text, 0));
    for (const auto use : {ArgumentUse::evaluated, ArgumentUse::shown, ArgumentUse::skipped})
        for (const bool without_semicolons : {false, true}) {
            PsqlExpansion expansion;
            const auto arguments =
                read_arguments(line, 0, use, variables, expansion, without_semicolons);
            require(arguments.end <= line.size(), "arguments end within their line");
        }
    for (auto at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1))
        if (const auto variable = variable_at(text, at))
            require(variable->end > at && variable->end <= text.size(),
                    "a variable is in the text");
    read_psql_copy(line);
    copy_data_of(text);
}

}  // namespace

void fuzz_lexer(std::string_view input) {
    const auto text = readable_part(input);
    const auto ends = statement_ends(text);
    require_same_by_lines(text);
    require_same_as_parser(text, ends);
    const auto cut = find_copy_cut(text, 0);
    require(cut == std::string_view::npos || text[cut] == ';', "a COPY ends at a semicolon");
    const auto data_end = find_copy_end(text, 0);
    require(data_end == text.size() || text.substr(data_end, 2) == "\\.", "data end at their line");
    require(leading_blank(text) <= text.size(), "white space is in the text");
    for (const auto& comment : leading_line_comments(text))
        require(text.substr(comment.offset, 2) == "--", "a comment begins with its dashes");
    read_psql_words(text);
}

}  // namespace migration::fuzz
