#pragma once

// One line of Sqitch's plan: a change or a tag, and the names in it.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

struct SqitchLine {
    bool is_tag = false;
    std::string_view name;
    std::optional<std::string_view> dependencies;  // between the brackets
    std::string problem;  // why Sqitch refuses the line; empty where it does not
    std::string hint;
};

// `text` has neither blanks around it nor a note, and is not empty.
SqitchLine parse_sqitch_line(std::string_view text);

// Whether a change, a tag or a project may be called so.
bool is_sqitch_name(std::string_view name);

inline constexpr const char* sqitch_name_hint =
    "names have no blanks, no \":\", \"@\", \"#\", \"\\\", \"[\" or \"]\", and begin and end with "
    "a letter, a digit or \"_\"";

}  // namespace migration
