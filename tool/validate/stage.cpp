#include "validate/stage.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

constexpr const char* trial_name = "trial";
constexpr const char* probe_name = "probe";
constexpr const char* control_name = "control";

bool is_about_rows(const Finding& finding) {
    return finding.kind == FindingKind::data && !finding.note &&
           finding.object.is(ObjectKind::rows);
}

// Databases beside ours are in no snapshot, but a second trial on the server would meet them.
bool makes_databases(const MigrationSet& set) {
    const auto makes = [](const Script& script) {
        return std::any_of(
            script.statements.begin(), script.statements.end(), [&](const auto& statement) {
                const auto sql = to_lower(one_line(script.sql(statement), 20));
                return sql.starts_with("create database") || sql.starts_with("drop database");
            });
    };
    return std::any_of(set.migrations.begin(), set.migrations.end(), [&](const auto& migration) {
        return makes(migration.up) || (migration.down && makes(*migration.down));
    });
}

}  // namespace

Stage::Stage(const MigrationSet& set, const FileFindings& files, std::unique_ptr<TrialStore> store,
             LoneTrial another)
    : set_(set),
      files_(files),
      store_(std::move(store)),
      another_(std::move(another)),
      role_(store_->role()),
      failed_up_(set.migrations.size(), false),
      changes_server_(makes_databases(set)) {
    trial_ = store_->make_trial(trial_name, 0, failed_up_);
}

std::unique_ptr<Trial> Stage::trial_after(std::size_t count, const std::string& name) {
    changes_server_ = changes_server_ || (trial_ && trial_->has_changed_server());
    if (changes_server_ && another_) return another_(count, failed_up_);
    try {
        return store_->make_trial(name, count, failed_up_);
    } catch (const Error& error) {
        // A script may have taken its role's right to log in: only another server still has it.
        const bool cannot_connect =
            error.kind() == ErrorKind::usage || error.kind() == ErrorKind::unreachable;
        if (!cannot_connect || !another_ || !store_->answers()) throw;
        changes_server_ = true;
        return another_(count, failed_up_);
    }
}

void Stage::renew_trial(std::size_t count) {
    changes_server_ = changes_server_ || (trial_ && trial_->has_changed_server());
    trial_.reset();
    trial_ = trial_after(count, trial_name);
}

void Stage::renew_failed_trial(std::size_t count, const std::string& version) {
    if (store_->keeps_trials() && !has_set_aside_ && !changes_server_) {
        changes_server_ = trial_->has_changed_server();
        trial_.reset();
        store_->set_aside(trial_name, "failed_" + version);
        has_set_aside_ = true;
    }
    renew_trial(count);
}

std::unique_ptr<Trial> Stage::probe(std::size_t count) {
    return trial_after(count, probe_name);
}

std::unique_ptr<Trial> Stage::control(std::size_t count) {
    return trial_after(count, control_name);
}

void Stage::show_rows(std::vector<Finding>& findings, Check check, std::size_t index) {
    if (std::none_of(findings.begin(), findings.end(), is_about_rows)) return;
    try {
        show_rows_of(findings, check, index);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
    }
}

void Stage::show_rows_of(std::vector<Finding>& findings, Check check, std::size_t index) {
    const auto expected = probe(index);
    const Migration& migration = set_.migrations[index];
    if (check != Check::down && expected->up(migration).error) return;
    if (check == Check::down_again && expected->down(migration).error) return;
    for (auto& finding : findings) {
        if (!is_about_rows(finding)) continue;
        finding.rows = trial_->row_difference(*expected, finding.object);
    }
}

}  // namespace migration
