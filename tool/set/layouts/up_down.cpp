// V_slug.up.sql and V_slug.down.sql beside each other, as golang-migrate and sqlx have it.

#include "set/layout.hpp"

namespace migration {
namespace {

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    if (const auto stem = without_suffix(path, ".up.sql")) return version_and_slug(*stem, Role::up);
    if (const auto stem = without_suffix(path, ".down.sql")) return version_and_slug(*stem, Role::down);
    return std::nullopt;
}

bool claims(std::string_view path, std::string_view) {
    return part_of(path).has_value();
}

}  // namespace

const Layout up_down_layout{"up-down", "V_slug.up.sql, V_slug.down.sql", part_of, claims};

}  // namespace migration
