#include "sql/copy_cuts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

constexpr auto npos = std::string_view::npos;

bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

bool in_word(char c) {
    return starts_word(c) || (c >= '0' && c <= '9') || c == '$';
}

// Where the word that starts at `at` ends.
std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && in_word(text[at])) ++at;
    return at;
}

// Behind the quote that closes the string or name opened at `at`.
std::size_t quoted_end(std::string_view text, std::size_t at, bool escapes) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (escapes && text[at] == '\\')
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return text.size();
}

// The same for E'…', which goes on in a string on a later line.
std::size_t escape_string_end(std::string_view text, std::size_t at) {
    for (;;) {
        at = quoted_end(text, at, true);
        const std::size_t blank = leading_blank(text.substr(at));
        if (line_ends_in(text.substr(at, blank)) == 0 || at + blank >= text.size() ||
            text[at + blank] != '\'')
            return at;
        at += blank;
    }
}

// Behind the string that $tag$ opens at `at`; at + 1 where the dollar opens none.
std::size_t dollar_string_end(std::string_view text, std::size_t at) {
    std::size_t close = at + 1;
    if (close < text.size() && starts_word(text[close]))
        while (close < text.size() && in_word(text[close]) && text[close] != '$') ++close;
    if (close >= text.size() || text[close] != '$') return at + 1;
    const auto tag = text.substr(at, close + 1 - at);
    const auto end = text.find(tag, close + 1);
    return end == npos ? text.size() : end + tag.size();
}

class Scan {
public:
    Scan(std::string_view text, std::size_t from) : text_(text), at_(from) {}

    std::size_t next_cut() {
        while (at_ < text_.size()) {
            const std::size_t token = at_;
            if (const std::size_t blank = leading_blank(text_.substr(at_)))
                at_ += blank;
            else if (starts_word(text_[at_]))
                take_word();
            else
                take_mark();
            if (found_) return token;
        }
        return npos;
    }

private:
    void take_word() {
        const std::size_t end = word_end(text_, at_);
        const std::string word = to_lower(text_.substr(at_, end - at_));
        at_ = end;
        if (word == "e" && end < text_.size() && text_[end] == '\'')
            at_ = escape_string_end(text_, end);
        if (word == "stdin") stdin_ = true;
        if (word == "atomic" && before_ == "begin")
            body_ = true;
        else if (word == "end" && body_ && (before_ == ";" || before_ == "atomic"))
            body_ = false;
        before_ = word;
    }

    void take_mark() {
        const char mark = text_[at_];
        before_ = mark;
        if (mark == '\'' || mark == '"')
            at_ = quoted_end(text_, at_, false);
        else if (mark == '$')
            at_ = dollar_string_end(text_, at_);
        else if (mark >= '0' && mark <= '9')
            at_ = word_end(text_, at_);
        else
            take_punctuation(mark);
    }

    void take_punctuation(char mark) {
        ++at_;
        if (mark == '(') ++depth_;
        if (mark == ')') --depth_;
        if (mark != ';' || depth_ > 0 || body_) return;
        found_ = stdin_;
        stdin_ = false;
        depth_ = 0;
    }

    std::string_view text_;
    std::size_t at_;
    std::string before_;  // the word or mark before
    int depth_ = 0;
    bool body_ = false;
    bool stdin_ = false;  // in the statement so far
    bool found_ = false;
};

}  // namespace

std::size_t find_copy_cut(std::string_view text, std::size_t from) {
    return Scan(text, from).next_cut();
}

}  // namespace migration
