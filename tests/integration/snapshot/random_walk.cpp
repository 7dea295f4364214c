#include "snapshot/random_walk.hpp"

#include <algorithm>

#include "ledger/ledger.hpp"
#include "snapshot/may_grant.hpp"
#include "snapshot/random_oracle.hpp"
#include "support/pg_dump.hpp"

namespace migration {
namespace {

constexpr const char* database = "random_walk";

// In a schema of its own, which scripts do not know.
const LedgerName ledger{"ledger", "schema_migrations"};

ConnectionSettings with_database(Session& admin, const ConnectionSettings& settings) {
    admin.command(std::string("DROP DATABASE IF EXISTS ") + database + " WITH (FORCE)");
    admin.command(std::string("CREATE DATABASE ") + database);
    return settings.with("dbname", database);
}

// The session that runs the scripts, when there is something to run them on.
Session prepared(const ConnectionSettings& settings) {
    Session session(settings);
    session.command("CREATE SCHEMA ledger");
    Ledger(session, ledger, "walk").create();
    for (const auto& statement : RandomSql::ground()) session.command(statement);
    return session;
}

std::string shown(const Entry& entry) {
    return std::string(facet_name(entry.facet)) + ", of " + entry.parent.text() + ": " +
           entry.definition;
}

// Every key that differs, with both sides.
std::string differences(const Snapshot& live, const Snapshot& full) {
    std::string text;
    for (const auto& [key, entry] : live) {
        const auto found = full.find(key);
        if (found == full.end())
            text += "\n  " + key.text() + "\n    live " + shown(entry) + "\n    full has none";
        else if (!(found->second == entry))
            text += "\n  " + key.text() + "\n    live " + shown(entry) + "\n    full " +
                    shown(found->second);
    }
    for (const auto& [key, entry] : full)
        if (!live.contains(key))
            text += "\n  " + key.text() + "\n    live has none\n    full " + shown(entry);
    return text;
}

// A change names one parent, the one after it: what went back keeps that.
Snapshot without_parents(Snapshot snapshot) {
    for (auto& [key, entry] : snapshot) entry.parent = {};
    return snapshot;
}

std::optional<std::string> problem_of(const Changes& changes, const Snapshot& before,
                                      const Snapshot& after) {
    Snapshot there = before;
    apply_changes(there, changes);
    if (there != after)
        return "the changes do not lead to the new state:" + differences(there, after);
    revert_changes(there, changes);
    if (without_parents(there) != without_parents(before))
        return "the changes do not lead back:" + differences(there, before);
    if (changes != compare(before, after)) return "the changes are others than compare() finds";
    return std::nullopt;
}

}  // namespace

RandomWalk::RandomWalk(const ConnectionSettings& settings)
    : admin_(settings),
      cluster_(admin_),
      settings_(with_database(admin_, settings)),
      scripts_(prepared(settings_)),
      chooser_(settings_),
      observer_(settings_),
      full_session_(settings_),
      full_(full_session_, ledger),
      live_(observer_, ledger) {
    chooser_.command("SET search_path = ''");
    chooser_.command("SET jit = off");
}

RandomWalk::~RandomWalk() {
    scripts_.roll_back();
    try {
        cluster_.release(chooser_);
        admin_.command(std::string("DROP DATABASE ") + database + " WITH (FORCE)");
        cluster_.drop_added(admin_);
    } catch (const Error&) {
        // The next walk will say what is in its way.
    }
}

// Returns the error.
std::optional<std::string> RandomWalk::run_in_transaction(const RandomScript& script,
                                                          Changes& changes) {
    std::optional<std::string> error;
    bool noting = false;
    try {
        scripts_.command("BEGIN");
        for (const auto& statement : script.statements) scripts_.run(statement);
        noting = true;
        const bool grants =
            std::any_of(script.statements.begin(), script.statements.end(), may_grant);
        Batch batch(scripts_);
        live_.note(batch, grants ? Grants::possible : Grants::none);
        noting = false;
        scripts_.command(script.end == RandomScript::End::commit ? "COMMIT" : "ROLLBACK");
    } catch (const SqlError& failure) {
        if (noting) throw;
        error = failure.details().message;
    }
    scripts_.roll_back();
    const bool committed = !error && script.end == RandomScript::End::commit;
    changes = committed ? live_.refresh() : live_.refresh_after_failure();
    return error;
}

std::optional<std::string> RandomWalk::run_alone(const RandomScript& script, Changes& changes) {
    std::optional<std::string> error;
    try {
        for (const auto& statement : script.statements) scripts_.run(statement);
    } catch (const SqlError& failure) {
        error = failure.details().message;
    }
    changes = live_.reread();
    return error;
}

RandomWalk::Step RandomWalk::run(const RandomScript& script, bool ask_pg_dump) {
    Step step;
    try {
        const Snapshot before = live_.state();
        const std::string dump_before = ask_pg_dump ? dump(settings_) : "";
        Changes changes;
        const auto error = script.end == RandomScript::End::alone
                               ? run_alone(script, changes)
                               : run_in_transaction(script, changes);
        step.succeeded = !error;
        step.error = error.value_or("");
        step.problem = problem_of(changes, before, live_.state());
        if (ask_pg_dump && !step.problem)
            step.problem = disagreement(changes, dump_before, dump(settings_));
    } catch (const std::exception& failure) {
        step.problem = std::string("the live snapshot failed: ") + failure.what();
    }
    return step;
}

std::optional<std::string> RandomWalk::compare_with_full_reading() {
    try {
        const Snapshot full = full_.take();
        if (live_.state() == full) return std::nullopt;
        return "the live snapshot differs from a full reading:" + differences(live_.state(), full);
    } catch (const std::exception& failure) {
        return std::string("a full reading failed: ") + failure.what();
    }
}

}  // namespace migration
