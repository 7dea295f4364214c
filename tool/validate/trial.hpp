#pragma once

// A database that goes up and down a set under observation: after each script it is known what it changed.

#include <memory>
#include <optional>
#include <string>

#include "apply/engine.hpp"
#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "set/migration.hpp"
#include "snapshot/fingerprint.hpp"
#include "snapshot/footprint.hpp"
#include "snapshot/live_snapshot.hpp"

namespace migration {

// How a script ended and what it left.
struct Outcome {
    std::optional<Error> error;
    Changes changes;
    std::vector<TableLock> locks = {};  // that it took of tables that were there before
    std::string footprint = {};         // where it is taken, and says enough
};

class Trial {
public:
    // Two sessions of one database: scripts run on the first, the second looks at what they did. `server` is
    // what must live as long.
    Trial(Session session, Session observer, const MigrationSet& set,
          std::shared_ptr<const void> server = {});

    // From now on each outcome has the step's footprint.
    void take_footprints();
    // Runs the script as production does.
    Outcome up(const Migration& migration);
    Outcome down(const Migration& migration);

    std::string fingerprint() const { return fingerprint_.text(); }
    // Whether any script has changed what belongs to the whole server.
    bool has_changed_server() const { return has_changed_server_; }
    Session& session() { return session_; }
    // A session of its own on the same database.
    Session another_session() const { return session_.another(); }

private:
    std::vector<TableLock> locks_taken(Session& open) const;
    LedgerRow recorded(const Migration& migration);
    template <typename Work>
    Outcome observe(const Script& script, const Script* verify, const Work& work);

    std::shared_ptr<const void> server_;
    Session session_;
    Session observer_;
    Ledger ledger_;
    Engine engine_;
    LiveSnapshot snapshot_;
    Fingerprint fingerprint_;
    bool has_changed_server_ = false;
    Grants grants_ = Grants::possible;  // of the script that runs
    std::vector<TableLock> locks_;      // of the last one
    std::optional<FootprintReader> footprints_;
    std::string footprint_;  // of the last one
};

}  // namespace migration
