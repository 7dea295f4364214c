#include "set/problem.hpp"

#include <algorithm>
#include <iterator>

namespace migration {
namespace {

struct RuleRow {
    std::string_view rule;
    Effect effect;
};

// All other rules are reported, and the script runs.
constexpr RuleRow rules[]{
    {"empty-script", Effect::note},
    {"other-annotation", Effect::note},
    {"own-transactions", Effect::note},
    {"other-project", Effect::note},
    {"path-order", Effect::note},
    {"unset-property", Effect::note},
    {"tolerated-errors", Effect::note},
    {"changed-other-script", Effect::note},
    {"passed-over", Effect::note},
    {"since", Effect::note},
    {"depends-order", Effect::note},
    {"version-gap", Effect::note},
    {"baseline", Effect::note},
    {"callback", Effect::note},
    {"mixed-script", Effect::note},
    {"tool-setting", Effect::note},
    {"psql-variable", Effect::note},
    {"alembic", Effect::stops_script},
    {"block-marker", Effect::stops_script},
    {"encoding", Effect::stops_script},
    {"foreign-file", Effect::stops_script},
    {"ledger", Effect::stops_script},
    {"missing-file", Effect::stops_script},
    {"other-language", Effect::stops_script},
    {"placeholder", Effect::stops_script},
    {"psql-command", Effect::stops_script},
    {"script-setting", Effect::stops_script},
    {"section", Effect::stops_script},
    {"special-file", Effect::stops_script},
    {"string-syntax", Effect::stops_script},
    {"template", Effect::stops_script},
    {"transaction-control", Effect::stops_script},
    {"unsplittable", Effect::stops_script},
    {"config", Effect::stops_set},
    {"duplicate-version", Effect::stops_set},
    {"dependency-cycle", Effect::stops_set},
    {"empty-set", Effect::stops_set},
    {"plan", Effect::stops_set},
    {"journal", Effect::stops_set},
};

}  // namespace

Effect effect_of(const Problem& problem) {
    const auto* row = std::find_if(std::begin(rules), std::end(rules),
                                   [&](const auto& each) { return each.rule == problem.rule; });
    return row == std::end(rules) ? Effect::fails : row->effect;
}

}  // namespace migration
