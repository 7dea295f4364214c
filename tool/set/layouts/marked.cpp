// One file a migration: the down between `-- ROLLBACK_START` and `-- ROLLBACK_END`, the verify script between
// `-- VALIDATION_START` and `-- VALIDATION_END`, the up is everything else.

#include "base/text.hpp"
#include "set/layout.hpp"

namespace migration {
namespace {

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    const auto stem = without_suffix(path, ".sql");
    return stem ? version_and_slug(*stem, Role::whole) : std::nullopt;
}

bool claims(std::string_view path, std::string_view text) {
    if (!part_of(path)) return false;
    for (const auto& [line, end] : lines_of(text))
        if (is_marker(line, "ROLLBACK_START") || is_marker(line, "VALIDATION_START")) return true;
    return false;
}

}  // namespace

const Layout marked_layout{"marked", "V_slug.sql with ROLLBACK_START/END blocks", part_of, claims};

}  // namespace migration
