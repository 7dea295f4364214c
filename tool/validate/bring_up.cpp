#include "validate/bring_up.hpp"

#include "apply/engine.hpp"
#include "apply/script_runner.hpp"

namespace migration {

void run_prerequisites(Session& session, const Script& prerequisites) {
    // There is no transaction of ours: its own is what psql would run.
    Script whole = prerequisites;
    for (auto& statement : whole.statements)
        statement.left_out = statement.left_out && !controls_transaction(statement.kind);
    run_script(session, whole, "");
    if (session.in_transaction())
        throw Error(ErrorKind::failed,
                    prerequisites.file +
                        ": the script ends inside a transaction: what it did there is lost",
                    "write COMMIT behind its last statement");
    session.command("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
}

void prepare_database(Session& session, const MigrationSet& set) {
    if (set.prerequisites) run_prerequisites(session, *set.prerequisites);
    Ledger(session, set.ledger, set.name).create();
}

void bring_up(Session& session, const MigrationSet& set, std::size_t from, std::size_t to,
              const std::vector<bool>& skip) {
    for (; from < to; ++from) {
        if (!skip.empty() && skip[from]) continue;
        Session own = session.another();
        Ledger ledger(own, set.ledger, set.name);
        Engine(own, ledger, set.directory).up(set.migrations[from]);
    }
}

}  // namespace migration
