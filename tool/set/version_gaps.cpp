#include "set/version_gaps.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "set/history_rules.hpp"

namespace migration {
namespace {

constexpr std::size_t longest = 5;  // digits of a number without its zeros; timestamps have more

struct Numbered {
    long number;
    std::size_t width;
    const Migration* migration;
};

// "006", and 6 for "006a", too, which stands between 006 and 007.
std::optional<Numbered> numbered(const Migration& migration) {
    std::string_view digits = migration.version;
    if (!digits.empty() && digits.find_last_of("0123456789") + 2 == digits.size())
        digits.remove_suffix(1);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const auto first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    if (digits.size() - first > longest) return std::nullopt;
    return Numbered{std::stol(std::string(digits)), digits.size(), &migration};
}

// In ascending order; empty where one is no plain number.
std::vector<Numbered> sequence(const MigrationSet& set) {
    std::vector<Numbered> numbers;
    for (const auto& migration : set.migrations) {
        if (migration.seed || migration.repeatable) continue;
        const auto number = numbered(migration);
        if (!number) return {};
        numbers.push_back(*number);
    }
    std::stable_sort(numbers.begin(), numbers.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    return numbers;
}

bool mostly_follow_each_other(const std::vector<Numbered>& numbers) {
    std::size_t close = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i)
        close += numbers[i].number - numbers[i - 1].number <= 1 ? 1 : 0;
    return 2 * close + 1 >= numbers.size();
}

std::string as_version(long number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.insert(0, width > digits.size() ? width - digits.size() : 0, '0');
}

std::string missing(const Numbered& before, const Numbered& after) {
    const std::string first = as_version(before.number + 1, before.width);
    if (before.number + 2 == after.number) return "version \"" + first + "\" is missing";
    return "versions \"" + first + "\" to \"" + as_version(after.number - 1, before.width) +
           "\" are missing";
}

}  // namespace

void check_gaps(const MigrationSet& set, Gaps gaps, Problems& problems) {
    if (gaps == Gaps::off) return;
    const auto numbers = sequence(set);
    if (gaps == Gaps::note && !mostly_follow_each_other(numbers)) return;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const auto &before = numbers[i - 1], &after = numbers[i];
        if (after.number - before.number < 2) continue;
        problems.push_back({gaps == Gaps::error ? "missing-version" : "version-gap",
                            shown_file(set, after.migration->up), 0,
                            missing(before, after) + " before \"" + after.migration->name() + "\"",
                            ""});
    }
}

}  // namespace migration
