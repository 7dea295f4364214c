#pragma once

// Asking before something that cannot be taken back.

#include <string>

namespace migration {

// `question` without its mark. Without a terminal and without `yes` it throws Error (usage); an answer other
// than yes throws Error (failed).
void require_yes(const std::string& question, bool yes);

// The user types the words, or gave them as an option. Throws as above.
void require_words(const std::string& question, const std::string& words, const std::string& given);

}  // namespace migration
