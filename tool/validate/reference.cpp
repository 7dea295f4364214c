#include "validate/reference.hpp"

#include <limits>
#include <utility>

#include "validate/bring_up.hpp"

namespace migration {
namespace {

// A script has failed on the way: no state that anybody may ask for.
constexpr std::size_t half_way = std::numeric_limits<std::size_t>::max();

}  // namespace

Reference::Reference(Databases& databases, const MigrationSet& set, std::string base)
    : databases_(databases), set_(set), base_(std::move(base)) {
    databases_.clone(base_, name_);
}

void Reference::clone_state(std::size_t count, const std::vector<bool>& skip,
                            const std::string& name) {
    if (level_ > count) {  // it never goes down: a lower state is reached from the start
        databases_.drop(name_);
        databases_.clone(base_, name_);
        level_ = 0;
    }
    if (level_ < count) {
        Session session = databases_.connect(name_);
        const std::size_t from = std::exchange(level_, half_way);
        bring_up(session, set_, from, count, skip);
        level_ = count;
    }
    databases_.clone(name_, name);
}

}  // namespace migration
