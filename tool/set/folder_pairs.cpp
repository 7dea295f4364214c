#include "set/folder_pairs.hpp"

#include <algorithm>

namespace migration {
namespace {

// Alone a down.sql may belong to another layout's script, as one beside Prisma's migration.sql.
bool is_folder_up(const SourceFile& file) {
    const auto part = folder_part(file.path);
    return part && part->role == Role::up;
}

}  // namespace

std::optional<Part> folder_part(std::string_view path) {
    if (const auto folder = without_suffix(path, "/up.sql"))
        return version_and_slug(*folder, Role::up);
    if (const auto folder = without_suffix(path, "/down.sql"))
        return version_and_slug(*folder, Role::down);
    return std::nullopt;
}

bool is_beside_folders(std::string_view path) {
    return path.find('/') == std::string_view::npos;
}

std::string folder_of(std::string_view path) {
    return std::string(path.substr(0, path.rfind('/') + 1));
}

std::string folder_of(const Draft& draft) {
    return folder_of(draft.up ? draft.up->path : draft.down->path);
}

bool has_beside_up(const SourceFiles& sources, std::string_view name) {
    return std::any_of(sources.files.begin(), sources.files.end(), [&](const auto& file) {
        return is_folder_up(file) && sources.neighbours.contains(folder_of(file.path).append(name));
    });
}

std::optional<std::string> first_folder_up(const SourceFiles& sources) {
    const auto found = std::find_if(sources.files.begin(), sources.files.end(), is_folder_up);
    if (found == sources.files.end()) return std::nullopt;
    return found->shown;
}

}  // namespace migration
