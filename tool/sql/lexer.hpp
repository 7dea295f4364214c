#pragma once

// Tokens of SQL by PostgreSQL's lexical structure (PostgreSQL 4.1), and where a statement ends. No
// text is an error here: what is open at the end of one text goes on in the next, as in psql.

#include <cstddef>
#include <string>
#include <string_view>

namespace migration {

enum class TokenKind {
    blank,   // white space or a comment
    word,    // a keyword or a name without quotes
    quoted,  // a string or a quoted name
    number,  // digits
    mark,    // a single byte of anything else
};

struct Token {
    TokenKind kind = TokenKind::mark;
    std::size_t end = 0;
};

class Lexer {
public:
    // The token at `at`, which must be before the text's end. First comes the rest of a string or
    // comment that the text before has not closed.
    Token next(std::string_view text, std::size_t at);

    // No string, quoted name or block comment is open.
    bool is_in_code() const { return open_ == Open::nothing; }

private:
    enum class Open { nothing, string, escapes, name, dollars, comment };

    Token open(Open what, std::string_view text, std::size_t inside);
    std::size_t close(std::string_view text, std::size_t at);
    std::size_t close_escapes(std::string_view text, std::size_t at);
    std::size_t close_comment(std::string_view text, std::size_t at);
    Token dollar(std::string_view text, std::size_t at);

    Open open_ = Open::nothing;
    std::string tag_;  // of the open dollar quote, with both dollars
    int depth_ = 0;    // of the open comment
};

// Follows the tokens of one statement after the other.
class StatementShape {
public:
    // True if this token is the semicolon that ends the statement; the next one then begins anew.
    bool take(TokenKind kind, std::string_view token);

    bool has_begun() const { return has_begun_; }
    // Of the statement that has just ended: whether "stdin" is one of its words.
    bool had_stdin() const { return had_stdin_; }

private:
    void take_word(std::string_view token);
    bool take_mark(char mark);

    std::string before_;    // the word or mark before
    int depth_ = 0;         // of parentheses
    bool is_body_ = false;  // BEGIN ATOMIC … END
    bool has_begun_ = false;
    bool has_stdin_ = false;
    bool had_stdin_ = false;
};

// Bytes of a word, from its second one on.
bool is_in_word(char c);

}  // namespace migration
