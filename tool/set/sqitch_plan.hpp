#pragma once

// Reads Sqitch's plan. The grammar is that of Sqitch 1.6, lib/App/Sqitch/Plan.pm and
// lib/App/Sqitch/Plan/Depend.pm.

#include <string>
#include <string_view>
#include <vector>

#include "set/problem.hpp"

namespace migration {

struct SqitchChange {
    std::string name;
    int line = 0;
    std::vector<std::string> tags;  // that stand behind it, without "@"
    // Of a change that is planned once more further down: the tags up to there, the last one first,
    // and its own behind them. Its scripts have one of them in their names.
    std::vector<std::string> rework_tags;
    int occurrence = 1;  // how often the name has been planned, with this one
};

// The changes in their order. What Sqitch does not read is reported by the rule "plan", what a
// change requires in vain by the rule "depends".
std::vector<SqitchChange> read_sqitch_plan(std::string_view text, const std::string& shown,
                                           Problems& problems);

}  // namespace migration
