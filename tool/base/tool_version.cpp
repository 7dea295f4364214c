#include "base/tool_version.hpp"

namespace migration {

std::string tool_version() {
    return MIGRATION_VERSION;
}

}  // namespace migration
