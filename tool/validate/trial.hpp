#pragma once

// A database in which scripts of a set run up and down; after each script the trial knows what it changed.

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

// What a script may have done that validation cannot see.
enum class Unseen { nothing, hidden_rows, other_places };

// How a script ended and what it left.
struct Outcome {
    std::optional<Error> error;
    Changes changes;
    std::vector<TableLock> locks = {};       // on tables that existed before
    std::string footprint = {};              // empty if it was not taken, or is no proof
    std::vector<ServerNotice> notices = {};  // the first ones
    std::size_t more_notices = 0;            // the number of further notices
    Unseen unseen = Unseen::nothing;         // set only if nothing has changed
    bool locks_out = false;                  // no new session can begin after the script; see `error`
};

class Trial {
public:
    // Two sessions of one database: scripts run on the first, the second reads what they did. `server` lives
    // at least as long as the trial.
    Trial(Session session, Session observer, const MigrationSet& set,
          std::shared_ptr<const void> server = {});

    // From now on all scripts run in one session, like one run in production, and each outcome has the
    // footprint. Before that, a script gets a new session if an earlier one may have changed what sessions
    // begin with.
    void run_straight();
    // Runs the script as production does.
    Outcome up(const Migration& migration);
    Outcome down(const Migration& migration);

    // Moves sequences to the values after `changes`, as if rows had used the numbers.
    void use_numbers(const Changes& changes);

    std::string fingerprint() const { return fingerprint_.text(); }
    // True if a script has changed objects of the whole server.
    bool has_changed_server() const { return has_changed_server_; }
    // True if the server offers the extension.
    bool offers_extension(const std::string& name);
    std::string server_version() const { return run_->session.server_version_text(); }
    // A new session on the same database.
    Session another_session() const { return run_->session.another(); }

private:
    std::vector<TableLock> locks_taken(Batch& open) const;
    LedgerRow recorded(const Migration& migration);
    template <typename Work>
    Outcome observe(const Script& script, const Script* verify, const Work& work);

    // A session that scripts run on, and what belongs to it.
    struct Run {
        Run(Session own, const MigrationSet& set)
            : session(std::move(own)),
              ledger(session, set.ledger, set.name),
              engine(session, ledger, set.directory) {}
        Session session;
        Ledger ledger;
        Engine engine;
    };
    void hook();
    void begin_anew();
    Error of_script(const Error& error);
    std::optional<Error> try_to_connect() const;
    Unseen unseen() const;
    void note_written(Batch& open);
    Changes read_changes(const Script& script, bool has_failed);
    Changes renew_observer();

    std::shared_ptr<const void> server_;
    const MigrationSet& set_;
    Session observer_;
    std::unique_ptr<Run> run_;
    bool is_used_up_ = false;  // its session differs from a new one
    bool is_new_ = true;       // no script has run on its session yet
    bool is_straight_ = false;
    std::unique_ptr<LiveSnapshot> snapshot_;
    bool has_lost_observer_ = false;  // a script has ended its session
    Fingerprint fingerprint_;
    bool has_changed_server_ = false;
    Grants grants_ = Grants::possible;  // of the script that runs
    Reach reach_ = Reach::own_session;
    std::vector<TableLock> locks_;  // of the last one
    std::vector<ServerNotice> notices_;
    std::size_t more_notices_ = 0;
    std::optional<FootprintReader> footprints_;
    std::string footprint_;  // of the last one
};

}  // namespace migration
