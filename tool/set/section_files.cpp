#include "set/section_files.hpp"

#include <map>

#include "set/pair_files.hpp"

namespace migration {

std::vector<Draft> cut_files(const SourceFiles& sources, ReadName name, std::string_view pattern,
                             const SectionGrammar& grammar, Problems& problems) {
    std::vector<Draft> drafts;
    std::map<std::string, std::string, VersionOrder> taken;  // by which file
    for (const auto& file : sources.files) {
        const auto read = name(file.path);
        if (!read) {
            problems.push_back(unreadable_name(file, pattern));
            continue;
        }
        const auto [entry, is_new] = taken.emplace(read->version, file.shown);
        if (!is_new) {
            problems.push_back(version_taken(read->version, file.shown, entry->second));
            continue;
        }
        Sections sections = cut_sections(file, grammar, problems);
        drafts.push_back({read->version,
                          read->slug,
                          false,
                          std::move(sections.up),
                          std::move(sections.down),
                          {}});
    }
    return drafts;
}

std::optional<FileName> numbered_sql_file(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || stem->find('/') != std::string_view::npos) return std::nullopt;
    const auto digits = stem->find_first_not_of("0123456789");
    if (digits == 0 || stem->empty()) return std::nullopt;
    if (digits == std::string_view::npos) return FileName{std::string(*stem), ""};
    const auto slug = stem->substr(digits);
    return FileName{std::string(stem->substr(0, digits)),
                    std::string(slug.substr(slug.find_first_not_of("_-.") == std::string_view::npos
                                                ? slug.size()
                                                : slug.find_first_not_of("_-.")))};
}

Problem script_in_other_language(const std::string& shown, std::string_view language) {
    return {"other-language", shown, 0,
            "a migration in " + std::string(language) + ", which the tool cannot run",
            "write what it does in SQL"};
}

}  // namespace migration
