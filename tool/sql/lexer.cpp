#include "sql/lexer.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

constexpr std::string_view white_space = " \t\n\r\f\v";

bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_in_word(text[at])) ++at;
    return at;
}

// Behind the `closing` at or after `at`.
std::size_t end_behind(std::string_view text, std::string_view closing, std::size_t at,
                       bool& found) {
    const auto end = text.find(closing, at);
    found = end != std::string_view::npos;
    return found ? end + closing.size() : text.size();
}

}  // namespace

bool is_in_word(char c) {
    return starts_word(c) || is_digit(c) || c == '$';
}

Token Lexer::next(std::string_view text, std::size_t at) {
    const char first = text[at];
    const char second = at + 1 < text.size() ? text[at + 1] : '\0';
    if (open_ != Open::nothing) {
        const auto kind = open_ == Open::comment ? TokenKind::blank : TokenKind::quoted;
        return {kind, close(text, at)};
    }
    if (white_space.find(first) != std::string_view::npos)
        return {TokenKind::blank, std::min(text.find_first_not_of(white_space, at), text.size())};
    if (first == '-' && second == '-') return {TokenKind::blank, line_end(text, at)};
    if (first == '/' && second == '*') return open(Open::comment, text, at);
    if (first == '\'') return open(Open::string, text, at + 1);
    if (first == '"') return open(Open::name, text, at + 1);
    if ((first == 'e' || first == 'E') && second == '\'') return open(Open::escapes, text, at + 2);
    if (first == '$') return dollar(text, at);
    if (starts_word(first)) return {TokenKind::word, word_end(text, at)};
    if (is_digit(first))
        return {TokenKind::number, std::min(text.find_first_not_of("0123456789", at), text.size())};
    return {TokenKind::mark, at + 1};
}

Token Lexer::open(Open what, std::string_view text, std::size_t inside) {
    open_ = what;
    depth_ = 0;
    return {what == Open::comment ? TokenKind::blank : TokenKind::quoted, close(text, inside)};
}

// $tag$ opens a string, any other dollar is a mark.
Token Lexer::dollar(std::string_view text, std::size_t at) {
    std::size_t last = at + 1;
    if (last < text.size() && starts_word(text[last]))
        while (last < text.size() && is_in_word(text[last]) && text[last] != '$') ++last;
    if (last >= text.size() || text[last] != '$') return {TokenKind::mark, at + 1};
    tag_ = text.substr(at, last + 1 - at);
    return open(Open::dollars, text, last + 1);
}

std::size_t Lexer::close(std::string_view text, std::size_t at) {
    bool found = false;
    std::size_t end = 0;
    switch (open_) {
        case Open::escapes:
            return close_escapes(text, at);
        case Open::comment:
            return close_comment(text, at);
        case Open::string:
            end = end_behind(text, "'", at, found);
            break;
        case Open::name:
            end = end_behind(text, "\"", at, found);
            break;
        case Open::dollars:
            end = end_behind(text, tag_, at, found);
            break;
        case Open::nothing:
            return at;
    }
    if (found) open_ = Open::nothing;
    return end;
}

// It goes on behind a doubled quote, and in a string on a later line.
std::size_t Lexer::close_escapes(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (text[at] == '\\') {
            at = std::min(at + 2, text.size());
        } else if (text[at] != '\'') {
            ++at;
        } else {
            const std::size_t blank = leading_blank(text.substr(++at));
            const bool goes_on = blank == 0 || line_ends_in(text.substr(at, blank)) > 0;
            if (!goes_on || at + blank >= text.size() || text[at + blank] != '\'') {
                open_ = Open::nothing;
                return at;
            }
            at += blank + 1;
        }
    }
    return at;
}

std::size_t Lexer::close_comment(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (text.compare(at, 2, "/*") == 0) {
            ++depth_, at += 2;
        } else if (text.compare(at, 2, "*/") == 0) {
            at += 2;
            if (--depth_ > 0) continue;
            open_ = Open::nothing;
            return at;
        } else {
            ++at;
        }
    }
    return at;
}

bool StatementShape::take(TokenKind kind, std::string_view token) {
    if (kind == TokenKind::blank) return false;
    const bool begins = !(kind == TokenKind::mark && token == ";");
    has_begun_ = has_begun_ || begins;
    if (kind == TokenKind::word) {
        take_word(token);
        return false;
    }
    before_ = token.front();
    return kind == TokenKind::mark && take_mark(token.front());
}

void StatementShape::take_word(std::string_view token) {
    std::string word = to_lower(token);
    if (word == "stdin") has_stdin_ = true;
    if (word == "atomic" && before_ == "begin")
        is_body_ = true;
    else if (word == "end" && is_body_ && (before_ == ";" || before_ == "atomic"))
        is_body_ = false;
    before_ = std::move(word);
}

bool StatementShape::take_mark(char mark) {
    if (mark == '(') ++depth_;
    if (mark == ')') --depth_;
    if (mark != ';' || depth_ > 0 || is_body_) return false;
    had_stdin_ = has_stdin_;
    has_stdin_ = has_begun_ = false;
    depth_ = 0;
    return true;
}

}  // namespace migration
