#pragma once

#include <string>

namespace migration {

// Who runs us where, as "user@host".
const std::string& user_at_host();

// Which process that is, as "user@host:4711".
std::string process_name();

}  // namespace migration
