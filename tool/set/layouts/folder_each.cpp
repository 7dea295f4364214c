// V_slug/up.sql and V_slug/down.sql, as Diesel has it.

#include "set/layout.hpp"

namespace migration {
namespace {

std::optional<Part> part_of(std::string_view path) {
    if (const auto folder = without_suffix(path, "/up.sql")) return version_and_slug(*folder, Role::up);
    if (const auto folder = without_suffix(path, "/down.sql")) return version_and_slug(*folder, Role::down);
    return std::nullopt;
}

bool claims(std::string_view path, std::string_view) {
    return part_of(path).has_value();
}

}  // namespace

const Layout folder_each_layout{"folder-each", "V_slug/up.sql, V_slug/down.sql", part_of, claims};

}  // namespace migration
