#pragma once

// Questions before a change that cannot be undone.

#include <string>

namespace migration {

// `question` has no question mark. Without a terminal and without `yes` throws Error (usage); an
// answer other than yes throws Error (failed).
void require_yes(const std::string& question, bool yes);

// The user types the words, or gave them as an option. Throws as above.
void require_words(const std::string& question, const std::string& words, const std::string& given);

}  // namespace migration
