#pragma once

// What the parts of one walk share: the databases, the trial that stands at the present state, and how to get
// a fresh trial when something spoilt it.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "validate/databases.hpp"
#include "validate/reference.hpp"
#include "validate/trial.hpp"
#include "validate/trial_server.hpp"
#include "validate/verdict.hpp"

namespace migration {

class Stage {
public:
    Stage(const MigrationSet& set, const TrialServer& server, ServerSource another);

    const MigrationSet& set() const { return set_; }
    Trial& trial() { return *trial_; }
    const std::string& server_version() const { return server_version_; }

    // A new trial that stands after the first `count` migrations, those with a failed up left out.
    void renew_trial(std::size_t count);
    // The same after a migration failed: where databases are kept, that of the first one that failed stays as
    // it is, named failed_VERSION.
    void renew_failed_trial(std::size_t count, const std::string& version);
    // Another trial beside it, at the same kind of state; only one at a time.
    std::unique_ptr<Trial> probe(std::size_t count);
    // One more, beside a probe.
    std::unique_ptr<Trial> control(std::size_t count);

    // Fills in which rows differ, where findings of that check are about rows: between where migration number
    // `index` should have brought the trial and where the trial stands. A courtesy: where rows cannot be
    // shown, none are.
    void show_rows(std::vector<Finding>& findings, Check check, std::size_t index);

    // Whether some script of the set has changed what belongs to the whole server.
    bool changes_server() const { return changes_server_ || trial_->has_changed_server(); }

    // Whether a trial can be made that such changes have not reached.
    bool has_another_server() const { return static_cast<bool>(another_); }
    // The role that migrates, quoted where it must be.
    const std::string& role() const { return role_; }

    void mark_failed_up(std::size_t index) { failed_up_[index] = true; }

private:
    void show_rows_of(std::vector<Finding>& findings, Check check, std::size_t index);
    std::unique_ptr<Trial> trial_here(std::size_t count, const std::string& database);
    std::unique_ptr<Trial> trial_on(std::size_t count, const std::string& database);
    std::unique_ptr<Trial> trial_on_another_server(std::size_t count);

    const MigrationSet& set_;
    ServerSource another_;
    Databases databases_;
    std::string server_version_;
    std::string role_;
    std::unique_ptr<Reference> reference_;
    std::unique_ptr<Trial> trial_;
    std::vector<bool> failed_up_;
    bool has_set_aside_ = false;
    bool changes_server_ = false;  // some script of the set has
};

}  // namespace migration
