#include "sql/psql_copy.hpp"

#include "base/ledger_name.hpp"
#include "base/text.hpp"
#include "sql/classify.hpp"
#include "sql/copy_cuts.hpp"
#include "sql/lexer.hpp"

namespace migration {
namespace {

PsqlRefusal not_understood() {
    return {R"(expected "\copy TABLE from 'FILE'" or "\copy TABLE from stdin")",
            "write the command as psql's documentation has it"};
}

struct CopyFile {
    std::string name;
    bool is_quoted;
};

// The words of the command, taken from the front.
class CopyWords {
public:
    explicit CopyWords(std::string_view text) : text_(text) {}

    // Up to "from" or "to" outside quotes and parentheses; that word is left.
    std::string_view target() {
        Lexer lexer;
        int depth = 0;
        const std::size_t from = at_;
        while (at_ < text_.size()) {
            const Token token = lexer.next(text_, at_);
            const auto word = text_.substr(at_, token.end - at_);
            if (word == "(") ++depth;
            if (word == ")") --depth;
            if (depth == 0 && token.kind == TokenKind::word &&
                (to_lower(word) == "from" || to_lower(word) == "to"))
                break;
            at_ = token.end;
        }
        return trim(text_.substr(from, at_ - from));
    }

    std::string word() {
        skip_blanks();
        const std::size_t from = at_;
        while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != ';') ++at_;
        return to_lower(text_.substr(from, at_ - from));
    }

    // A file's name, which may stand in quotes; nothing where the closing one is missing.
    std::optional<CopyFile> file() {
        skip_blanks();
        if (at_ >= text_.size() || text_[at_] != '\'') {
            const std::size_t from = at_;
            word();
            return CopyFile{std::string(text_.substr(from, at_ - from)), false};
        }
        std::string name;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '\'') {
                name += text_[at_];
            } else if (text_.substr(at_ + 1).starts_with('\'')) {
                name += text_[++at_];
            } else {
                ++at_;
                return CopyFile{name, true};
            }
        }
        return std::nullopt;
    }

    // What is left, without blanks, comments and semicolons at its end; nothing where a semicolon
    // stands before more words.
    std::optional<std::string_view> options() {
        Lexer lexer;
        std::size_t end = at_;
        bool has_ended = false;
        for (std::size_t at = at_; at < text_.size();) {
            const Token token = lexer.next(text_, at);
            const auto word = text_.substr(at, token.end - at);
            if (token.kind == TokenKind::mark && word == ";") {
                has_ended = true;
            } else if (token.kind != TokenKind::blank) {
                if (has_ended) return std::nullopt;
                end = token.end;
            }
            at = token.end;
        }
        return text_.substr(at_, end - at_);
    }

    bool is_at_program() {
        const std::size_t from = at_;
        const bool is_program = word() == "program";
        at_ = from;
        return is_program;
    }

private:
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::variant<PsqlCopy, PsqlRefusal> read_psql_copy(std::string_view arguments) {
    CopyWords words(arguments);
    const auto target = words.target();
    const std::string direction = words.word();
    if (direction == "to") return PsqlRefusal{"a runner writes no files", "remove the command"};
    if (direction != "from" || target.empty()) return not_understood();
    if (words.is_at_program())
        return PsqlRefusal{"a command of the shell, which the tool does not run",
                           "write its output into a file of the set"};
    const auto file = words.file();
    const auto options = words.options();
    if (!file || file->name.empty() || !options) return not_understood();
    const std::string name = file->is_quoted ? "" : to_lower(file->name);
    if (name == "pstdin" || name == "pstdout")
        return PsqlRefusal{"a runner has no standard input",
                           "write the data into a file of the set"};
    PsqlCopy copy{"COPY " + std::string(target) + " FROM STDIN" + std::string(*options), {}};
    if (name != "stdin" && name != "stdout") copy.file = file->name;
    const LedgerName ledger;
    const auto classified = classify(copy.statement, ledger, usual_search_path(ledger));
    if (classified.kind != StatementKind::copy_in || classified.problem) return not_understood();
    return copy;
}

std::variant<std::string, PsqlRefusal> copy_data_of(std::string_view text) {
    const auto feed = text.find('\n');
    std::string end = "\n";
    if (feed == std::string_view::npos ? text.find('\r') != std::string_view::npos
                                       : feed > 0 && text[feed - 1] == '\r')
        end = feed == std::string_view::npos ? "\r" : "\r\n";
    std::string data = end + std::string(text);
    const auto stop = find_copy_end(data, end.size());
    if (!trim(std::string_view(data).substr(std::min(stop + 2, data.size()))).empty())
        return PsqlRefusal{R"(a line "\." ends the data before the file ends)",
                           "remove the line, or what stands behind it"};
    data.erase(stop);
    if (!data.ends_with(end.back())) data += end;
    return data + "\\." + end;
}

}  // namespace migration
