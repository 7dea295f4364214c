#pragma once

// A trial in a PostgreSQL database: the engine of production runs the scripts, an observer reads
// what they did.

#include <memory>
#include <optional>
#include <string>

#include "apply/engine.hpp"
#include "ledger/ledger.hpp"
#include "set/migration.hpp"
#include "snapshot/fingerprint.hpp"
#include "snapshot/footprint.hpp"
#include "snapshot/live_snapshot.hpp"
#include "validate/trial.hpp"

namespace migration {

class PostgresTrial : public Trial {
public:
    // Two sessions of one database: scripts run on the first, the second reads what they did.
    // `server` lives at least as long as the trial.
    PostgresTrial(Session session, Session observer, const MigrationSet& set,
                  std::shared_ptr<const void> server = {});

    Outcome up(const Migration& migration) override;
    Outcome down(const Migration& migration) override;
    void run_straight() override;
    void use_numbers(const Changes& changes) override;
    std::string fingerprint() const override { return fingerprint_.text(); }
    bool has_changed_server() const override { return has_changed_server_; }
    bool offers_extension(const std::string& name) override;
    RowDifference row_difference(const Trial& before, const ObjectKey& object) const override;
    bool has_same_rows_but_generated(const Trial& before, const ObjectKey& object) const override;

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
