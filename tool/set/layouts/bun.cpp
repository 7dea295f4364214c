// V_slug.up.sql and V_slug.tx.up.sql, with `--bun:split` between parts. The rules are those of bun
// at 0e5e868 (1.2), migrate/migrations.go, migration.go and migrator.go.

#include <regex>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.tx.up.sql, V_slug.up.sql with --bun:split";
constexpr std::string_view mark = "--bun:";

bool has_direction(std::string_view path) {
    return path.ends_with(".up.sql") || path.ends_with(".down.sql");
}

bool is_in_transaction(std::string_view path) {
    return path.ends_with(".tx.up.sql") || path.ends_with(".tx.down.sql");
}

// bun reads folders below, too, and takes no notice of their names.
std::optional<Part> named_part(std::string_view path) {
    static const std::regex shape(R"(([0-9]{1,14})_([0-9a-z_-]+)\..*)");
    const auto name = path.substr(path.rfind('/') + 1);
    std::match_results<std::string_view::const_iterator> match;
    if (name.size() > 1000 || !std::regex_match(name.begin(), name.end(), match, shape))
        return std::nullopt;
    return Part{match[1], match[2], path.ends_with(".down.sql") ? Role::down : Role::up, false};
}

std::optional<Part> part_of(std::string_view path) {
    return has_direction(path) ? named_part(path) : std::nullopt;
}

bool is_other_file(std::string_view path) {
    return !has_direction(path);
}

// To bun a comment as any other.
bool is_almost_mark(std::string_view line) {
    static const std::regex shape(R"(\s*--\s*bun:split\b.*)", std::regex::icase);
    return line.size() < 300 && std::regex_match(line.begin(), line.end(), shape);
}

// bun sends the parts one by one, with or without a semicolon at their end. The server makes one
// transaction of a part; so a script that is not cut needs none around it.
void read_script(DraftScript& script, Problems& problems) {
    std::string text;
    bool is_cut = false;
    int number = 0;
    for (const auto& [line, end] : lines_of(script.text)) {
        ++number;
        const auto report = [&, at = line](const char* rule, const std::string& message,
                                           const std::string& hint) {
            problems.push_back(
                {rule, script.shown, number, message + ": \"" + one_line(at, 60) + "\"", hint});
        };
        if (line == "--bun:split") {
            text += ';';
            is_cut = true;
        } else if (line.starts_with(mark)) {
            report("section", "bun does not know this directive",
                   "the only one is \"--bun:split\"");
        } else if (is_almost_mark(line)) {
            report("foreign-annotation", "a comment that bun does not read",
                   "write \"--bun:split\" alone on the line, without a blank");
        } else {
            text += line;
        }
        text += end;
    }
    script.text = std::move(text);
    script.no_transaction = is_cut && !is_in_transaction(script.path);
}

void add_go(const SourceFiles& sources, std::vector<Draft>& drafts, Problems& problems) {
    for (const auto& neighbour : sources.neighbours) {
        const auto part = named_part(neighbour);
        if (!neighbour.ends_with(".go") || neighbour.ends_with("_test.go") || !part) continue;
        const std::string shown = sources.shown(neighbour);
        problems.push_back(script_in_other_language(shown, "Go"));
        drafts.push_back(
            {part->version, part->slug, false, DraftScript{neighbour, shown, ""}, {}, {}});
    }
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {part_of, pattern, is_other_file, false}, problems);
    for (auto& draft : drafts)
        for (auto* script : {&draft.up, &draft.down})
            if (*script) read_script(**script, problems);
    add_go(sources, drafts, problems);
    sort_by_text(drafts);
    return drafts;
}

bool is_of_bun(const SourceFile& file) {
    if (!part_of(file.path)) return false;
    if (is_in_transaction(file.path)) return true;
    for (const auto& [line, end] : lines_of(file.text))
        if (line.starts_with(mark)) return true;
    return false;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, is_of_bun);
}

NewFile file_of(const std::string& stem, const std::string& direction, const NewScript& script) {
    return {stem + (script.no_transaction ? "." : ".tx.") + direction + ".sql", script.text};
}

NewFiles write(const NewMigration& migration) {
    const std::string stem = migration.folder + migration_name(migration.version, migration.slug);
    NewFiles files{file_of(stem, "up", migration.up)};
    if (migration.down) files.push_back(file_of(stem, "down", *migration.down));
    return files;
}

}  // namespace

const Layout bun_layout{
    .name = "bun",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::optional,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration
