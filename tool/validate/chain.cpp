#include "validate/chain.hpp"

#include <algorithm>
#include <set>

#include "validate/findings.hpp"

namespace migration {
namespace {

class Chain {
public:
    Chain(Stage& stage, RunVerdict& run)
        : stage_(stage), run_(run), migrations_(stage.set().migrations) {
        for (const auto& verdict : run_.migrations)
            for (const auto& finding : verdict.findings)
                if (!finding.object.empty() && (finding.note || !finding.waived.empty()))
                    excused_.insert(finding.object);
    }

    void walk() {
        run_.chain = Result::passed;
        for (std::size_t last = migrations_.size(); last > 0 && run_.chain == Result::passed;) {
            std::size_t first = last;
            while (first > 0 && leads_back(first - 1)) --first;
            if (first < last) {
                if (last < migrations_.size()) stage_.renew_trial(last);
                walk_stretch(first, last);
            }
            last = first > 0 ? first - 1 : 0;
        }
    }

private:
    // What is known to lead elsewhere is not walked.
    bool leads_back(std::size_t index) const {
        return migrations_[index].down && run_.migrations[index].leads_back();
    }

    // From the state after migration number `last` down to the one after number `first`, and up
    // again.
    void walk_stretch(std::size_t first, std::size_t last) {
        for (std::size_t i = last; i > first && run_.chain == Result::passed; --i)
            check(i - 1, Check::down, stage_.trial().down(migrations_[i - 1]),
                  run_.migrations[i - 1].changes);
        for (std::size_t i = first; i < last && run_.chain == Result::passed; ++i)
            check(i, Check::up_after_down, stage_.trial().up(migrations_[i]),
                  inverse(run_.migrations[i].changes));
    }

    // `back` leads from where the step should end to where it began.
    void check(std::size_t index, Check check, const Outcome& outcome, const Changes& back) {
        const auto& set = stage_.set();
        if (outcome.error) {
            run_.chain_findings.push_back(
                error_finding(migrations_[index], check, *outcome.error, set.directory));
            run_.chain = Result::failed;
            return;
        }
        Changes changes = combine(back, outcome.changes);
        std::erase_if(changes, [&](const auto& change) {
            return excused_.contains(change.key) || excused_.contains(change.parent);
        });
        auto findings = findings_of(set, migrations_[index], check, changes);
        stage_.show_rows(findings, check, index);
        if (result_of(findings) == Result::failed) run_.chain = Result::failed;
        std::move(findings.begin(), findings.end(), std::back_inserter(run_.chain_findings));
    }

    Stage& stage_;
    RunVerdict& run_;
    const std::vector<Migration>& migrations_;
    // Objects that may differ: what varies by itself, and what is waived.
    std::set<ObjectKey> excused_;
};

}  // namespace

void walk_chain(Stage& stage, RunVerdict& run) {
    Chain(stage, run).walk();
}

}  // namespace migration
