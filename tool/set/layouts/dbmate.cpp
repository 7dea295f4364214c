// V_slug.sql with `-- migrate:up` and `-- migrate:down`. The rules are those of dbmate 2.36,
// pkg/dbmate/migration.go.

#include <regex>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql with -- migrate:up and -- migrate:down";

bool is_without_transaction(std::string_view options) {
    for (const auto word : split(options, ' '))
        if (trim(word) == "transaction:false") return true;
    return false;
}

std::optional<Mark> mark(std::string_view line) {
    static const std::regex shape(R"(--\s*migrate:(up|down)(\s.*)?)");
    std::match_results<std::string_view::const_iterator> match;
    if (!line.starts_with("--") || line.size() > 1000 ||
        !std::regex_match(line.begin(), line.end(), match, shape))
        return std::nullopt;
    return Mark{match[1] == "up" ? MarkKind::up : MarkKind::down,
                is_without_transaction(match[2].str())};
}

constexpr SectionGrammar grammar{mark, "-- migrate:up", "-- migrate:down"};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = cut_files(sources, numbered_sql_file, pattern, grammar, problems);
    sort_by_text(drafts);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) { return has_section(file, grammar); });
}

std::string section_of(const std::string& mark, const NewScript& script) {
    return section(mark + (script.no_transaction ? " transaction:false" : ""), script.text);
}

NewFiles write(const NewMigration& migration) {
    std::string text = section_of("-- migrate:up", migration.up);
    if (migration.down) text += section_of("\n-- migrate:down", *migration.down);
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout dbmate_layout{
    .name = "dbmate",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration
