#include "set/whole_files.hpp"

#include <map>

#include "set/migration.hpp"
#include "set/pair_files.hpp"

namespace migration {

std::vector<Draft> whole_files(const SourceFiles& sources, const WholeFileNames& names,
                               Problems& problems) {
    std::vector<Draft> drafts;
    std::map<std::string, std::string, VersionOrder> taken;  // by which file
    for (const auto& file : sources.files) {
        const auto read = names.name(file.path);
        if (!read) {
            const bool is_other = names.passes_over != nullptr && names.passes_over(file.path);
            problems.push_back(is_other ? passed_over(file) : unreadable_name(file, names.pattern));
            continue;
        }
        const auto [entry, is_new] = taken.emplace(read->version, file.shown);
        if (!is_new) {
            problems.push_back(version_taken(read->version, file.shown, entry->second));
            continue;
        }
        DraftScript up{file.path, file.shown, file.text};
        drafts.push_back({read->version, read->slug, false, std::move(up), {}, {}});
    }
    return drafts;
}

bool is_in_folder(std::string_view path) {
    return path.find('/') != std::string_view::npos;
}

FileName split_at_underscore(std::string_view stem) {
    const auto at = stem.find('_');
    if (at == std::string_view::npos) return {std::string(stem), ""};
    return {std::string(stem.substr(0, at)), std::string(stem.substr(at + 1))};
}

std::optional<FileName> number_and_slug(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || is_in_folder(path)) return std::nullopt;
    const auto digits = stem->find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || (*stem)[digits] != '_')
        return std::nullopt;
    return split_at_underscore(*stem);
}

}  // namespace migration
