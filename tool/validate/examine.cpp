#include "validate/examine.hpp"

#include <algorithm>
#include <set>

#include "validate/findings.hpp"

namespace migration {
namespace {

class Examination {
public:
    Examination(Stage& stage, std::size_t index)
        : stage_(stage), set_(stage.set()), migration_(set_.migrations[index]), index_(index) {}

    MigrationVerdict run() {
        verdict_.version = migration_.version;
        verdict_.slug = migration_.slug;
        verdict_.digest = migration_.digest();
        before_ = stage_.trial().state();
        if (!check_up()) return std::move(verdict_);
        if (set_.idempotence != Idempotence::off) check_up_again();
        if (migration_.down) check_down();
        else waive_down();
        if (spoilt_) stage_.renew_trial(index_ + 1);
        verdict_.changes = compare(before_, stage_.trial().state());
        verdict_.fingerprint = fingerprint(stage_.trial().state());
        return std::move(verdict_);
    }

private:
    void add(std::vector<Finding> findings) {
        std::move(findings.begin(), findings.end(), std::back_inserter(verdict_.findings));
    }

    void fail(Check check, const Error& error) {
        verdict_.at(check) = Result::failed;
        verdict_.findings.push_back(error_finding(migration_, check, error, set_.directory));
    }

    bool has_extensions() {
        for (const auto& extension : migration_.up.annotations.requires_extensions) {
            const Rows found = stage_.trial().session().rows(
                "SELECT FROM pg_catalog.pg_available_extensions WHERE name = $1", {extension});
            if (found.size() > 0) continue;
            fail(Check::up, Error(ErrorKind::failed,
                                  "the extension is not available on this server: \"" + extension + "\"",
                                  "install it, on Debian from a package such as postgresql-contrib"));
            return false;
        }
        return true;
    }

    bool check_up() {
        if (has_extensions())
            if (const auto error = stage_.trial().up(migration_)) fail(Check::up, *error);
        if (verdict_.at(Check::up) == Result::failed) {
            stage_.mark_failed_up(index_);
            if (!compare(before_, stage_.trial().state()).empty()) stage_.renew_trial(index_);
            return false;
        }
        verdict_.at(Check::up) = Result::passed;
        after_ = stage_.trial().state();
        return true;
    }

    // The grade of a second run, and its findings when the set does not accept that grade.
    Grade grade(Check check, const std::optional<Error>& error, const Changes& changes) {
        const Grade grade = !changes.empty() ? Grade::repeats : error ? Grade::refuses : Grade::idempotent;
        auto& result = verdict_.at(check);
        result = Result::passed;
        if (grade == Grade::repeats) {
            auto findings = findings_of(set_, migration_, check, changes);
            result = result_of(findings);
            add(std::move(findings));
        } else if (grade == Grade::refuses && set_.idempotence == Idempotence::strict) {
            auto finding = error_finding(migration_, check, *error, set_.directory);
            finding.waived = refusal_waiver(check);
            if (finding.hint.empty())
                finding.hint = "make a second run succeed, as with IF NOT EXISTS or IF EXISTS, declare \"-- "
                               "@not-idempotent: reason\", or set IDEMPOTENCE SAFE";
            result = result_of({finding});
            verdict_.findings.push_back(std::move(finding));
        }
        return grade;
    }

    std::string refusal_waiver(Check check) const {
        const auto& script = check == Check::down_again ? *migration_.down : migration_.up;
        const auto found = script.annotations.allow.find("refuses");
        if (found != script.annotations.allow.end()) return found->second;
        return script.annotations.not_idempotent.value_or("");
    }

    void check_up_again() {
        const auto error = stage_.trial().up(migration_);
        const Changes changes = compare(after_, stage_.trial().state());
        verdict_.up_again = grade(Check::up_again, error, changes);
        if (changes.empty()) return;
        stage_.renew_trial(index_ + 1);
        after_ = stage_.trial().state();
    }

    void check_down() {
        if (const auto error = stage_.trial().down(migration_)) {
            fail(Check::down, *error);
            spoilt_ = !compare(after_, stage_.trial().state()).empty();
            return;
        }
        auto findings = findings_of(set_, migration_, Check::down, compare(before_, stage_.trial().state()));
        verdict_.at(Check::down) = result_of(findings);
        spoilt_ = !findings.empty();
        add(std::move(findings));
        if (set_.idempotence != Idempotence::off) check_down_again();
        check_up_after_down();
    }

    void check_down_again() {
        const Snapshot before = stage_.trial().state();
        const auto error = stage_.trial().down(migration_);
        const Changes changes = compare(before, stage_.trial().state());
        verdict_.down_again = grade(Check::down_again, error, changes);
        if (!changes.empty()) spoilt_ = true;
    }

    void check_up_after_down() {
        if (const auto error = stage_.trial().up(migration_)) {
            fail(Check::up_after_down, *error);
            spoilt_ = true;
            return;
        }
        verdict_.at(Check::up_after_down) = Result::passed;
        const Changes changes = compare(after_, stage_.trial().state());
        if (changes.empty()) return;
        const Changes own = volatile_changes(changes);
        Changes rest;
        for (const auto& change : changes)
            if (std::none_of(own.begin(), own.end(), [&](const auto& other) { return other.key == change.key; }))
                rest.push_back(change);
        auto findings = volatile_findings(set_, migration_, own);
        auto others = findings_of(set_, migration_, Check::up_after_down, rest);
        spoilt_ = spoilt_ || !others.empty();
        std::move(others.begin(), others.end(), std::back_inserter(findings));
        verdict_.at(Check::up_after_down) = result_of(findings);
        add(std::move(findings));
    }

    // Those of the changes that also differ between two runs from one and the same state.
    Changes volatile_changes(const Changes& changes) {
        const auto probe = stage_.probe(index_);
        if (probe->up(migration_)) return {};
        std::set<std::string> differing;
        for (const auto& change : compare(after_, probe->state())) differing.insert(change.key);
        Changes own;
        for (const auto& change : changes)
            if (differing.contains(change.key)) own.push_back(change);
        return own;
    }

    void waive_down() {
        for (const auto check : {Check::down, Check::down_again, Check::up_after_down})
            verdict_.at(check) = migration_.up.annotations.irreversible ? Result::waived : Result::not_run;
    }

    Stage& stage_;
    const MigrationSet& set_;
    const Migration& migration_;
    std::size_t index_;
    Snapshot before_;
    Snapshot after_;
    bool spoilt_ = false;  // the trial no longer stands where an up alone would have brought it
    MigrationVerdict verdict_;
};

}  // namespace

MigrationVerdict examine(Stage& stage, std::size_t index) {
    return Examination(stage, index).run();
}

}  // namespace migration
