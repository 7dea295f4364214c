#pragma once

// What the parts of one validation share: the databases, the trial with the present state, and how
// to make a new trial if a check has spoilt it.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "validate/file_findings.hpp"
#include "validate/trial_store.hpp"
#include "validate/verdict.hpp"

namespace migration {

class Stage {
public:
    // `another` may be empty.
    Stage(const MigrationSet& set, const FileFindings& files, std::unique_ptr<TrialStore> store,
          LoneTrial another);

    const MigrationSet& set() const { return set_; }
    const FileFindings& files() const { return files_; }
    Trial& trial() { return *trial_; }
    std::string server_version() const { return store_->server_version(); }

    // Makes a new trial with the state after the first `count` migrations, without those whose up
    // failed.
    void renew_trial(std::size_t count);
    // The same after a migration failed. With --keep, the database of the first migration that
    // failed stays, under the name failed_VERSION.
    void renew_failed_trial(std::size_t count, const std::string& version);
    // A second trial with the state after the first `count` migrations; only one at a time.
    std::unique_ptr<Trial> probe(std::size_t count);
    // A third trial beside a probe.
    std::unique_ptr<Trial> control(std::size_t count);

    // Adds the differing rows to findings of that check about rows: the expected state for
    // migration number `index` compared with the state of the trial. If the rows cannot be shown,
    // the findings stay without them.
    void show_rows(std::vector<Finding>& findings, Check check, std::size_t index);

    // True if a script of the set has changed objects of the whole server, such as roles.
    bool changes_server() const { return changes_server_ || trial_->has_changed_server(); }

    // True if a trial can be made on another server, without such changes.
    bool has_another_server() const { return static_cast<bool>(another_); }
    // The role that migrates, quoted where it must be.
    const std::string& role() const { return role_; }

    void mark_failed_up(std::size_t index) { failed_up_[index] = true; }

private:
    void show_rows_of(std::vector<Finding>& findings, Check check, std::size_t index);
    std::unique_ptr<Trial> trial_after(std::size_t count, const std::string& name);

    const MigrationSet& set_;
    const FileFindings& files_;
    std::unique_ptr<TrialStore> store_;
    LoneTrial another_;
    std::string role_;
    std::unique_ptr<Trial> trial_;
    std::vector<bool> failed_up_;
    bool has_set_aside_ = false;
    bool changes_server_ = false;  // a trial that is gone had
};

}  // namespace migration
