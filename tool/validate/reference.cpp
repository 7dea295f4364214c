#include "validate/reference.hpp"

#include "apply/engine.hpp"

namespace migration {

void bring_up(Session& session, const MigrationSet& set, std::size_t from, std::size_t to,
              const std::vector<bool>& skip) {
    Ledger ledger(session, set.ledger, set.name);
    Engine engine(session, ledger, set.directory);
    for (; from < to; ++from)
        if (!skip[from]) engine.up(set.migrations[from]);
}

Reference::Reference(Databases& databases, const MigrationSet& set, std::string base)
    : databases_(databases), set_(set), base_(std::move(base)) {
    databases_.clone(base_, name_);
}

void Reference::clone_state(std::size_t count, const std::vector<bool>& skip, const std::string& name) {
    if (level_ > count) {  // it never goes down: a lower state is reached from the start
        databases_.drop(name_);
        databases_.clone(base_, name_);
        level_ = 0;
    }
    if (level_ < count) {
        Session session = databases_.connect(name_);
        bring_up(session, set_, level_, count, skip);
        level_ = count;
    }
    databases_.clone(name_, name);
}

}  // namespace migration
