#pragma once

// How much of it, by the environment: tests are small unless somebody asks for more.

#include <cstdlib>
#include <string>

#include "base/environment.hpp"

namespace migration {

inline int number_from(const char* variable, int otherwise) {
    const std::string text = environment(variable);
    return text.empty() ? otherwise : std::atoi(text.c_str());
}

}  // namespace migration
