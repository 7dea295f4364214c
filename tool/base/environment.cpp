#include "base/environment.hpp"

#include <cstdlib>

namespace migration {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace migration
