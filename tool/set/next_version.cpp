#include "set/next_version.hpp"

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <iterator>
#include <regex>
#include <sstream>

#include "base/text.hpp"

namespace migration {
namespace {

// How many digits of a point in time, and how they are written.
struct TimeShape {
    std::size_t digits;
    const char* format;
    long step;  // seconds from one to the next
};

constexpr TimeShape shapes_of_time[]{
    {14, "%Y%m%d%H%M%S", 1},
    {12, "%Y%m%d%H%M", 60},
    {8, "%Y%m%d", 86400},
};

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

long long number_of(std::string_view digits) {
    long long number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string padded(long long number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string text_of_time(std::time_t time, const char* format) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::ostringstream text;
    text << std::put_time(&parts, format);
    return text.str();
}

// The seconds since 1970; nothing for what is no date of these days.
std::optional<std::time_t> time_of(const std::string& text, const char* format) {
    std::tm parts{};
    const char* end = strptime(text.c_str(), format, &parts);
    if (end == nullptr || *end != 0 || parts.tm_year < 90 || parts.tm_year > 199)
        return std::nullopt;
    return timegm(&parts);
}

std::optional<std::string> next_time(const std::string& last, const char* format, long step,
                                     std::time_t now) {
    const auto before = time_of(last, format);
    if (!before) return std::nullopt;
    const std::string text = text_of_time(now, format);
    return text > last ? text : text_of_time(*before + step, format);
}

std::string next_number(std::string_view digits, int step) {
    return padded(number_of(digits) + step, digits.size());
}

std::string later(long long last, long long now) {
    return std::to_string(std::max(last + 1, now));
}

std::optional<std::string> next_of_digits(const std::string& last, std::time_t now, int step) {
    for (const auto& shape : shapes_of_time)
        if (last.size() == shape.digits)
            if (auto next = next_time(last, shape.format, shape.step, now)) return next;
    if (last.size() == 10 && last >= "1000000000") return later(number_of(last), now);
    if (last.size() == 13 && last >= "1000000000000") return later(number_of(last), now * 1000LL);
    if (last.size() > 18) return std::nullopt;
    return next_number(last, step);
}

std::string first_version(Numbering numbering, std::time_t now) {
    switch (numbering) {
        case Numbering::plain:
            return "1";
        case Numbering::four_digits:
            return "0001";
        case Numbering::time:
            return text_of_time(now, "%Y%m%d%H%M%S");
        case Numbering::seconds:
            return std::to_string(now);
        case Numbering::milliseconds:
            return std::to_string(now) + "000";
        case Numbering::three_digits:
            break;
    }
    return "001";
}

// "20260131_01_ab12c-users": the day, and a number within it.
std::optional<std::string> next_within_day(const std::string& last, std::time_t now) {
    static const std::regex shape("([0-9]{8})_([0-9]{2})([-_].*)?");
    std::smatch match;
    if (!std::regex_match(last, match, shape) || !time_of(match[1], "%Y%m%d")) return std::nullopt;
    const std::string today = text_of_time(now, "%Y%m%d");
    if (today > match[1]) return today + "_01";
    return match[1].str() + "_" + next_number(match[2].str(), 1);
}

}  // namespace

std::optional<std::string> next_version(std::string_view last, Numbering numbering, std::time_t now,
                                        int step) {
    if (last.empty()) return first_version(numbering, now);
    const std::string text(last);
    if (is_number(last)) return next_of_digits(text, now, step);
    if (auto next = next_time(text.substr(0, 17), "%Y-%m-%d-%H%M%S", 1, now)) return next;
    if (auto next = next_within_day(text, now)) return next;
    static const std::regex groups("((?:[0-9]+[-._])*)([0-9]+)[A-Za-z]?");
    std::smatch match;
    if (std::regex_match(text, match, groups) && match[2].length() < 18)
        return match[1].str() + next_number(match[2].str(), 1);
    const auto digits = last.substr(0, last.find_first_not_of("0123456789"));
    if (digits.empty()) return std::nullopt;
    return next_of_digits(std::string(digits), now, step);
}

int step_of(const std::vector<std::string>& versions) {
    if (versions.size() < 3) return 1;
    long long numbers[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& version = versions[versions.size() - 3 + i];
        if (!is_number(version) || version.size() > 6) return 1;
        numbers[i] = number_of(version);
    }
    const auto step = numbers[2] - numbers[1];
    return step == numbers[1] - numbers[0] && step > 1 && step <= 1000 ? static_cast<int>(step) : 1;
}

std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char c : name) {
        if (c != '_' && is_word_byte(c))
            slug += c;
        else if (!slug.empty() && slug.back() != '_')
            slug += '_';
    }
    while (slug.ends_with('_')) slug.pop_back();
    return slug;
}

}  // namespace migration
