#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace migration {

// One object on one line. What is no UTF-8 (a file's name, an argument) is replaced, not refused.
inline std::string json_line(const nlohmann::ordered_json& object) {
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace migration
