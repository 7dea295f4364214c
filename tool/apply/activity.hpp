#pragma once

// What a statement waits for, and how far it is, read on another session while it runs.

#include <optional>
#include <string>
#include <vector>

#include "postgres/session.hpp"

namespace migration {

// A session that holds what a statement of ours wants.
struct Blocker {
    long long pid = 0;
    std::string who;        // "role@client, application"
    std::string query;      // one line; empty where we may not see it
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
    // Connects as `watched` did when it is first asked.
    explicit ActivityReader(const Session& watched) : watched_(watched) {}

    // Nothing where it cannot be told.
    Activity read(long long pid) noexcept;
    // False where we may not.
    bool terminate(const Blocker& blocker) noexcept;

    // The session that it reads on.
    Session& session();

private:
    const Session& watched_;
    std::optional<Session> session_;
};

}  // namespace migration
