#include "sql/psql_conditions.hpp"

namespace migration {

bool PsqlConditions::is_active() const {
    return levels_.empty() || levels_.back().branch == Branch::runs ||
           levels_.back().branch == Branch::else_runs;
}

bool PsqlConditions::elif_decides() const {
    return !levels_.empty() && levels_.back().branch == Branch::waits;
}

void PsqlConditions::begin(bool holds, int line) {
    const Branch branch = !is_active() ? Branch::passed : holds ? Branch::runs : Branch::waits;
    levels_.push_back({branch, line});
}

bool PsqlConditions::elif (bool holds) {
    if (levels_.empty()) return false;
    Branch& branch = levels_.back().branch;
    if (branch == Branch::else_runs || branch == Branch::else_passed) return false;
    if (branch == Branch::runs)
        branch = Branch::passed;
    else if (branch == Branch::waits && holds)
        branch = Branch::runs;
    return true;
}

bool PsqlConditions::otherwise() {
    if (levels_.empty()) return false;
    Branch& branch = levels_.back().branch;
    if (branch == Branch::else_runs || branch == Branch::else_passed) return false;
    branch = branch == Branch::waits ? Branch::else_runs : Branch::else_passed;
    return true;
}

bool PsqlConditions::end() {
    if (levels_.empty()) return false;
    levels_.pop_back();
    return true;
}

std::optional<int> PsqlConditions::open_since() const {
    if (levels_.empty()) return std::nullopt;
    return levels_.back().line;
}

}  // namespace migration
