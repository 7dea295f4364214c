#pragma once

#include <string_view>

#include "snapshot/described.hpp"

namespace migration {

// Whether a script may have changed privileges.
enum class Grants { possible, none };

// False when neither the script nor a function's definition `sql` can change privileges: none of
// the words that do, or that run what is not written there, stands anywhere in it, and it is not in
// a language that we cannot read. Functions that it calls must be asked about themselves.
bool may_grant(std::string_view sql);

// Whether a statement that uses the object may change privileges without saying so.
bool is_able_to_grant(const Described& described);

}  // namespace migration
