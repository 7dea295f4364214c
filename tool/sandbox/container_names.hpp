#pragma once

// The names and labels of the tool's containers.

#include <string>

namespace migration {

inline constexpr const char* label_of_token = "migration-targets.sandbox";
inline constexpr const char* label_of_set = "migration-targets.set";
inline constexpr const char* label_of_project = "migration-targets.project";
inline constexpr const char* label_of_owner =
    "migration-targets.owner";  // process id of the helper
inline constexpr const char* label_of_start = "migration-targets.started";

inline std::string container_name(const std::string& token) {
    return "migration-sandbox-" + token;
}

}  // namespace migration
