#include "manifest/stripped_comments.hpp"

#include <algorithm>
#include <string>

namespace migration {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

bool is_function(std::string_view definition) {
    return definition.starts_with("CREATE OR REPLACE FUNCTION ") ||
           definition.starts_with("CREATE OR REPLACE PROCEDURE ");
}

// The end of the comment that starts there; the start itself where there is none. Block comments
// may be nested.
std::size_t comment_end(std::string_view code, std::size_t start) {
    if (code.substr(start, 2) == "--") return std::min(code.find('\n', start), code.size());
    if (code.substr(start, 2) != "/*") return start;
    std::size_t at = start + 2;
    for (int depth = 1; depth > 0 && at < code.size(); ++at) {
        const auto two = code.substr(at, 2);
        if (two != "/*" && two != "*/") continue;
        depth += two == "/*" ? 1 : -1;
        ++at;
    }
    return std::min(at, code.size());
}

// The end of the string or name in quotes that starts there. A doubled quote starts another one.
std::size_t quoted_end(std::string_view code, std::size_t start) {
    const bool has_escapes =
        code[start] == '\'' && start > 0 && (code[start - 1] == 'E' || code[start - 1] == 'e');
    for (std::size_t at = start + 1; at < code.size(); ++at) {
        if (has_escapes && code[at] == '\\')
            ++at;
        else if (code[at] == code[start])
            return at + 1;
    }
    return code.size();
}

struct BareCode {
    std::string text;  // one blank for white space and comments
    bool has_comments = false;
};

// The body stands between $function$ and is read as code.
BareCode bare_code(std::string_view code) {
    BareCode bare;
    for (std::size_t at = 0; at < code.size();) {
        const auto behind_comment = comment_end(code, at);
        const auto behind_blanks = std::min(code.find_first_not_of(blanks, at), code.size());
        if (behind_comment > at || behind_blanks > at) {
            bare.has_comments = bare.has_comments || behind_comment > at;
            if (!bare.text.ends_with(' ')) bare.text += ' ';
            at = std::max(behind_comment, behind_blanks);
            continue;
        }
        const bool is_quoted = code[at] == '\'' || code[at] == '"';
        const auto end = is_quoted ? quoted_end(code, at) : at + 1;
        bare.text += code.substr(at, end - at);
        at = end;
    }
    return bare;
}

}  // namespace

bool is_stripped_of_comments(std::string_view validated, std::string_view live) {
    if (!is_function(validated) || !is_function(live)) return false;
    const BareCode before = bare_code(validated), now = bare_code(live);
    return before.has_comments && !now.has_comments && before.text == now.text;
}

}  // namespace migration
