#pragma once

#include <string>

namespace migration {

// The environment variable's value; empty where there is none.
std::string environment(const char* name);

}  // namespace migration
