#include "ledger/set_lock.hpp"

#include "base/digest.hpp"
#include "base/interrupt.hpp"
#include "ledger/advisory_lock.hpp"

namespace migration {
namespace {

// A random-looking but stable number of 60 bits for the set of that ledger.
std::string key_of(const Ledger& ledger) {
    const std::string digest = sha256_hex("set " + ledger.shown_name() + " " + ledger.set());
    return std::to_string(std::stoull(digest.substr(0, 15), nullptr, 16));
}

}  // namespace

SetLock::SetLock(Session& session, Ledger& ledger, std::chrono::milliseconds limit)
    : session_(session),
      ledger_(ledger),
      key_(key_of(ledger)),
      limit_(limit),
      per_transaction_(session.is_pooled()) {
    ledger_.exists();  // another tool's table is refused in words
    poll([this] { return per_transaction_ ? !ledger_.lease() : try_session(); });
}

SetLock::~SetLock() {
    if (!session_.connected() || per_transaction_) return;
    try {
        session_.roll_back();
        release();
    } catch (const std::exception&) {
        // The session is gone or broken: the server has given the lock back, or will when we
        // disconnect.
    }
}

void SetLock::hold() {
    poll([&] {
        return session_.rows("SELECT pg_catalog.pg_try_advisory_xact_lock(" + key_ + ")")
            .is_true(0, 0);
    });
}

Error SetLock::given_up() const {
    return {ErrorKind::lock_busy,
            "the script failed because it released the lock of set \"" + ledger_.set() + "\"",
            "remove pg_advisory_unlock_all() and the like from the script; if another runner is at "
            "work, "
            "wait for it, then try again"};
}

// Only an error keeps the server from going on with what is behind it.
void SetLock::hold(Batch& batch) {
    batch.add("SELECT 1 OPERATOR(pg_catalog./) pg_catalog.pg_try_advisory_xact_lock(" + key_ +
                  ")::pg_catalog.int4",
              {}, [this](const SqlError& error) {
                  if (error.details().sqlstate == "22012") throw given_up();  // division_by_zero
              });
}

void SetLock::require_session() {
    if (per_transaction_) return;
    const Rows own = session_.rows(std::string("SELECT 1 FROM pg_catalog.pg_locks AS l WHERE l.pid "
                                               "= pg_catalog.pg_backend_pid() AND ") +
                                       is_lock_of_key,
                                   {key_});
    if (own.size() == 0) throw given_up();
}

// Once, however often: what a session takes twice it must give back twice. The transaction's lock
// keeps others out in between.
std::string SetLock::again() const {
    return per_transaction_ ? ""
                            : "SELECT pg_catalog.pg_advisory_unlock(" + key_ +
                                  "), pg_catalog.pg_try_advisory_lock(" + key_ + ")";
}

void SetLock::wait_for_lease() {
    poll([this] { return !ledger_.lease(); });
}

template <typename Try>
void SetLock::poll(const Try& attempt) {
    const auto deadline = std::chrono::steady_clock::now() + limit_;
    std::chrono::milliseconds wait(20);
    while (!attempt()) {
        if (std::chrono::steady_clock::now() >= deadline)
            throw Error(
                ErrorKind::lock_busy,
                "another runner holds the lock of set \"" + ledger_.set() + "\": " + holder(),
                "wait for it and try again, or wait longer with --lock-wait");
        pause_unless_interrupted(wait);
        wait = std::min(wait * 2, std::chrono::milliseconds(500));
    }
}

// A lease is looked at under the lock: whoever takes one holds the lock then.
bool SetLock::try_session() {
    if (!session_.rows("SELECT pg_catalog.pg_try_advisory_lock($1::bigint)", {key_}).is_true(0, 0))
        return false;
    if (!ledger_.lease()) return true;
    release();
    return false;
}

void SetLock::release() {
    session_.rows("SELECT pg_catalog.pg_advisory_unlock($1::bigint)", {key_});
}

std::string SetLock::holder() {
    if (const auto lease = ledger_.lease())
        return "a lease on migration \"" + migration_name(lease->version, lease->slug) + "\", by " +
               lease->applied_by + ", last heard of at " + lease->applied_at;
    return lock_holder(session_, key_).value_or("a runner that has just ended");
}

}  // namespace migration
