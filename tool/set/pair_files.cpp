#include "set/pair_files.hpp"

#include <map>
#include <regex>
#include <utility>

#include "set/foreign_files.hpp"
#include "set/migration.hpp"

namespace migration {
std::vector<Draft> pair_files(const SourceFiles& sources, const PairNames& names,
                              Problems& problems) {
    std::map<std::string, Draft, VersionOrder> drafts;
    if (names.refuses_foreign_names) report_foreign_names(sources, problems);
    for (const auto& file : sources.files) {
        const auto part = names.part_of(file.path);
        if (!part) {
            const bool is_other = names.passes_over != nullptr && names.passes_over(file.path);
            problems.push_back(is_other ? passed_over(file) : unreadable_name(file, names.pattern));
            continue;
        }
        const std::string version = (part->seed ? "seeds." : "") + part->version;
        const auto [entry, is_new] =
            drafts.try_emplace(version, Draft{version, part->slug, part->seed, {}, {}, {}});
        Draft& draft = entry->second;
        auto& slot = part->role == Role::down ? draft.down : draft.up;
        if (slot) {
            problems.push_back(version_taken(part->version, file.shown, slot->shown));
            continue;
        }
        slot = DraftScript{file.path, file.shown, file.text};
        if (part->role == Role::down) continue;
        draft.version = version;
        draft.slug = part->slug;
    }
    std::vector<Draft> ordered;
    ordered.reserve(drafts.size());
    for (auto& [version, draft] : drafts) ordered.push_back(std::move(draft));
    return ordered;
}

std::optional<Part> version_and_slug(std::string_view stem, Role role) {
    // The letter of 006a stands behind the last number only.
    static const std::regex shape(
        "[Vv]?([0-9]+(?:[-.][0-9]+)*[A-Za-z]?)(?:(?:_+|[-.]+)([^\\n\\r/]+)|_+)?");
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(stem.begin(), stem.end(), match, shape)) return std::nullopt;
    return Part{match[1].str(), match[2].str(), role, false};
}

std::optional<std::string_view> without_suffix(std::string_view text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return std::nullopt;
    return text.substr(0, text.size() - suffix.size());
}

Problem unreadable_name(const SourceFile& file, std::string_view pattern) {
    return {
        "unreadable-name", file.shown, 0,
        "expected a name such as \"" + std::string(pattern) + "\" but found \"" + file.path + "\"",
        "rename the file, or put \"_\" before its name to leave it out"};
}

Problem passed_over(const SourceFile& file) {
    return {"passed-over", file.shown, 0, "not a migration by its name: \"" + file.path + "\"", ""};
}

Problem left_out(const std::filesystem::path& script, std::string_view tool) {
    return {"left-out", script.string(), 0,
            std::string(tool) +
                " runs this script, the tool leaves out folders whose names start with \"_\"",
            "give the folder another name"};
}

Problem version_taken(const std::string& version, const std::string& shown, const std::string& by) {
    return {"duplicate-version", shown, 0,
            "version \"" + version + "\" is already taken by \"" + by + "\"",
            "give one of the two another version, as 'migration-tool renumber' does"};
}

}  // namespace migration
