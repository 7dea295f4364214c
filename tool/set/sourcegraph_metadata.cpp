#include "set/sourcegraph_metadata.hpp"

#include "base/text.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

constexpr std::string_view key = "parents:";

void add_numbers(std::string_view text, int line, std::vector<Dependency>& numbers) {
    constexpr std::string_view digits = "0123456789";
    text = text.substr(0, text.find('#'));
    for (auto at = text.find_first_of(digits); at != std::string_view::npos;) {
        const auto end = std::min(text.find_first_not_of(digits, at), text.size());
        numbers.push_back({std::string(text.substr(at, end - at)), line});
        at = text.find_first_of(digits, end);
    }
}

// `parents: [1, 2]`, on one line or several, or one `- 1` a line, up to the next key.
std::vector<Dependency> parents_in(std::string_view text) {
    std::vector<Dependency> parents;
    bool inside = false;
    int number = 0;
    for (const auto& [line, end] : lines_of(text)) {
        ++number;
        if (line.starts_with(key)) {
            inside = true;
            add_numbers(line.substr(key.size()), number, parents);
        } else if (inside) {
            const bool goes_on =
                trim(line).empty() || std::string_view(" \t-]#").find(line.front()) != std::string_view::npos;
            if (!goes_on) break;
            add_numbers(line, number, parents);
        }
    }
    return parents;
}

}  // namespace

void check_sourcegraph_metadata(const std::filesystem::path& file, const Migration& migration,
                                const MigrationSet& set, Problems& problems) {
    for (const auto& [version, line] : parents_in(read_source(file, problems))) {
        const Migration* parent = set.find(version);
        if (parent == nullptr)
            problems.push_back({"depends", file.string(), line,
                                "\"parents\" names a version that is not in the set: \"" + version + "\"",
                                "add that migration, or take it out of the list"});
        else if (!version_less(parent->version, migration.version))
            problems.push_back({"depends", file.string(), line,
                                "\"parents\" names a version that is applied later: \"" + version + "\"",
                                "give this migration a version after " + version});
    }
}

}  // namespace migration
