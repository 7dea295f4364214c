#pragma once

// A database that goes up and down a set under observation: after each script its snapshot is known.

#include <memory>
#include <optional>
#include <string>

#include "apply/engine.hpp"
#include "ledger/ledger.hpp"
#include "set/migration.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

class Trial {
public:
    // Two sessions of one database: scripts run on the first, the second looks at what they did.
    Trial(Session session, Session observer, const MigrationSet& set);

    // Runs the script as production does. Returns the error if it failed; state() is then what it left.
    std::optional<Error> up(const Migration& migration);
    std::optional<Error> down(const Migration& migration);

    const Snapshot& state() const { return state_; }
    Session& session() { return session_; }

private:
    template <typename Work>
    std::optional<Error> observe(bool transactional, const Work& work);

    Session session_;
    Session observer_;
    SnapshotReader reader_;
    Ledger ledger_;
    Engine engine_;
    Snapshot state_;
    bool wrote_ = true;
};

}  // namespace migration
