#pragma once

// The walk that validates a set on one server: each migration up, up again, down, down again and up, each
// state compared with the one it must equal; then the whole chain down and up.

#include <functional>
#include <string>

#include "set/migration.hpp"
#include "validate/trial_server.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Called when a migration's verdict is complete.
using OnVerdict = std::function<void(const MigrationVerdict&)>;

// `server` may create and drop databases. Two states of a set that changes what belongs to the whole server,
// such as roles, cannot stand on one server: where one must be made anew, it gets a server of its own from
// `another`, if there is one. Throws Error when the prerequisites fail or the server is lost.
RunVerdict walk_stairway(const MigrationSet& set, const TrialServer& server, const std::string& provider,
                         const OnVerdict& on_verdict = {}, const ServerSource& another = {});

}  // namespace migration
