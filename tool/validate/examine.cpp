#include "validate/examine.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "snapshot/object_key.hpp"
#include "validate/findings.hpp"
#include "validate/sequence_values.hpp"
#include "validate/waivers.hpp"

namespace migration {
namespace {

class Examination {
    using Keys = std::set<ObjectKey>;

public:
    Examination(Stage& stage, std::size_t index)
        : stage_(stage), set_(stage.set()), migration_(set_.migrations[index]), index_(index) {}

    MigrationVerdict run() {
        verdict_.version = migration_.version;
        verdict_.slug = migration_.slug;
        verdict_.digest = migration_.digest();
        try {
            check_all();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::failed || is_locked_out_) throw;
            break_off(error);
        }
        return std::move(verdict_);
    }

private:
    void check_all() {
        add(stage_.files().of(migration_));
        if (!check_up()) return;
        if (set_.idempotence != Idempotence::off || migration_.repeatable) check_up_again();
        if (!migration_.down)
            waive_down();
        else if (!stage_.files().stops_down(migration_))
            check_down();
        fail_for_files();
        if (spoilt_) stage_.renew_failed_trial(index_ + 1, migration_.version);
        verdict_.changes = spoilt_ ? up_ : now_;
        verdict_.fingerprint = stage_.trial().fingerprint();
    }

    // A query of ours has failed, or a script that had succeeded before: that is this migration's
    // verdict, and the others get theirs. Where the state behind it cannot be had they do without
    // it.
    void break_off(const Error& error) {
        Finding finding = error_finding(migration_, present_, error, set_.directory);
        if (finding.line == 0)
            finding.message =
                "the tool cannot read the database after the script: " + finding.message;
        verdict_.at(present_) = Result::failed;
        const bool is_known =
            std::any_of(verdict_.findings.begin(), verdict_.findings.end(), [&](const auto& known) {
                return known.check == finding.check && known.message == finding.message;
            });
        if (!is_known) verdict_.findings.push_back(std::move(finding));
        try {
            stage_.renew_trial(index_ + 1);
        } catch (const Error& failure) {
            if (failure.kind() != ErrorKind::failed) throw;
            verdict_.at(Check::up) = Result::failed;
            stage_.mark_failed_up(index_);
            stage_.renew_trial(index_);
        }
    }

    // What reading the files has found fails the check of its script, however that ran.
    void fail_for_files() {
        for (const auto& finding : stage_.files().of(migration_))
            if (!finding.note) verdict_.at(finding.check) = Result::failed;
    }

    // Runs the script that the check is about, or one on the way to it.
    Outcome run_up() { return heard(stage_.trial().up(migration_)); }
    Outcome run_down() { return heard(stage_.trial().down(migration_)); }

    Outcome heard(Outcome outcome) {
        for (const auto& notice : outcome.notices)
            verdict_.notices.push_back({present_, notice.severity, notice.message, notice.place});
        if (outcome.more_notices > 0)
            verdict_.notices.push_back({present_, "NOTICE",
                                        "… and " + std::to_string(outcome.more_notices) + " more",
                                        outcome.notices.back().place});
        return outcome;
    }

    void add(std::vector<Finding> findings) {
        std::move(findings.begin(), findings.end(), std::back_inserter(verdict_.findings));
    }

    void fail(Check check, const Error& error) {
        verdict_.at(check) = Result::failed;
        verdict_.findings.push_back(error_finding(migration_, check, error, set_.directory));
    }

    // Somebody else's server lets us in no more: nothing can be examined there any longer.
    void require_another_server(const Script& script, const Error& error) {
        if (stage_.has_another_server()) return;
        is_locked_out_ = true;
        throw Error(
            ErrorKind::failed,
            (std::filesystem::path(set_.directory) / script.file).string() + ": " + error.what(),
            error.hint());
    }

    void stand_after_up(Changes changes) {
        up_ = changes;
        now_ = std::move(changes);
    }

    // What a script changed that has run before and must run again.
    static Changes must(Outcome outcome) {
        if (outcome.error) throw Error(*outcome.error);
        return std::move(outcome.changes);
    }

    bool has_extensions() {
        for (const auto& extension : migration_.up.annotations.requires_extensions) {
            if (stage_.trial().offers_extension(extension)) continue;
            fail(Check::up,
                 Error(ErrorKind::failed,
                       "the extension is not available on this server: \"" + extension + "\"",
                       "install it, on Debian from a package such as postgresql-contrib"));
            return false;
        }
        return true;
    }

    bool check_up() {
        Outcome outcome;
        if (stage_.files().stops_up(migration_)) {
            verdict_.at(Check::up) = Result::failed;
        } else if (has_extensions()) {
            outcome = run_up();
            if (outcome.error) fail(Check::up, *outcome.error);
            if (outcome.locks_out) require_another_server(migration_.up, *outcome.error);
        }
        if (verdict_.at(Check::up) == Result::failed) {
            stage_.mark_failed_up(index_);
            if (!outcome.changes.empty() || outcome.locks_out) stage_.renew_trial(index_);
            return false;
        }
        verdict_.at(Check::up) = Result::passed;
        verdict_.locks = std::move(outcome.locks);
        add(up_notes(set_, migration_, outcome.changes, outcome.unseen));
        stand_after_up(std::move(outcome.changes));
        return true;
    }

    // The grade of a second run, and its findings when the set does not accept that grade.
    Grade grade(Check check, const std::optional<Error>& error, const Changes& changes) {
        const auto [values, rest] = split_sequence_values(changes);
        const Grade grade = !rest.empty() ? Grade::repeats
                            : error       ? Grade::refuses
                                          : Grade::idempotent;
        auto findings = findings_of(set_, migration_, check, rest);
        for (auto& finding : findings_of(set_, migration_, check, values)) {
            finding.note = true;
            finding.hint =
                "PostgreSQL does not take back the numbers of rows that were not inserted";
            findings.push_back(std::move(finding));
        }
        if (error && (set_.idempotence == Idempotence::strict || migration_.repeatable)) {
            auto finding = error_finding(migration_, check, *error, set_.directory);
            finding.waived = refusal_waiver(set_, migration_, check);
            if (finding.hint.empty())
                finding.hint =
                    "make a second run succeed, as with IF NOT EXISTS or IF EXISTS, declare \"-- "
                    "@not-idempotent: reason\", or set IDEMPOTENCE SAFE (--idempotence SAFE)";
            findings.insert(findings.begin(), std::move(finding));
        }
        stage_.show_rows(findings, check, index_);
        verdict_.at(check) = result_of(findings);
        add(std::move(findings));
        return grade;
    }

    // A refused or ignored row uses up numbers all the same: that is no second effect of the
    // script.
    std::pair<Changes, Changes> split_sequence_values(const Changes& changes) const {
        std::pair<Changes, Changes> parts;
        for (const auto& change : changes)
            (has_used_numbers(migration_, change) ? parts.first : parts.second).push_back(change);
        return parts;
    }

    void check_up_again() {
        present_ = Check::up_again;
        const Outcome outcome = run_up();
        verdict_.up_again = grade(Check::up_again, outcome.error, outcome.changes);
        if (outcome.changes.empty()) return;
        stage_.renew_trial(index_);
        stand_after_up(must(stage_.trial().up(migration_)));
    }

    void check_down() {
        present_ = Check::down;
        const Outcome outcome = run_down();
        if (outcome.error) {
            fail(Check::down, *outcome.error);
            if (outcome.locks_out) require_another_server(*migration_.down, *outcome.error);
            spoilt_ = !outcome.changes.empty() || outcome.locks_out;
            return;
        }
        now_ = combine(now_, outcome.changes);
        const Changes changes = now_;
        auto findings = findings_of(set_, migration_, Check::down, changes);
        if (result_of(findings) == Result::failed)
            findings = judge(Check::down, changes, differing_downs());
        stage_.show_rows(findings, Check::down, index_);
        verdict_.at(Check::down) = result_of(findings);
        spoilt_ = !findings.empty();
        if (verdict_.at(Check::down) == Result::waived) verdict_.left = changes;
        if (verdict_.at(Check::down) == Result::failed) {
            verdict_.left = changes;
            for (const auto& change : changes) left_by_down_.insert(change.key);
        }
        add(std::move(findings));
        if (set_.idempotence != Idempotence::off) check_down_again();
        check_up_after_down();
    }

    void check_down_again() {
        present_ = Check::down_again;
        const Outcome outcome = run_down();
        verdict_.down_again = grade(Check::down_again, outcome.error, outcome.changes);
        if (outcome.changes.empty()) return;
        // The state that the next check starts from is the one after a single down.
        stage_.renew_trial(index_);
        stand_after_up(must(stage_.trial().up(migration_)));
        now_ = combine(now_, must(stage_.trial().down(migration_)));
    }

    void check_up_after_down() {
        present_ = Check::up_after_down;
        const Changes used = now_;  // numbers of sequences among them
        const Outcome outcome = run_up();
        if (outcome.error) {
            fail(Check::up_after_down, *outcome.error);
            spoilt_ = true;
            return;
        }
        verdict_.at(Check::up_after_down) = Result::passed;
        now_ = combine(now_, outcome.changes);
        Changes changes = combine(inverse(up_), now_);
        // What a wrong down left is the down's finding, not the up's.
        std::erase_if(changes,
                      [&](const auto& change) { return left_by_down_.contains(change.key); });
        if (changes.empty()) return;
        const auto probe = stage_.probe(index_);
        const Outcome fresh = probe->up(migration_);
        auto findings = judge(Check::up_after_down, changes,
                              fresh.error ? Keys() : differing_keys(up_, fresh.changes));
        if (!fresh.error && set_.sequences == Sequences::forward)
            accept_generated(findings, [&](const ObjectKey& object) {
                return stage_.trial().has_same_rows_but_generated(*probe, object) ||
                       differ_by_used_numbers(used, changes, object);
            });
        stage_.show_rows(findings, Check::up_after_down, index_);
        spoilt_ = spoilt_ || std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
                      return finding.kind != FindingKind::varying;
                  });
        verdict_.at(Check::up_after_down) = result_of(findings);
        add(std::move(findings));
    }

    // The findings of the changes; those that differ by themselves are volatile ones.
    std::vector<Finding> judge(Check check, const Changes& changes, const Keys& differing) {
        Changes own, rest;
        for (const auto& change : changes)
            (differing.contains(change.key) ? own : rest).push_back(change);
        auto findings = volatile_findings(set_, migration_, check, own);
        auto others = findings_of(set_, migration_, check, rest);
        std::move(others.begin(), others.end(), std::back_inserter(findings));
        return findings;
    }

    // What differs between two states that both begin where the migration does.
    static Keys differing_keys(const Changes& one, const Changes& other) {
        Keys keys;
        for (const auto& change : combine(inverse(one), other)) keys.insert(change.key);
        return keys;
    }

    // Whether an up that starts from the same, but for the numbers that sequences have given
    // meanwhile, makes just these rows. So it is known of whatever takes a number: a function, a
    // trigger, the script itself.
    bool differ_by_used_numbers(const Changes& used, const Changes& changes,
                                const ObjectKey& object) {
        if (std::none_of(used.begin(), used.end(), is_sequence_value)) return false;
        if (!made_with_used_numbers_) {
            const auto probe = stage_.control(index_);
            probe->use_numbers(used);
            made_with_used_numbers_ = probe->up(migration_).changes;
        }
        const auto of_object = [&](const Change& change) { return change.key == object; };
        const auto& made = *made_with_used_numbers_;
        const auto found = std::find_if(changes.begin(), changes.end(), of_object);
        const auto same = std::find_if(made.begin(), made.end(), of_object);
        return found != changes.end() && same != made.end() && found->after == same->after;
    }

    // What differs between two runs of up and down from one and the same state. Data that a down
    // brings back must be the old data: never volatile.
    Keys differing_downs() {
        const auto probe = stage_.probe(index_);
        const Outcome up = probe->up(migration_);
        if (up.error) return {};
        const Outcome down = probe->down(migration_);
        if (down.error) return {};
        Keys keys = differing_keys(now_, combine(up.changes, down.changes));
        std::erase_if(keys, [](const auto& key) {
            return key.is(ObjectKind::rows) || key.is(ObjectKind::value);
        });
        return keys;
    }

    void waive_down() {
        for (const auto check : {Check::down, Check::down_again, Check::up_after_down})
            verdict_.at(check) =
                migration_.up.annotations.irreversible ? Result::waived : Result::not_run;
    }

    Stage& stage_;
    const MigrationSet& set_;
    const Migration& migration_;
    std::size_t index_;
    Changes up_;   // from where the migration begins to behind its up
    Changes now_;  // from where it begins to where the trial stands
    Check present_ = Check::up;
    Keys left_by_down_;
    std::optional<Changes> made_with_used_numbers_;
    bool is_locked_out_ = false;
    bool spoilt_ = false;  // the trial no longer stands where an up alone would have brought it
    MigrationVerdict verdict_;
};

}  // namespace

MigrationVerdict examine(Stage& stage, std::size_t index) {
    return Examination(stage, index).run();
}

}  // namespace migration
