#include "set/changelog_entries.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view xml_space = " \t\r\n";

// XML and YAML read a line end in a value as a blank.
std::string on_one_line(std::string_view text) {
    std::string result(text);
    for (auto& c : result)
        if (c == '\n' || c == '\r') c = ' ';
    return result;
}

std::string without_entities(std::string_view text) {
    std::string result = on_one_line(text);
    for (const auto& [entity, letter] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}})
        for (auto at = result.find(entity); at != std::string::npos;
             at = result.find(entity, at + 1))
            result.replace(at, std::string_view(entity).size(), letter);
    return result;
}

// Where what begins here ends, if it is no element: a comment, a CDATA section, a declaration.
std::size_t end_of_aside(std::string_view text, std::size_t at) {
    constexpr std::pair<std::string_view, std::string_view> asides[] = {
        {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}, {"</", ">"}};
    for (const auto& [begin, end] : asides) {
        if (text.substr(at, begin.size()) != begin) continue;
        const auto found = text.find(end, at + begin.size());
        return found == std::string_view::npos ? text.size() : found + end.size();
    }
    return at;
}

class XmlReader {
public:
    explicit XmlReader(std::string_view text) : text_(text) {}

    std::vector<ChangelogEntry> run() {
        for (at_ = text_.find('<'); at_ < text_.size(); at_ = text_.find('<', at_)) {
            const auto end = end_of_aside(text_, at_);
            if (end > at_)
                at_ = end;
            else
                take_element();
        }
        return std::move(entries_);
    }

private:
    void add(std::string_view name, std::string_view value) {
        line_ += line_ends_in(text_.substr(counted_, at_ - counted_));
        counted_ = at_;
        entries_.push_back({std::string(name), without_entities(value), line_});
    }

    std::string_view take_name() {
        const auto end = std::min(text_.find_first_of(" \t\r\n=/>", at_), text_.size());
        const auto name = text_.substr(at_, end - at_);
        at_ = end;
        return name.substr(name.rfind(':') + 1);  // without its name space
    }

    // Of an attribute's value; npos where none stands here.
    std::size_t quote_behind_equals() const {
        const auto equals = text_.find_first_not_of(xml_space, at_);
        if (equals == std::string_view::npos || text_[equals] != '=') return std::string_view::npos;
        const auto quote = text_.find_first_not_of(xml_space, equals + 1);
        const bool is_quote =
            quote != std::string_view::npos && (text_[quote] == '"' || text_[quote] == '\'');
        return is_quote ? quote : std::string_view::npos;
    }

    void take_element() {
        ++at_;
        add(take_name(), "");
        for (;;) {
            at_ = text_.find_first_not_of(xml_space, at_);
            if (at_ >= text_.size() || text_[at_] == '>' || text_[at_] == '/') return;
            const auto name = take_name();
            const auto quote = quote_behind_equals();
            if (quote == std::string_view::npos) return;
            const auto end = std::min(text_.find(text_[quote], quote + 1), text_.size());
            const auto value = text_.substr(quote + 1, end - quote - 1);
            if (!value.empty()) add(name, value);
            at_ = std::min(end + 1, text_.size());
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;             // of what has been counted
    std::size_t counted_ = 0;  // up to where
    std::vector<ChangelogEntry> entries_;
};

// Cuts YAML at line ends, and inside braces and brackets at commas.
class YamlReader {
public:
    explicit YamlReader(std::string_view text) : text_(text) {}

    std::vector<ChangelogEntry> run() {
        for (std::size_t at = 0; at < text_.size(); ++at) take(at);
        finish();
        return std::move(entries_);
    }

private:
    void take(std::size_t at) {
        const char c = text_[at];
        if (quote_ != '\0') {
            if (c == quote_) quote_ = '\0';
            piece_ += c;
        } else if (is_comment_ ? c != '\n' : c == '#' && starts_comment(at)) {
            is_comment_ = true;
        } else if (c == '\n' || (flow_ > 0 && c == ',')) {
            is_comment_ = false;
            finish();
            line_ += c == '\n' ? 1 : 0;
        } else if ((c == '{' || c == '[') && (flow_ > 0 || is_at_value())) {
            ++flow_;
            finish();
        } else if ((c == '}' || c == ']') && flow_ > 0) {
            --flow_;
            finish();
        } else {
            if ((c == '"' || c == '\'') && is_at_value()) quote_ = c;
            piece_ += c;
        }
    }

    bool starts_comment(std::size_t at) const {
        return at == 0 || text_[at - 1] == ' ' || text_[at - 1] == '\t' || text_[at - 1] == '\n';
    }

    // Whether a value, or a piece, begins here.
    bool is_at_value() const {
        const auto before = trim(piece_);
        return before.empty() || before == "-" || before.ends_with(':') || before.ends_with("- ");
    }

    void finish() {
        auto piece = trim(piece_);
        while (piece.starts_with("- ")) piece = trim(piece.substr(2));
        const bool is_quoted = piece.starts_with('"') || piece.starts_with('\'');
        const auto behind_quotes = is_quoted ? piece.find(piece.front(), 1) : 0;
        const auto colon = behind_quotes == std::string_view::npos ? behind_quotes
                                                                   : piece.find(':', behind_quotes);
        if (colon != std::string_view::npos && colon > 0)
            entries_.push_back({on_one_line(strip_quotes(piece.substr(0, colon))),
                                on_one_line(strip_quotes(piece.substr(colon + 1))), line_});
        line_ += static_cast<int>(std::count(piece_.begin(), piece_.end(), '\n'));  // in quotes
        piece_.clear();
        quote_ = '\0';
    }

    std::string_view text_;
    std::string piece_;
    int line_ = 1;
    int flow_ = 0;
    char quote_ = '\0';
    bool is_comment_ = false;
    std::vector<ChangelogEntry> entries_;
};

}  // namespace

std::vector<ChangelogEntry> xml_entries(std::string_view text) {
    return XmlReader(text).run();
}

std::vector<ChangelogEntry> yaml_entries(std::string_view text) {
    return YamlReader(text).run();
}

}  // namespace migration
