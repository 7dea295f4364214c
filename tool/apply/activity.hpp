#pragma once

// What a statement waits for, and how far it is, read on another session while it runs.

#include <optional>
#include <string>
#include <vector>

#include "postgres/session.hpp"

namespace migration {

// A session that holds a lock that the runner's statement waits for.
struct Blocker {
    long long pid = 0;
    std::string who;        // "role@client, application"
    std::string query;      // one line; empty if the role may not see it
    long long seconds = 0;  // since its transaction began
};

// How far an index is built, or a table copied.
struct BuildProgress {
    std::string phase;
    long long done = 0;  // blocks, or lockers to wait for
    long long total = 0;
};

struct Activity {
    std::vector<Blocker> blockers;
    std::optional<BuildProgress> progress;
};

class ActivityReader {
public:
    // Opens a second session on first use, with the settings of `watched`.
    explicit ActivityReader(const Session& watched) : watched_(watched) {}

    // Empty if the server does not tell.
    Activity read(long long pid) noexcept;
    // Ends the session. False if the role may not do that.
    bool terminate(const Blocker& blocker) noexcept;

    // The second session.
    Session& session();

private:
    const Session& watched_;
    std::optional<Session> session_;
};

}  // namespace migration
