#pragma once

// A corner of the machine for runs of migration-tool that are cut off: everything that such a run
// could leave behind is put there, or bears its name, and can be listed.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "postgres/connection_settings.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

class Arena {
public:
    // `external`: the server of that provider.
    explicit Arena(Provider provider, std::optional<ConnectionSettings> external = {});

    // A set of two migrations that takes a moment; its directory also marks containers.
    std::filesystem::path set() const { return folder_.path() / "set"; }
    std::filesystem::path folder() const { return folder_.path(); }

    // Starts migration-tool, or another program, with an environment that keeps it here; its output
    // goes to a file.
    pid_t start(const std::vector<std::string>& arguments, const std::string& program = "");
    // `validate` of the set on the provider's server.
    pid_t start_validation(const std::vector<std::string>& more = {}) {
        return start(validation(more));
    }
    std::vector<std::string> validation(const std::vector<std::string>& more = {}) const;
    std::string output() const;

    // Directories, containers, databases and processes that are there now, each in words.
    std::vector<std::string> left_behind() const;
    // Waits until nothing is; gives how long it took, or nothing after the limit.
    std::optional<std::chrono::milliseconds> time_until_clean(std::chrono::seconds limit) const;

private:
    std::map<std::string, std::string> environment() const;

    Provider provider_;
    std::optional<ConnectionSettings> external_;
    TemporaryDirectory folder_;
};

// Waits for the child; 128 + n when signal n ended it.
int exit_code_of_child(pid_t child);

}  // namespace migration
