#include "validate/trial.hpp"

#include <algorithm>

namespace migration {
namespace {

// Reading a sequence's next value writes it without a transaction id.
bool has_sequences(const Snapshot& state) {
    const auto first = state.lower_bound("value of sequence ");
    return first != state.end() && first->first.starts_with("value of sequence ");
}

bool has_transaction_id(Session& session) {
    return session.rows("SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL").is_true(0, 0);
}

}  // namespace

Trial::Trial(Session session, Session observer, const MigrationSet& set)
    : session_(std::move(session)),
      observer_(std::move(observer)),
      reader_(observer_, set.ledger),
      ledger_(session_, set.ledger, set.name),
      engine_(session_, ledger_, set.directory),
      state_(reader_.take()) {
    engine_.on_before_record([this](Session& open) { wrote_ = has_transaction_id(open); });
}

// A script that wrote nothing needs no new snapshot; one that was rolled back left nothing but what sequences
// gave out.
template <typename Work>
std::optional<Error> Trial::observe(bool transactional, const Work& work) {
    std::optional<Error> failure;
    wrote_ = true;
    try {
        work();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        failure = error;
        wrote_ = !transactional;
    }
    if (wrote_ || has_sequences(state_)) state_ = reader_.take();
    return failure;
}

std::optional<Error> Trial::up(const Migration& migration) {
    return observe(migration.up.transactional, [&] { engine_.up(migration); });
}

std::optional<Error> Trial::down(const Migration& migration) {
    return observe(migration.down->transactional, [&] { engine_.down(migration); });
}

}  // namespace migration
