#include "apply/lock_patience.hpp"

#include <algorithm>
#include <random>

#include "base/interrupt.hpp"

namespace migration {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause(500);
constexpr milliseconds longest_pause(15000);

// lock_not_available, deadlock_detected
bool is_about_locks(const std::string& sqlstate) {
    return sqlstate == "55P03" || sqlstate == "40P01";
}

// Twice as long each time, and by chance: runners that met shall not meet again.
milliseconds pause_after(int tries) {
    static std::mt19937 random{std::random_device{}()};
    const auto longest = std::min(first_pause * (1 << std::min(tries, 10)), longest_pause);
    return milliseconds(std::uniform_int_distribution<milliseconds::rep>(longest.count() / 2,
                                                                         longest.count())(random));
}

}  // namespace

bool LockPatience::tries_again(const ScriptError& error, const RunningStatement& statement) {
    if (!is_about_locks(error.sqlstate()) || left_ == 0) return false;
    --left_;
    const auto pause = pause_after(tried_++);
    listener_.tries_again(statement, error.what(), left_, pause);
    pause_unless_interrupted(pause);
    return true;
}

}  // namespace migration
