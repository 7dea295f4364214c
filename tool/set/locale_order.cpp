#include "set/locale_order.hpp"

#include <algorithm>
#include <vector>

#include "set/draft_order.hpp"

namespace migration {
namespace {

// Before digits and letters, in this order.
constexpr std::string_view punctuation = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

// Letters of one name compare alike, whatever their case.
int weight(char c) {
    if (const auto at = punctuation.find(c); at != std::string_view::npos)
        return static_cast<int>(at) + 1;
    const char lowered = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    return 256 + static_cast<unsigned char>(lowered);
}

// A name as what is compared: single characters, and groups of digits where these are numbers.
std::vector<std::string_view> elements(std::string_view name, const LocaleOrder& order) {
    std::vector<std::string_view> found;
    for (std::size_t i = 0; i < name.size();) {
        std::size_t end = i + 1;
        while (order.numbers && is_digit(name[i]) && end < name.size() && is_digit(name[end]))
            ++end;
        if (!order.ignores_punctuation || punctuation.find(name[i]) == std::string_view::npos)
            found.push_back(name.substr(i, end - i));
        i = end;
    }
    return found;
}

int compare_elements(std::string_view a, std::string_view b) {
    if (is_digit(a[0]) && is_digit(b[0])) return number_less(a, b) ? -1 : number_less(b, a) ? 1 : 0;
    return weight(a[0]) - weight(b[0]);
}

}  // namespace

int compare_by_locale(std::string_view a, std::string_view b, const LocaleOrder& order) {
    const auto of_a = elements(a, order), of_b = elements(b, order);
    const auto both = std::min(of_a.size(), of_b.size());
    for (std::size_t i = 0; i < both; ++i)
        if (const int first = compare_elements(of_a[i], of_b[i]); first != 0) return first;
    if (of_a.size() != of_b.size()) return of_a.size() < of_b.size() ? -1 : 1;
    for (std::size_t i = 0; i < both; ++i)
        if (is_upper(of_a[i][0]) != is_upper(of_b[i][0])) return is_upper(of_a[i][0]) ? 1 : -1;
    return 0;
}

}  // namespace migration
