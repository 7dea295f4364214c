#include "apply/guarded_engine.hpp"

#include <algorithm>

#include "snapshot/may_grant.hpp"
#include "snapshot/may_reach.hpp"

namespace migration {
namespace {

Limits with_client_check(Limits limits, Session& session) {
    limits.client_check = possible_client_check(session);
    return limits;
}

}  // namespace

GuardedEngine::GuardedEngine(Session& session, Ledger& ledger, SetLock& lock,
                             const MigrationSet& set, const LazyManifest& manifest,
                             const GuardOptions& options, RunListener& listener)
    : session_(session),
      ledger_(ledger),
      lock_(lock),
      set_(set),
      manifest_(manifest),
      engine_(session, ledger, set.directory, with_client_check(options.limits, session),
              &listener),
      validated_(manifest ? manifest->server(session.server_major()) : nullptr),
      allowed_drift_(options.allowed_drift),
      listener_(listener) {
    engine_.use_lock(lock);
    if (options.kept) keeper_.emplace(session, ledger, *options.kept, set);
}

void GuardedEngine::check_start(const std::vector<LedgerRow>* given) {
    if (keeper_) keeper_->require_in_step(given != nullptr ? *given : ledger_.applied());
    open_guard(given, true);
}

// Under the lock: another runner would be taken for drift.
void GuardedEngine::open_guard(const std::vector<LedgerRow>* given, bool is_checked) {
    if (validated_ == nullptr || set_.drift.grade == DriftGrade::off) return;
    const bool opens = lock_.is_per_transaction();
    if (opens) session_.command("BEGIN");
    lock_.hold();
    try {
        DriftRules rules = set_.drift;
        for (const auto& object : allowed_drift_)
            rules.accepted.push_back({object, "--allow-drift"});
        guard_ = std::make_unique<SchemaGuard>(session_, set_.ledger, *validated_, std::move(rules),
                                               listener_);
    } catch (const SqlError& error) {
        throw unreadable_schema(error);
    }
    auto rows = comparable_rows(set_, given != nullptr ? *given : ledger_.applied());
    if (is_checked)
        guard_->check_start(std::move(rows));
    else
        guard_->expect(std::move(rows));
    if (opens) session_.roll_back();
}

std::string GuardedEngine::fingerprint(const std::string& version) const {
    return manifest_ ? manifest_->fingerprint_after(session_.server_major(), version) : "";
}

bool GuardedEngine::is_wanted(const std::string& version, bool up) {
    const auto row = ledger_.row_of(version);
    const Migration* migration = set_.find(version);
    const bool outdated = row && migration != nullptr && is_outdated(*migration, *row);
    return up ? !row || row->incomplete || outdated : row.has_value();
}

void GuardedEngine::guard_step(const std::string& version, bool up,
                               const std::vector<std::string_view>& texts) {
    auto& hooks = engine_.hooks();
    hooks.wanted = [this, version, up] { return is_wanted(version, up); };
    if (!guard_) return;
    hooks.begun = [this, version, up] {
        if (lock_.is_per_transaction()) guard_->invalidate();
        guard_->prepare(version, up);
    };
    const Grants grants =
        std::any_of(texts.begin(), texts.end(), may_grant) ? Grants::possible : Grants::none;
    const Reach reach = std::any_of(texts.begin(), texts.end(), may_reach_others)
                            ? Reach::other_sessions
                            : Reach::own_session;
    hooks.written = [this, grants, reach](Batch& batch) { guard_->note(batch, grants, reach); };
    hooks.recording = [this, version, up](Batch& batch, const auto& prepared) {
        guard_->check_step(batch, prepared, version, up);
    };
    hooks.completed = [this, version, up] { guard_->check_completed(version, up); };
}

void GuardedEngine::keep_up(const Migration& migration) {
    if (!keeper_) return;
    engine_.hooks().recorded = [this, &migration](LogRow& log) {
        keeper_->applied(migration, log.execution_time_ms);
        log.reason = keeper_->note();
    };
}

std::optional<long long> GuardedEngine::up(const UpStep& step) {
    const Migration& migration = *step.migration;
    std::vector<std::string_view> texts{migration.up.text};
    if (migration.verify) texts.emplace_back(migration.verify->text);
    guard_step(migration.version, true, texts);
    keep_up(migration);
    const auto time = engine_.up(migration, fingerprint(migration.version),
                                 step.started ? &*step.started : nullptr);
    if (guard_) guard_->advance(migration.version, true);
    return time;
}

std::optional<long long> GuardedEngine::down(const DownStep& step) {
    guard_step(step.row.version, false,
               {step.migration != nullptr ? step.migration->down.value().text
                                          : step.row.down_sql.value()});
    if (keeper_)
        engine_.hooks().recorded = [this, &step](LogRow& log) {
            keeper_->undone(step.row);
            log.reason = keeper_->note();
        };
    const auto time = step.migration != nullptr ? engine_.down(*step.migration, step.row)
                                                : engine_.down(step.row);
    if (guard_) guard_->advance(step.row.version, false);
    return time;
}

// What is wrong beforehand may be what the script mends.
std::optional<long long> GuardedEngine::again(const UpStep& step) {
    const Migration& migration = *step.migration;
    open_guard(nullptr, false);
    auto& hooks = engine_.hooks();
    hooks = {};
    hooks.wanted = [this, &migration] { return ledger_.row_of(migration.version).has_value(); };
    if (guard_) {
        hooks.recording = [this, &migration](Batch& batch, const auto&) {
            guard_->check_again(batch, migration.name());
        };
        hooks.completed = [this, &migration] { guard_->check_completed_again(migration.name()); };
    }
    return engine_.up(migration, fingerprint(migration.version), nullptr, "reapply");
}

void GuardedEngine::up_together(const std::vector<UpStep>& steps, bool only_try,
                                const std::function<void(long long)>& ran) {
    std::vector<std::string> versions;
    engine_.hooks() = {};
    engine_.begin_single_transaction(ledger_.exists());
    try {
        lock_.hold();
        ledger_.create();
        for (const auto& step : steps)
            if (lock_.is_per_transaction() && !is_wanted(step.migration->version, true))
                throw Error(
                    ErrorKind::lock_busy,
                    "another runner has applied \"" + step.migration->name() + "\" in the meantime",
                    "run the command again");
        for (const auto& step : steps) {
            versions.push_back(step.migration->version);
            keep_up(*step.migration);
            ran(engine_.up(*step.migration, fingerprint(versions.back())).value_or(0));
        }
        if (guard_) guard_->check_steps(session_, versions);
    } catch (const Error& error) {
        engine_.roll_back_single_transaction();
        if (!only_try && !versions.empty())
            engine_.note_failure(*steps[versions.size() - 1].migration, error);
        throw;
    }
    if (only_try)
        engine_.roll_back_single_transaction();
    else
        engine_.commit_single_transaction();
}

}  // namespace migration
