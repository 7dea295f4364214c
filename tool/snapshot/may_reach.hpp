#pragma once

#include <string_view>

#include "snapshot/described.hpp"

namespace migration {

// Whether a script may have changed the database through a session that is not its own.
enum class Reach { own_session, other_sessions };

// False when neither the script nor a function's definition `sql` can reach another session by what
// is written there: no dblink, no program of the server's, no subscription, no extension that is
// not known to keep to its session, no language that can do anything. What it calls must be asked
// about itself.
bool may_reach_others(std::string_view sql);

// Whether a statement that uses the object may change the database through another session, behind
// the back of its own transaction.
bool is_able_to_reach(const Described& described);

}  // namespace migration
