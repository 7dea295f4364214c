// NAME.sql with `-- +migrate Up` and `-- +migrate Down`. The rules are those of sql-migrate 1.8,
// sqlparse/sqlparse.go and migrate.go. The whole name is the migration's identity there.

#include <algorithm>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "NAME.sql with -- +migrate Up and -- +migrate Down";

std::optional<Mark> command(std::string_view words) {
    const auto is = [&](std::string_view name) {
        return words == name || words.starts_with(std::string(name) + " ");
    };
    bool without = false;
    for (const auto word : split(words, ' ')) without = without || trim(word) == "notransaction";
    if (is("Up")) return Mark{MarkKind::up, without};
    if (is("Down")) return Mark{MarkKind::down, without};
    if (is("StatementBegin")) return Mark{MarkKind::begin_statement};
    if (is("StatementEnd")) return Mark{MarkKind::end_statement};
    return Mark{MarkKind::refused, false, "sql-migrate ignores this command",
                "commands are Up, Down, StatementBegin and StatementEnd, in these letters"};
}

// sql-migrate drops each line that begins with "-- ", even inside a string. The annotations of this
// tool stay: where one stands, no string is open.
std::optional<Mark> mark(std::string_view line) {
    constexpr std::string_view prefix = "-- +migrate ";
    if (line.starts_with(prefix)) return command(trim(line.substr(prefix.size())));
    if (line.starts_with("-- +")) return Mark{MarkKind::comment};
    if (line.starts_with("-- ") && !line.starts_with("-- @")) return Mark{MarkKind::comment};
    return std::nullopt;
}

constexpr SectionGrammar grammar{mark, "-- +migrate Up", "-- +migrate Down", true, true};

std::optional<FileName> whole_name(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || stem->find('/') != std::string_view::npos) return std::nullopt;
    return FileName{std::string(*stem), ""};
}

std::string_view leading_number(std::string_view name) {
    return name.substr(0, std::min(name.find_first_not_of("0123456789"), name.size()));
}

bool is_applied_before(const Draft& a, const Draft& b) {
    const auto number_a = leading_number(a.version), number_b = leading_number(b.version);
    if (!number_a.empty() && !number_b.empty()) {
        if (number_less(number_a, number_b)) return true;
        if (number_less(number_b, number_a)) return false;
    }
    return a.version < b.version;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = cut_files(sources, whole_name, pattern, grammar, problems);
    std::stable_sort(drafts.begin(), drafts.end(), is_applied_before);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) { return has_section(file, grammar); });
}

std::string section_of(const std::string& mark, const NewScript& script) {
    return section(
        mark + (script.no_transaction ? " notransaction" : ""),
        with_statement_marks(script, "-- +migrate StatementBegin", "-- +migrate StatementEnd"));
}

NewFiles write(const NewMigration& migration) {
    std::string text = section_of("-- +migrate Up", migration.up);
    if (migration.down) text += section_of("\n-- +migrate Down", *migration.down);
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout sql_migrate_layout{
    .name = "sql-migrate",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration
