#pragma once

// A disposable server of one store, on which the walk makes its trials. PostgreSQL's is
// PostgresTrialStore.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "validate/trial.hpp"

namespace migration {

class TrialStore {
public:
    virtual ~TrialStore() = default;

    // A trial after the first `count` migrations, except those that `skip` marks because their up
    // fails. It replaces an earlier one of that name, which must be gone. Throws Error if that
    // state cannot be reached.
    virtual std::unique_ptr<Trial> make_trial(const std::string& name, std::size_t count,
                                              const std::vector<bool>& skip) = 0;

    // Whether databases stay for people who examine a failed run.
    virtual bool keeps_trials() const = 0;
    // Keeps the database of a trial that is gone, under another name.
    virtual void set_aside(const std::string& name, const std::string& new_name) = 0;

    // Whether the server still answers sessions that are open.
    virtual bool answers() = 0;
    virtual std::string server_version() const = 0;  // "15.18"
    // The role that migrates, quoted if it must be.
    virtual std::string role() = 0;
};

// Makes a trial as TrialStore::make_trial() does, on a server of its own.
using LoneTrial =
    std::function<std::unique_ptr<Trial>(std::size_t count, const std::vector<bool>& skip)>;

}  // namespace migration
