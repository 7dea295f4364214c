#pragma once

// Reads the annotations of a script's leading comments.

#include <string>
#include <string_view>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Rules that `-- @allow: rule reason` may waive.
const std::vector<std::string>& waivable_rules();

// Whether PostgreSQL reads the text as a duration: 500ms, 5s, 10min.
bool is_duration(const std::string& text);

Annotations read_annotations(std::string_view text, const std::string& file, Problems& problems);

// Reports annotations between or behind the script's statements, where they have no effect.
void check_annotation_places(const Script& script, const std::string& file, Problems& problems);

}  // namespace migration
