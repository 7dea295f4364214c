#include "set/liquibase_line.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view white = " \t\f\v\r";

std::string_view without_white(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(white), text.size()));
}

// What stands behind the word at the front, whatever its letters.
std::optional<std::string_view> behind_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size() || to_lower(text.substr(0, word.size())) != to_lower(word))
        return std::nullopt;
    return text.substr(word.size());
}

bool starts_white(std::string_view text) {
    return !text.empty() && white.find(text.front()) != std::string_view::npos;
}

struct DashComment {
    bool is_indented = false;
    std::size_t dashes = 0;
    std::string_view text;  // without the white space in front of it
};

DashComment dash_comment(std::string_view line) {
    const auto text = without_white(line);
    const auto dashes = std::min(text.find_first_not_of('-'), text.size());
    return {text.size() < line.size(), dashes, without_white(text.substr(dashes))};
}

// Behind a word that takes an optional colon and a blank.
std::optional<std::string_view> behind_colon(std::string_view text, std::string_view word) {
    auto rest = behind_word(text, word);
    if (!rest) return std::nullopt;
    if (rest->starts_with(':')) rest->remove_prefix(1);
    if (!rest->starts_with(' ')) return std::nullopt;
    return rest->substr(1);
}

// Two values with a colon in each, blanks between them.
bool has_two_values(std::string_view text) {
    const auto first = text.find(':');
    if (first == std::string_view::npos) return false;
    const auto gap = text.find_first_of(white, first);
    return gap != std::string_view::npos && text.find(':', gap) != std::string_view::npos;
}

bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_word_byte(c) && static_cast<unsigned char>(c) < 0x80;
    });
}

using Found = std::optional<LiquibaseLine>;

Found property(const DashComment& comment) {
    const auto rest = behind_word(comment.text, "property");
    if (!rest || !starts_white(*rest) || comment.dashes == 0) return std::nullopt;
    if (comment.dashes == 2 && has_two_values(*rest))
        return LiquibaseLine{LiquibaseMark::property, *rest, {}};
    return LiquibaseLine{LiquibaseMark::refused, {}, "--property name:NAME value:VALUE"};
}

Found ignore_lines(const DashComment& comment) {
    constexpr std::string_view spelling = "--ignoreLines:COUNT, or --ignoreLines:start";
    const auto rest = behind_word(comment.text, "ignoreLines:");
    const auto other = behind_word(comment.text, "ignore:");
    if (comment.is_indented) return std::nullopt;
    if (comment.dashes == 2 && rest && is_word(*rest))
        return LiquibaseLine{LiquibaseMark::ignore_lines, *rest, {}};
    const bool is_refused = (comment.dashes == 1 && rest && is_word(rest->substr(0, 1))) ||
                            (comment.dashes == 2 && other && is_word(*other));
    if (!is_refused) return std::nullopt;
    return LiquibaseLine{LiquibaseMark::refused, {}, spelling};
}

Found changeset(const DashComment& comment) {
    const auto rest = behind_word(comment.text, "changeset");
    if (!rest) return std::nullopt;
    const bool is_short = comment.dashes == 1 && !comment.is_indented && starts_white(*rest);
    if (comment.dashes != 2 && !is_short) return std::nullopt;
    return LiquibaseLine{is_short ? LiquibaseMark::refused : LiquibaseMark::changeset, *rest,
                         "--changeset AUTHOR:ID"};
}

Found remark(const DashComment& comment) {
    if (comment.is_indented) return std::nullopt;
    const auto one = behind_colon(comment.text, "comment");
    if (comment.dashes == 2 && one) return LiquibaseLine{LiquibaseMark::comment, *one, {}};
    const bool is_plural = comment.dashes == 2 && behind_colon(comment.text, "comments");
    if (is_plural || (comment.dashes == 1 && one))
        return LiquibaseLine{LiquibaseMark::refused, {}, "--comment TEXT"};
    if (comment.dashes == 2 && behind_colon(comment.text, "validCheckSum"))
        return LiquibaseLine{LiquibaseMark::comment, {}, {}};
    if (comment.dashes == 1 && behind_word(comment.text, "validCheckSum"))
        return LiquibaseLine{LiquibaseMark::refused, {}, "--validCheckSum: CHECKSUM"};
    return std::nullopt;
}

Found rollback(const DashComment& comment) {
    const auto rest = behind_word(comment.text, "rollback");
    if (!rest) return std::nullopt;
    if (comment.dashes == 2 && rest->starts_with(' '))
        return LiquibaseLine{LiquibaseMark::rollback, rest->substr(1), {}};
    if (comment.dashes == 1 && starts_white(*rest))
        return LiquibaseLine{LiquibaseMark::refused, {}, "--rollback SQL"};
    return std::nullopt;
}

Found precondition(const DashComment& comment) {
    const auto several = behind_word(comment.text, "preconditions");
    if (several && comment.dashes == 2)
        return LiquibaseLine{LiquibaseMark::preconditions, *several, {}};
    if (several && comment.dashes == 1 && starts_white(*several))
        return LiquibaseLine{LiquibaseMark::refused, {}, "--preconditions onFail:HALT"};
    const auto one = behind_word(comment.text, "precondition-");
    if (one && comment.dashes == 2) return LiquibaseLine{LiquibaseMark::precondition, *one, {}};
    if (comment.dashes == 1 && behind_word(comment.text, "precondition"))
        return LiquibaseLine{
            LiquibaseMark::refused, {}, "--precondition-sql-check expectedResult:VALUE SQL"};
    return std::nullopt;
}

Found licensed(const DashComment& comment) {
    if (comment.dashes != 2) return std::nullopt;
    const auto is = [&](std::string_view word, std::string_view behind) {
        const auto rest = behind_word(comment.text, word);
        return rest && starts_white(*rest) && behind_word(without_white(*rest), behind);
    };
    if (is("include", "file:") || is("includeAll", "") || is("rollbackSqlFile", "") ||
        is("tagDatabase:", ""))
        return LiquibaseLine{LiquibaseMark::licensed, {}, {}};
    return std::nullopt;
}

bool is_header(const DashComment& comment) {
    const auto rest = behind_word(comment.text, "liquibase");
    return comment.dashes == 2 && rest && behind_word(without_white(*rest), "formatted");
}

bool begins_rollback_block(std::string_view line) {
    const auto text = trim(line);
    if (!text.starts_with("/*")) return false;
    const auto rest = behind_word(without_white(text.substr(2)), "liquibase");
    return rest && to_lower(without_white(*rest)) == "rollback";
}

}  // namespace

LiquibaseLine parse_liquibase_line(std::string_view line) {
    const DashComment comment = dash_comment(line);
    if (begins_rollback_block(line)) return {LiquibaseMark::rollback_block, {}, {}};
    if (comment.dashes == 0) return {};
    if (is_header(comment)) return {LiquibaseMark::header, comment.text, {}};
    for (const auto reader :
         {property, ignore_lines, changeset, remark, rollback, precondition, licensed})
        if (const auto found = reader(comment)) return *found;
    return {};
}

bool ends_rollback_block(std::string_view line, std::string_view& text) {
    const auto trimmed = trim(line);
    if (!trimmed.ends_with("*/")) return false;
    text = line.substr(0, line.rfind("*/"));
    return true;
}

bool is_formatted_sql(std::string_view text) {
    for (const auto& [line, end] : lines_of(text))
        if (!trim(line).empty()) return is_header(dash_comment(line));
    return false;
}

}  // namespace migration
