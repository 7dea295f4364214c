// V_slug.sql with `-- +goose Up` and `-- +goose Down`. The rules are those of goose 3.30,
// internal/sqlparser/parser.go and internal/provider/collect.go.

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql with -- +goose Up and -- +goose Down";

Mark refused(std::string message, std::string hint) {
    return {MarkKind::refused, false, std::move(message), std::move(hint)};
}

// Behind "+goose", in any letter case.
Mark annotation(std::string_view words) {
    const std::string name = to_lower(trim(words));
    if (name == "up") return {MarkKind::up};
    if (name == "down") return {MarkKind::down};
    if (name == "statementbegin") return {MarkKind::begin_statement};
    if (name == "statementend") return {MarkKind::end_statement};
    if (name == "no transaction") return {MarkKind::no_transaction};
    if (name == "envsub off") return {MarkKind::comment};
    if (name == "envsub on")
        return refused("the tool does not put environment variables into scripts",
                       "write the values into the script, and remove the annotation");
    return refused("goose does not know this annotation",
                   "annotations are Up, Down, StatementBegin, StatementEnd and NO TRANSACTION");
}

std::optional<Mark> mark(std::string_view line) {
    const auto text = trim(line);
    if (!text.starts_with("--")) return std::nullopt;
    const std::string lowered = to_lower(text);
    const auto at = lowered.find("+goose");
    if (at == std::string::npos) return std::nullopt;
    if (line.starts_with(' ') || line.starts_with('\t'))
        return refused("goose refuses an annotation behind a blank",
                       "remove the blanks at the beginning of the line");
    // The name alone is a word in a comment to goose only where it is spelt otherwise.
    if (text.find("+goose") == std::string_view::npos &&
        trim(lowered.substr(2)) != lowered.substr(at))
        return std::nullopt;
    std::string words(text.substr(at + std::string_view("+goose").size()));
    for (auto dashes = words.find("--"); dashes != std::string::npos; dashes = words.find("--"))
        words.erase(dashes, 2);
    return annotation(words);
}

constexpr SectionGrammar grammar{mark, "-- +goose Up", "-- +goose Down"};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = cut_files(sources, numbered_sql_file, pattern, grammar, problems);
    for (const auto& neighbour : sources.neighbours) {
        if (!neighbour.ends_with(".go") || neighbour.ends_with("_test.go")) continue;
        const auto name = numbered_sql_file(neighbour.substr(0, neighbour.size() - 3) + ".sql");
        if (!name) continue;
        problems.push_back(script_in_other_language(sources.shown(neighbour), "Go"));
        drafts.push_back({name->version,
                          name->slug,
                          false,
                          DraftScript{neighbour, sources.shown(neighbour), ""},
                          {},
                          {}});
    }
    sort_by_number(drafts);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) { return has_section(file, grammar); });
}

std::string script_text(const NewScript& script) {
    return with_statement_marks(script, "-- +goose StatementBegin", "-- +goose StatementEnd");
}

NewFiles write(const NewMigration& migration) {
    std::string text = migration.no_transaction() ? "-- +goose NO TRANSACTION\n" : "";
    text += section(grammar.up, script_text(migration.up));
    if (migration.down) text += section("\n-- +goose Down", script_text(*migration.down));
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout goose_layout{
    .name = "goose",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration
