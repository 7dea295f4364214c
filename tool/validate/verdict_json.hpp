#pragma once

// The verdict file (docs/verdicts.md): written by validation, read by the CTest cases.

#include <string>

#include "validate/verdict.hpp"

namespace migration {

std::string verdicts_to_text(const Verdicts& verdicts);
// `source` is named in errors. Throws Error (usage) for text of an unknown format. What the file
// does not hold (changes, fingerprints) stays empty.
Verdicts verdicts_from_text(const std::string& text, const std::string& source);

}  // namespace migration
