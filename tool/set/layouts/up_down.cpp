// V_slug.up.sql and V_slug.down.sql beside each other, as golang-migrate and sqlx have it.

#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.up.sql, V_slug.down.sql";

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    if (const auto stem = without_suffix(path, ".up.sql")) return version_and_slug(*stem, Role::up);
    if (const auto stem = without_suffix(path, ".down.sql"))
        return version_and_slug(*stem, Role::down);
    return std::nullopt;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return pair_files(sources, part_of, pattern, problems);
}

bool claims(std::string_view path, std::string_view) {
    return part_of(path).has_value();
}

}  // namespace

const Layout up_down_layout{"up-down", pattern, read, claims};

}  // namespace migration
