#pragma once

// The walk that validates a set on one server: each migration up, up again, down, down again and
// up, each state compared with the one it must equal; then the whole chain down and up.

#include <functional>
#include <string>

#include "set/known_findings.hpp"
#include "set/migration.hpp"
#include "validate/file_findings.hpp"
#include "validate/trial_server.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Called when a migration's verdict is complete.
using OnVerdict = std::function<void(const MigrationVerdict&)>;

// `server` may create and drop databases. A set may change objects of the whole server, such as
// roles. Then two states of it cannot exist on one server, and a new trial gets its own server from
// `another`, if that is set. `files` is what reading the files has found: scripts that cannot run
// are left out. A finding that is `known` does not fail. Throws Error if the prerequisites fail or
// the server is lost.
RunVerdict walk_stairway(const MigrationSet& set, const TrialServer& server,
                         const std::string& provider, const OnVerdict& on_verdict = {},
                         const ServerSource& another = {}, const FileFindings& files = {},
                         const KnownFindings& known = {});

}  // namespace migration
