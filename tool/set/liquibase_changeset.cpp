#include "set/liquibase_changeset.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view white_space = " \t\f\v";

// A value up to white space, or in quotes; what it is long with them.
std::string_view leading_value(std::string_view text) {
    if (text.starts_with('"'))
        if (const auto quote = text.find('"', 1); quote != std::string_view::npos && quote > 1)
            return text.substr(0, quote + 1);
    return text.substr(0, text.find_first_of(white_space));
}

std::string unquoted(std::string_view text) {
    if (text.size() > 1 && text.starts_with('"') && text.ends_with('"'))
        text = text.substr(1, text.size() - 2);
    return std::string(trim(text));
}

// What stands behind the last "name:".
std::optional<std::string_view> behind_attribute(std::string_view line, std::string_view name) {
    const auto at = to_lower(line).rfind(to_lower(name) + ":");
    if (at == std::string::npos) return std::nullopt;
    return line.substr(at + name.size() + 1);
}

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
}

}  // namespace

std::optional<LiquibaseIdentity> liquibase_identity(std::string_view text) {
    const auto start = text.find_first_not_of(white_space);
    if (start == 0 || start == std::string_view::npos) return std::nullopt;
    text = text.substr(start);
    const auto quoted = leading_value(text);
    const bool is_quoted =
        quoted.starts_with('"') && quoted.size() > 1 && text.substr(quoted.size()).starts_with(':');
    const auto colon = is_quoted ? quoted.size() : text.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    const LiquibaseIdentity identity{unquoted(text.substr(0, colon)),
                                     unquoted(leading_value(text.substr(colon + 1)))};
    const bool is_empty = identity.id.find_first_not_of(": ") == std::string::npos;
    return is_empty ? std::nullopt : std::optional(identity);
}

std::optional<std::string> liquibase_attribute(std::string_view line, std::string_view name) {
    const auto value = behind_attribute(line, name);
    if (!value) return std::nullopt;
    return unquoted(leading_value(*value));
}

std::optional<std::string> liquibase_word(std::string_view line, std::string_view name) {
    const auto value = behind_attribute(line, name);
    if (!value) return std::nullopt;
    const auto end = std::find_if_not(value->begin(), value->end(), is_word_byte);
    if (end == value->begin()) return std::nullopt;
    return std::string(value->begin(), end);
}

bool liquibase_flag(std::string_view line, std::string_view name, bool otherwise) {
    const auto value = liquibase_word(line, name);
    return value ? to_lower(*value) == "true" : otherwise;
}

bool is_for_postgresql(std::string_view dbms) {
    bool has_others = false, is_named = false;
    for (const auto part : split(dbms, ',')) {
        const std::string name = to_lower(trim(part));
        if (name == "all") return true;
        if (name == "none" || name == "!postgresql") return false;
        is_named = is_named || name == "postgresql";
        has_others = has_others || (!name.empty() && !name.starts_with('!'));
    }
    return is_named || !has_others;
}

std::optional<LiquibaseDelimiter> liquibase_delimiter(std::string_view line, bool of_rollback) {
    LiquibaseDelimiter delimiter;
    delimiter.splits =
        liquibase_flag(line, of_rollback ? "rollbackSplitStatements" : "splitStatements", true);
    const auto value =
        behind_attribute(line, of_rollback ? " rollbackEndDelimiter" : " endDelimiter");
    if (!value) return delimiter;
    delimiter.text = value->substr(0, value->find_first_of(white_space));
    for (const std::string_view blank : {"\\n", "\\r", "\\s*", "\\s+"})
        erase_all(delimiter.text, blank);
    if (delimiter.text.ends_with("/$")) delimiter.text.pop_back();
    delimiter.text = delimiter.text.substr(0, delimiter.text.find('|'));
    if (delimiter.text.find('\\') != std::string::npos) return std::nullopt;
    return delimiter;
}

std::string with_semicolon(std::string_view line, const LiquibaseDelimiter& delimiter) {
    const auto text = line.substr(0, line.find_last_not_of(white_space) + 1);
    if (!delimiter.splits || text.empty() || delimiter.text == ";") return std::string(line);
    const std::string lowered = to_lower(text), end = to_lower(delimiter.text);
    if (end.empty()) return lowered == "/" || lowered == "go" ? ";" : std::string(line);
    if (!lowered.ends_with(end)) return std::string(line);
    const auto before = text.substr(0, text.size() - end.size());
    const bool is_part_of_word =
        !before.empty() && is_word_byte(end.front()) && is_word_byte(before.back());
    if (is_part_of_word || (end == "/" && !trim(before).empty())) return std::string(line);
    return std::string(before) + ";";
}

}  // namespace migration
