#include "validate/reference.hpp"

#include "apply/engine.hpp"

namespace migration {

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
        Ledger ledger(session, set_.ledger, set_.name);
        Engine engine(session, ledger, set_.directory);
        for (; level_ < count; ++level_)
            if (!skip[level_]) engine.up(set_.migrations[level_]);
    }
    databases_.clone(name_, name);
}

}  // namespace migration
