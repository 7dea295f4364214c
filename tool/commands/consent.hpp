#pragma once

// Questions before a change that cannot be undone.

#include <string>
#include <vector>

#include "apply/plan.hpp"

namespace migration {

// `question` has no question mark. Without a terminal and without `yes` throws Error (usage); an
// answer other than yes throws Error (failed).
void require_yes(const std::string& question, bool yes);

// Asks before migrations are undone, and says which of them lose data; `deed` is "undo". Throws as
// above.
void require_consent(const std::string& deed, const std::vector<DownStep>& steps,
                     const std::string& database, bool yes);

// The user types the words, or gave them as an option. Throws as above.
void require_words(const std::string& question, const std::string& words, const std::string& given);

}  // namespace migration
