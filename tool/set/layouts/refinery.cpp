// V1__slug.sql and U1__slug.sql, which is one that may be applied late, in folders of any depth.
// The rules are those of refinery 0.9, refinery_core/src/util.rs. The names are Flyway's with
// another meaning of U, so nothing but its name tells this layout.

#include <regex>

#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V1__slug.sql, U1__slug.sql";

std::optional<Part> part_of(std::string_view path) {
    static const std::regex shape(R"([VU]([0-9]+)__([\w\x80-\xFF]+)\.sql)");
    const auto name = path.substr(path.rfind('/') + 1);
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(name.begin(), name.end(), match, shape)) return std::nullopt;
    return Part{match[1].str(), match[2].str(), Role::up, false};
}

// refinery stops at a version that is no whole number, and only warns of other names.
bool is_ignored(std::string_view path) {
    static const std::regex with_point(R"([VU][0-9]+\.[0-9]+__[\w\x80-\xFF]+\.sql)");
    const auto name = path.substr(path.rfind('/') + 1);
    return !std::regex_match(name.begin(), name.end(), with_point);
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {part_of, pattern, is_ignored}, problems);
    for (const auto& neighbour : sources.neighbours) {
        const auto stem = without_suffix(neighbour, ".rs");
        const auto part = stem ? part_of(std::string(*stem) + ".sql") : std::nullopt;
        if (!part) continue;
        const std::string shown = sources.shown(neighbour);
        problems.push_back(script_in_other_language(shown, "Rust"));
        drafts.push_back(
            {part->version, part->slug, false, DraftScript{neighbour, shown, ""}, {}, {}});
    }
    for (const auto& script : sources.left_out)
        if (part_of(script.filename().string())) problems.push_back(left_out(script, "refinery"));
    sort_by_number(drafts);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& /*sources*/) {
    return std::nullopt;
}

NewFiles write(const NewMigration& migration) {
    return {{migration.folder + "V" + migration.version + "__" + migration.slug + ".sql",
             annotated_text(migration.up)}};
}

}  // namespace

const Layout refinery_layout{
    .name = "refinery",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::none,
    .write = write,
    .numbering = Numbering::plain,
};

}  // namespace migration
