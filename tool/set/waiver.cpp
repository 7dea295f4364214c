#include "set/waiver.hpp"

#include "base/glob.hpp"

namespace migration {

bool names_migration(std::string_view pattern, std::string_view version, std::string_view name) {
    return glob_matches(pattern, version) || glob_matches(pattern, name);
}

}  // namespace migration
