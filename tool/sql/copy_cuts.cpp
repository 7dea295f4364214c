#include "sql/copy_cuts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace migration {

std::size_t find_copy_cut(std::string_view text, std::size_t from) {
    Lexer lexer;
    StatementShape statement;
    for (std::size_t at = from; at < text.size();) {
        const Token token = lexer.next(text, at);
        if (statement.take(token.kind, text.substr(at, token.end - at)) && statement.had_stdin())
            return at;
        at = token.end;
    }
    return std::string_view::npos;
}

// A CR inside data whose lines end in LF is data. So lines end here as the line of the COPY does.
std::size_t find_copy_end(std::string_view text, std::size_t from) {
    const char end = from > 0 && text[from - 1] == '\r' ? '\r' : '\n';
    for (auto at = text.find("\\.", from); at != std::string_view::npos;
         at = text.find("\\.", at + 1)) {
        const bool starts_line = at == from || text[at - 1] == end;
        const auto line = text.substr(at, std::min(text.find(end, at), text.size()) - at);
        if (starts_line && trim(line) == "\\.") return at;
    }
    return text.size();
}

}  // namespace migration
