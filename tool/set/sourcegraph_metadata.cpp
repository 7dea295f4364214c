#include "set/sourcegraph_metadata.hpp"

#include <regex>

#include "base/text.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

void add_numbers(std::string_view text, int line, std::vector<Dependency>& numbers) {
    constexpr std::string_view digits = "0123456789";
    text = text.substr(0, text.find('#'));
    for (auto at = text.find_first_of(digits); at != std::string_view::npos;) {
        const auto end = std::min(text.find_first_not_of(digits, at), text.size());
        numbers.push_back({std::string(text.substr(at, end - at)), line});
        at = text.find_first_of(digits, end);
    }
}

// `parents: [1, 2]`, on one line or several, in a mapping of any style, or one `- 1` a line up to
// the next key.
std::vector<Dependency> parents_in(std::string_view text) {
    static const std::regex key(R"((^|[\s{,])["']?parents["']?\s*:)");
    std::vector<Dependency> parents;
    bool inside = false, in_brackets = false;
    int number = 0;
    for (const auto& [content, end] : lines_of(text)) {
        ++number;
        std::string_view line = content;
        std::match_results<std::string_view::const_iterator> match;
        if (!inside && std::regex_search(line.begin(), line.end(), match, key)) {
            inside = true;
            line.remove_prefix(static_cast<std::size_t>(match.position() + match.length()));
        } else if (inside && !in_brackets) {
            const bool goes_on = trim(line).empty() || trim(line).starts_with('-') ||
                                 trim(line).starts_with('#') || trim(line).starts_with('[');
            if (!goes_on) break;
        }
        if (!inside) continue;
        in_brackets = in_brackets || line.find('[') != std::string_view::npos;
        const auto close = line.find(']');
        add_numbers(line.substr(0, close), number, parents);
        if (close != std::string_view::npos) break;
    }
    return parents;
}

}  // namespace

void check_sourcegraph_metadata(const std::filesystem::path& file, const Migration& migration,
                                const MigrationSet& set, Problems& problems) {
    for (const auto& [version, line] : parents_in(read_source(file, problems))) {
        const Migration* parent = set.find(version);
        if (parent == nullptr)
            problems.push_back(
                {"depends", file.string(), line,
                 "\"parents\" names a version that is not in the set: \"" + version + "\"",
                 "add that migration, or take it out of the list"});
        else if (!version_less(parent->version, migration.version))
            problems.push_back(
                {"depends", file.string(), line,
                 "\"parents\" names a version that is applied later: \"" + version + "\"",
                 "give this migration a version after " + version});
    }
}

}  // namespace migration
