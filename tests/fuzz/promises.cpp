#include "fuzz/promises.hpp"

#include <pg_query.h>

#include <algorithm>

#include "base/text.hpp"
#include "fuzz/archive.hpp"
#include "report/verdict_text.hpp"
#include "sql/lexer.hpp"

namespace migration::fuzz {
namespace {

struct Interval {
    std::size_t begin;
    std::size_t end;
    bool is_data;
};

// Of statements and data, in the order of the text. Data without a byte count, too.
std::vector<Interval> intervals_of(const std::vector<Statement>& statements) {
    std::vector<Interval> all;
    for (const auto& each : statements) {
        all.push_back({each.offset, each.offset + each.length, false});
        if (each.data_offset != 0)
            all.push_back({each.data_offset, each.data_offset + each.data_length, true});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return all;
}

// As the lexer sees it, and PostgreSQL's own scanner, which passes over what has no keyword.
bool has_no_statement(const std::string& gap) {
    Lexer lexer;
    for (std::size_t at = 0; at < gap.size();) {
        const Token token = lexer.next(gap, at);
        if (token.kind != TokenKind::blank && gap[at] != ';') return false;
        at = token.end;
    }
    const auto split = pg_query_split_with_scanner(gap.c_str());
    const bool holds = split.error == nullptr && split.n_stmts == 0;
    pg_query_free_split_result(split);
    return holds;
}

// The rest of the line `\.` belongs to no statement.
std::string_view behind_data(std::string_view gap) {
    if (!trim(gap.substr(0, line_end(gap, 0))).starts_with("\\.")) return gap;
    return gap.substr(line_end(gap, 0));
}

// The message, whether it fails, and the hint.
void require_words(const Problem& problem) {
    constexpr int most_lines = 3;
    require(!problem.rule.empty(), "a problem has a rule");
    require(!problem.message.empty(), "a problem has a message: " + problem.rule);
    const std::string shown = problem_text(problem);
    require(!first_invalid_utf8(shown), "what is shown is UTF-8: " + shown);
    require(line_ends_in(shown) <= most_lines, "a problem is shown on lines of its own: " + shown);
    require(std::none_of(shown.begin(), shown.end(),
                         [](char c) {
                             return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
                         }),
            "what is shown commands no terminal: " + shown);
}

}  // namespace

std::string_view readable_part(std::string_view input) {
    const auto end = std::min(first_invalid_utf8(input).value_or(input.size()), input.find('\0'));
    return without_byte_order_mark(input.substr(0, end));
}

void require_order(std::string_view text, const std::vector<Statement>& statements) {
    std::size_t done = 0;
    for (const auto& [begin, end, is_data] : intervals_of(statements)) {
        require(begin >= done && end >= begin, "statements and data follow each other");
        require(end <= text.size(), "a statement ends within its text");
        require(is_data || begin < end, "no statement is empty");
        done = end;
    }
}

void require_whole(std::string_view text, const std::vector<Statement>& statements) {
    require_order(text, statements);
    std::string joined;
    bool is_behind_data = false;
    for (const auto& [begin, end, is_data] : intervals_of(statements)) {
        const auto gap = text.substr(joined.size(), begin - joined.size());
        require(has_no_statement(std::string(is_behind_data ? behind_data(gap) : gap)),
                "no statement stands between the pieces: " + std::string(gap));
        joined += gap;
        joined += text.substr(begin, end - begin);
        is_behind_data = is_data;
    }
    const auto rest = text.substr(joined.size());
    require(has_no_statement(std::string(is_behind_data ? behind_data(rest) : rest)),
            "no statement stands behind the pieces: " + std::string(rest));
    joined += rest;
    require(joined == text, "the joined pieces are the text");
}

int last_line_of(std::string_view text) {
    const auto end = text.find_last_not_of("\r\n");
    return 1 + line_ends_in(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

int lines_in(std::string_view text) {
    return 1 + line_ends_in(text);
}

void require_line(int line, int lines, const std::string& what) {
    require(line >= 1 && line <= lines,
            what + " stands in line " + std::to_string(line) + " of " + std::to_string(lines));
}

void require_places(const Problems& problems, const Archive& archive) {
    for (const auto& problem : problems) {
        require_words(problem);
        require(!problem.file.empty(), "a problem has a file: " + problem.message);
        require(problem.line >= 0, "a line is a line: " + problem.message);
        if (problem.line == 0) continue;
        const auto text = archive.text_of(problem.file);
        require(text.has_value(), "a problem with a line has a file: " + problem.text());
        require_line(problem.line, lines_in(*text), problem.message);
    }
}

void require_places(const Problems& problems, std::string_view text) {
    const int lines = lines_in(text);
    for (const auto& problem : problems) {
        require_words(problem);
        if (problem.line != 0) require_line(problem.line, lines, problem.message);
    }
}

void require_sound(const Script& script, const Archive& archive) {
    require_order(script.text, script.statements);
    const auto text = archive.text_of_script(script.file);
    const int lines = text ? lines_in(*text) : 0;
    for (const auto& statement : script.statements)
        if (text) require_line(statement.line, lines, "a statement of " + script.file);
}

void require_lines(const std::vector<Draft>& drafts, const Archive& archive) {
    for (const auto& draft : drafts) {
        require(draft.up || draft.down, "a draft has a script");
        for (const auto* script : {&draft.up, &draft.down, &draft.verify}) {
            if (!*script || !(*script)->origins.empty()) continue;
            const auto text = archive.text_of((*script)->shown);
            if (text)
                require_line(last_line_of((*script)->text), lines_in(*text),
                             "the end of " + (*script)->path);
        }
    }
}

}  // namespace migration::fuzz
