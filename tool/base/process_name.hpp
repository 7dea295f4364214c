#pragma once

#include <string>

namespace migration {

// The user and the host of this process, as "user@host".
const std::string& user_at_host();

// The same with the process id, as "user@host:4711".
std::string process_name();

}  // namespace migration
