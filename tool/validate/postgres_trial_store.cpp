#include "validate/postgres_trial_store.hpp"

#include "validate/bring_up.hpp"
#include "validate/postgres_trial.hpp"

namespace migration {
namespace {

constexpr const char* base = "base";  // the state before the first migration

void prepare_base(Databases& databases, const MigrationSet& set) {
    databases.create(base);
    Session session = databases.connect(base);
    prepare_database(session, set);
}

std::unique_ptr<Trial> trial_in(const Databases& databases, const std::string& name,
                                const MigrationSet& set, std::shared_ptr<const void> server = {}) {
    return std::make_unique<PostgresTrial>(databases.connect(name), databases.connect(name), set,
                                           std::move(server));
}

}  // namespace

PostgresTrialStore::PostgresTrialStore(const MigrationSet& set, const TrialServer& server)
    : set_(set), databases_(server) {
    prepare_base(databases_, set_);
}

// At first nothing but the base is there; the reference is made when a higher state is wanted.
std::unique_ptr<Trial> PostgresTrialStore::make_trial(const std::string& name, std::size_t count,
                                                      const std::vector<bool>& skip) {
    databases_.drop(name);
    if (count == 0) {
        databases_.clone(base, name);
    } else {
        if (!reference_) reference_ = std::make_unique<Reference>(databases_, set_, base);
        reference_->clone_state(count, skip, name);
    }
    return trial_in(databases_, name, set_);
}

void PostgresTrialStore::set_aside(const std::string& name, const std::string& new_name) {
    databases_.set_aside(name, new_name);
}

std::string PostgresTrialStore::role() {
    return databases_.connect(base).rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0);
}

std::unique_ptr<Trial> make_lone_trial(const MigrationSet& set, const TrialServer& server,
                                       std::size_t count, const std::vector<bool>& skip) {
    const auto databases = std::make_shared<Databases>(server);
    prepare_base(*databases, set);
    {
        Session session = databases->connect(base);
        bring_up(session, set, 0, count, skip);
    }
    return trial_in(*databases, base, set, databases);
}

}  // namespace migration
