#include "validate/bring_up.hpp"

#include "apply/engine.hpp"
#include "apply/script_runner.hpp"

namespace migration {

void run_prerequisites(Session& session, const Script& prerequisites) {
    run_script(session, prerequisites, "");
    session.roll_back();
    session.command("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
}

void prepare_database(Session& session, const MigrationSet& set) {
    if (set.prerequisites) run_prerequisites(session, *set.prerequisites);
    Ledger(session, set.ledger, set.name).create();
}

void bring_up(Session& session, const MigrationSet& set, std::size_t from, std::size_t to,
              const std::vector<bool>& skip) {
    Ledger ledger(session, set.ledger, set.name);
    Engine engine(session, ledger, set.directory);
    for (; from < to; ++from)
        if (skip.empty() || !skip[from]) engine.up(set.migrations[from]);
}

}  // namespace migration
