#include "sql/psql_variables.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t longest_value = 1U << 20U;

// What it means to set one of the variables that psql has by itself.
enum class Own {
    answer,   // psql sets it from what the server answers
    session,  // psql sets it when it connects; a script may set it to something else
    display,  // changes what psql shows
    must_be_on,
    must_be_off,
};

struct OwnVariable {
    std::string_view name;
    Own meaning;
    std::string_view otherwise = {};  // what psql does then, and a runner does not
};

constexpr OwnVariable own_variables[] = {
    {"ERROR", Own::answer},
    {"LASTOID", Own::answer},
    {"LAST_ERROR_MESSAGE", Own::answer},
    {"LAST_ERROR_SQLSTATE", Own::answer},
    {"ROW_COUNT", Own::answer},
    {"SHELL_ERROR", Own::answer},
    {"SHELL_EXIT_CODE", Own::answer},
    {"SQLSTATE", Own::answer},
    {"DBNAME", Own::session},
    {"ENCODING", Own::session},
    {"HOST", Own::session},
    {"PORT", Own::session},
    {"SERVER_VERSION_NAME", Own::session},
    {"SERVER_VERSION_NUM", Own::session},
    {"SERVICE", Own::session},
    {"USER", Own::session},
    {"VERSION", Own::session},
    {"VERSION_NAME", Own::session},
    {"VERSION_NUM", Own::session},
    {"COMP_KEYWORD_CASE", Own::display},
    {"ECHO", Own::display},
    {"ECHO_HIDDEN", Own::display},
    {"FETCH_COUNT", Own::display},
    {"HIDE_TABLEAM", Own::display},
    {"HIDE_TOAST_COMPRESSION", Own::display},
    {"HISTCONTROL", Own::display},
    {"HISTFILE", Own::display},
    {"HISTSIZE", Own::display},
    {"IGNOREEOF", Own::display},
    {"PROMPT1", Own::display},
    {"PROMPT2", Own::display},
    {"PROMPT3", Own::display},
    {"QUIET", Own::display},
    {"SHOW_ALL_RESULTS", Own::display},
    {"SHOW_CONTEXT", Own::display},
    {"VERBOSITY", Own::display},
    {"WATCH_INTERVAL", Own::display},
    {"AUTOCOMMIT", Own::must_be_on, "psql would begin transactions by itself"},
    {"ON_ERROR_STOP", Own::must_be_on, "psql would go on behind an error"},
    {"ON_ERROR_ROLLBACK", Own::must_be_off, "psql would go on behind an error"},
    {"SINGLELINE", Own::must_be_off, "psql would end statements at line ends"},
    {"SINGLESTEP", Own::must_be_off, "psql would ask before each statement"},
};

const OwnVariable* own_variable(std::string_view name) {
    const auto* found = std::find_if(std::begin(own_variables), std::end(own_variables),
                                     [&](const auto& each) { return each.name == name; });
    return found == std::end(own_variables) ? nullptr : found;
}

bool is_in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80) != 0;
}

std::size_t name_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_in_name(text[at])) ++at;
    return at;
}

std::string doubled(std::string_view text, char quote) {
    std::string result;
    for (const char c : text) result.append(c == quote ? 2 : 1, c);
    return result;
}

// As libpq quotes it: with the blank before the E.
std::string as_literal(const std::string& value) {
    std::string text = doubled(value, '\'');
    if (value.find('\\') == std::string::npos) return "'" + text + "'";
    for (auto at = text.find('\\'); at != std::string::npos; at = text.find('\\', at + 2))
        text.insert(at, 1, '\\');
    return " E'" + text + "'";
}

// An empty value of a boolean variable is "on".
bool is_as_it_must_be(const OwnVariable& own, const std::string& value) {
    if (own.name == "ON_ERROR_ROLLBACK" && to_lower(value) == "interactive") return true;
    return (value.empty() ? true : psql_boolean(value)) == (own.meaning == Own::must_be_on);
}

std::optional<PsqlRefusal> refusal_of(const std::string& name, const std::string& value) {
    const OwnVariable* own = own_variable(name);
    if (own == nullptr || (own->meaning != Own::must_be_on && own->meaning != Own::must_be_off) ||
        is_as_it_must_be(*own, value))
        return std::nullopt;
    return PsqlRefusal{std::string(own->otherwise) + " with this setting, the runner does not",
                       "remove the setting, and write the script so that it does not need it"};
}

}  // namespace

std::optional<VariableUse> variable_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    const auto use = [&](VariableForm form, std::string_view opening,
                         std::string_view closing) -> std::optional<VariableUse> {
        if (!rest.starts_with(opening)) return std::nullopt;
        const auto end = name_end(rest, opening.size());
        if (end == opening.size() || !rest.substr(end).starts_with(closing)) return std::nullopt;
        return VariableUse{form, std::string(rest.substr(opening.size(), end - opening.size())),
                           at + end + closing.size()};
    };
    if (auto found = use(VariableForm::literal, ":'", "'")) return found;
    if (auto found = use(VariableForm::name, ":\"", "\"")) return found;
    if (auto found = use(VariableForm::test, ":{?", "}")) return found;
    return use(VariableForm::plain, ":", "");
}

PsqlVariables::Value PsqlVariables::value(const VariableUse& use) const {
    const OwnVariable* own = own_variable(use.name);
    const auto found = values_.find(use.name);
    const bool is_known =
        found != values_.end() && (own == nullptr || own->meaning == Own::session);
    if (own != nullptr && !is_known)
        return PsqlRefusal{
            "a variable that psql sets by itself, so the tool does not know its value",
            "write the value into the script", use.name};
    const auto& value = is_known ? found->second : std::nullopt;
    switch (use.form) {
        case VariableForm::test:
            return std::optional<std::string>(value ? "TRUE" : "FALSE");
        case VariableForm::literal:
            return value ? std::optional(as_literal(*value)) : std::nullopt;
        case VariableForm::name:
            return value ? std::optional("\"" + doubled(*value, '"') + "\"") : std::nullopt;
        case VariableForm::plain:
            break;
    }
    return value;
}

bool PsqlVariables::is_unheard_of(const std::string& name) const {
    return !values_.contains(name) && own_variable(name) == nullptr;
}

std::optional<PsqlRefusal> PsqlVariables::set(const std::string& name, std::string value) {
    if (name.empty() || name_end(name, 0) != name.size())
        return PsqlRefusal{"not a name of a variable", "names have letters, digits and underscores",
                           name};
    if (value.size() > longest_value)
        return PsqlRefusal{"a value of more than 1 MB", "write the text where it is used", name};
    if (value.find('\0') != std::string::npos || first_invalid_utf8(value))
        return PsqlRefusal{"a value that is not UTF-8, or has a NUL byte",
                           "write characters in place of their bytes", name};
    if (auto refusal = refusal_of(name, value)) return refusal;
    values_[name] = std::move(value);
    return std::nullopt;
}

std::optional<PsqlRefusal> PsqlVariables::unset(const std::string& name) {
    if (auto refusal = refusal_of(name, "off")) return refusal;
    values_[name] = std::nullopt;
    return std::nullopt;
}

// psql takes the beginning of a word for the word.
std::optional<bool> psql_boolean(std::string_view text) {
    const std::string word = to_lower(text);
    const auto begins = [&](std::string_view whole, std::size_t least) {
        return word.size() >= least && whole.starts_with(word);
    };
    if (begins("true", 1) || begins("yes", 1) || begins("on", 2) || word == "1") return true;
    if (begins("false", 1) || begins("no", 1) || begins("off", 2) || word == "0") return false;
    return std::nullopt;
}

}  // namespace migration
