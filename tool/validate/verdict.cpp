#include "validate/verdict.hpp"

#include <algorithm>
#include <cstdlib>

namespace migration {

std::string_view check_name(Check check) {
    constexpr std::array<std::string_view, 5> names{"up", "up_again", "down", "down_again",
                                                    "up_after_down"};
    return names[static_cast<std::size_t>(check)];
}

std::string_view result_name(Result result) {
    constexpr std::array<std::string_view, 5> names{"not_run", "passed", "waived", "known",
                                                    "failed"};
    return names[static_cast<std::size_t>(result)];
}

std::string_view grade_name(Grade grade) {
    constexpr std::array<std::string_view, 4> names{"", "idempotent", "refuses", "repeats"};
    return names[static_cast<std::size_t>(grade)];
}

bool MigrationVerdict::passed() const {
    return (is_up() || at(Check::up) == Result::known) &&
           std::none_of(checks.begin(), checks.end(),
                        [](Result result) { return result == Result::failed; });
}

bool MigrationVerdict::leads_back() const {
    for (const auto check : {Check::down, Check::up_after_down})
        if (at(check) == Result::known || at(check) == Result::failed) return false;
    return is_up();
}

int RunVerdict::major() const {
    return std::atoi(server.c_str());
}

bool RunVerdict::passed() const {
    return chain == Result::passed && straight != Result::failed &&
           std::all_of(migrations.begin(), migrations.end(),
                       [](const auto& verdict) { return verdict.passed(); });
}

bool Verdicts::passed() const {
    const auto fails = [](const auto& problem) {
        return !problem.known && effect_of(problem) != Effect::note;
    };
    return !runs.empty() && std::none_of(problems.begin(), problems.end(), fails) &&
           std::all_of(runs.begin(), runs.end(), [](const auto& run) { return run.passed(); });
}

}  // namespace migration
