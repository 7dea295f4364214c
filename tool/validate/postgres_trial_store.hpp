#pragma once

// PostgreSQL's trials: databases that are cloned from one another on one server.

#include <memory>
#include <string>
#include <vector>

#include "validate/databases.hpp"
#include "validate/reference.hpp"
#include "validate/trial_server.hpp"
#include "validate/trial_store.hpp"

namespace migration {

class PostgresTrialStore : public TrialStore {
public:
    // Runs the set's prerequisites. `set` must live as long as the store. Throws Error if they
    // fail.
    PostgresTrialStore(const MigrationSet& set, const TrialServer& server);

    std::unique_ptr<Trial> make_trial(const std::string& name, std::size_t count,
                                      const std::vector<bool>& skip) override;
    bool keeps_trials() const override { return databases_.are_kept(); }
    void set_aside(const std::string& name, const std::string& new_name) override;
    bool answers() override { return databases_.answers(); }
    std::string server_version() const override { return databases_.server_version(); }
    std::string role() override;

private:
    const MigrationSet& set_;
    Databases databases_;
    std::unique_ptr<Reference> reference_;
};

// A trial on a server of its own, which ends with the trial.
std::unique_ptr<Trial> make_lone_trial(const MigrationSet& set, const TrialServer& server,
                                       std::size_t count, const std::vector<bool>& skip);

}  // namespace migration
