#include "set/sqitch_line.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view decimal_digits = "0123456789";

std::string shown_part(std::string_view text) {
    return "\"" + one_line(text, 100) + "\"";
}

bool is_punctuation(char c) {
    return c > ' ' && c < 0x7f && !is_word_byte(c);
}

// "name^2" and the like stand for changes around others.
bool is_symbolic(std::string_view name) {
    const auto last = name.find_last_not_of(decimal_digits);
    return last != std::string_view::npos && last + 1 < name.size() &&
           std::string_view("~/=%^[]").find(name[last]) != std::string_view::npos;
}

bool may_be_id(std::string_view name) {
    constexpr std::size_t length = 40;
    return name.size() >= length &&
           name.substr(0, length).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool starts_with_time(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00Z";
    if (text.size() < shape.size()) return false;
    return std::equal(shape.begin(), shape.end(), text.begin(), [](char wanted, char found) {
        return wanted == '0' ? decimal_digits.find(found) != std::string_view::npos
                             : wanted == found;
    });
}

// "Name <email>"
bool is_planner(std::string_view text) {
    const auto open = text.find('<');
    if (open == std::string_view::npos || open < 2 || trim(text.substr(0, open)).empty())
        return false;
    const auto close = text.find('>', open);
    return (text[open - 1] == ' ' || text[open - 1] == '\t') && close == text.size() - 1 &&
           close > open + 1;
}

// What stands behind the name and what it requires.
std::string problem_behind(std::string_view rest) {
    if (rest.empty()) return "neither time nor planner: ";
    if (!starts_with_time(rest))
        return is_planner(rest) ? "no time before the planner: " : "cannot be read: ";
    rest = trim(rest.substr(std::string_view("0000-00-00T00:00:00Z").size()));
    if (rest.empty()) return "no planner behind the time: ";
    return is_planner(rest) ? "" : "not a planner behind the time: ";
}

void refuse(SqitchLine& line, std::string problem, std::string hint) {
    line.problem = std::move(problem);
    line.hint = std::move(hint);
}

}  // namespace

bool is_sqitch_name(std::string_view name) {
    return !name.empty() && !is_punctuation(name.front()) && !is_punctuation(name.back()) &&
           name.find_first_of(" \t:@#\\[]") == std::string_view::npos && !is_symbolic(name);
}

SqitchLine parse_sqitch_line(std::string_view text) {
    SqitchLine line;
    line.is_tag = text.starts_with('@');
    const bool reverts = text.starts_with('-');
    auto rest = line.is_tag || reverts || text.starts_with('+') ? trim(text.substr(1)) : text;
    line.name = rest.substr(0, rest.find_first_of(" \t["));
    rest = trim(rest.substr(line.name.size()));
    if (rest.starts_with('[') && rest.find(']') != std::string_view::npos) {
        line.dependencies = rest.substr(1, rest.find(']') - 1);
        rest = trim(rest.substr(rest.find(']') + 1));
    }
    const std::string behind = problem_behind(rest);
    const bool is_reserved = line.name == "ROOT" || line.name == "HEAD" || may_be_id(line.name);
    if (!is_sqitch_name(line.name))
        refuse(line, "not a name: " + shown_part(line.name), sqitch_name_hint);
    else if (is_reserved)
        refuse(line, "a name that Sqitch keeps for itself: " + shown_part(line.name), "");
    else if (reverts)
        refuse(line, "a plan that reverts: " + shown_part(text), "");
    else if (!behind.empty())
        refuse(line, behind + shown_part(text),
               "write \"2024-01-31T12:00:00Z Planner's Name <address>\" behind the name");
    return line;
}

}  // namespace migration
