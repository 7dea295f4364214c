#include "validate/reference.hpp"

#include "validate/bring_up.hpp"

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
        bring_up(session, set_, level_, count, skip);
        level_ = count;
    }
    databases_.clone(name_, name);
}

}  // namespace migration
