#pragma once

// The order of names that JavaScript's localeCompare gives: ICU's root collation, for ASCII.

#include <string_view>

namespace migration {

struct LocaleOrder {
    bool numbers = false;              // groups of digits compare as numbers
    bool ignores_punctuation = false;  // only letters and digits count
};

// Less than, equal to or greater than 0. Characters beyond ASCII compare by their bytes, behind all
// letters.
int compare_by_locale(std::string_view a, std::string_view b, const LocaleOrder& order = {});

}  // namespace migration
