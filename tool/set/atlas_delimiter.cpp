#include "set/atlas_delimiter.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

class DelimiterScanner {
public:
    DelimiterScanner(std::string_view text, std::string_view delimiter)
        : text_(text), delimiter_(delimiter) {}

    std::string run() {
        while (at_ < text_.size()) step();
        return std::move(result_);
    }

private:
    std::string_view rest() const { return text_.substr(at_); }

    void take(std::size_t length) {
        result_ += rest().substr(0, length);
        at_ += std::min(length, text_.size() - at_);
    }

    // Up to behind `end`, looked for behind the first `from` bytes.
    void take_to(std::string_view end, std::size_t from) {
        const auto found = rest().find(end, from);
        take(found == std::string_view::npos ? rest().size() : found + end.size());
    }

    void step() {
        const char c = text_[at_];
        if (depth_ == 0 && rest().starts_with(delimiter_)) return end_statement();
        if (c == '\'' || c == '"') return take_to(std::string_view(&text_[at_], 1), 1);
        if (rest().starts_with("--")) return take_to("\n", 2);
        if (rest().starts_with("/*")) return take_to("*/", 2);
        if (const auto quote = dollar_quote()) return take_to(*quote, quote->size());
        if (c == '(') ++depth_;
        if (c == ')' && depth_ > 0) --depth_;
        take(1);
    }

    std::optional<std::string_view> dollar_quote() const {
        if (text_[at_] != '$') return std::nullopt;
        const auto end = text_.find('$', at_ + 1);
        if (end == std::string_view::npos) return std::nullopt;
        const auto tag = text_.substr(at_ + 1, end - at_ - 1);
        for (const char each : tag)
            if (!is_word_byte(each)) return std::nullopt;
        if (!tag.empty() && tag[0] >= '0' && tag[0] <= '9') return std::nullopt;
        return text_.substr(at_, end + 1 - at_);
    }

    // A comment may stand before a delimiter that begins with a line end.
    void end_statement() {
        const std::size_t line = delimiter_.starts_with('\n') ? 1 : 0;
        result_ += delimiter_.substr(0, line);
        result_ += ';';
        for (const char each : delimiter_.substr(line))
            if (each == '\n' || each == '\r') result_ += each;
        at_ += delimiter_.size();
    }

    std::string_view text_, delimiter_;
    std::string result_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

std::optional<char> special_character(std::string_view spelt) {
    if (spelt == "\\n") return '\n';
    if (spelt == "\\r") return '\r';
    if (spelt == "\\t") return '\t';
    return std::nullopt;
}

}  // namespace

std::optional<std::string> atlas_delimiter(std::string_view first_line) {
    constexpr std::string_view directive = "-- atlas:delimiter ";
    if (!first_line.starts_with(directive)) return std::nullopt;
    auto rest = first_line.substr(directive.size());
    rest = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest.empty()) return std::nullopt;
    std::string delimiter;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const auto special = special_character(rest.substr(i, 2));
        delimiter += special.value_or(rest[i]);
        if (special) ++i;
    }
    return delimiter;
}

std::string with_semicolons(std::string_view text, std::string_view delimiter) {
    return DelimiterScanner(text, delimiter).run();
}

}  // namespace migration
